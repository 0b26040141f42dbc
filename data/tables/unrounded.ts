// Which total stands where a model has two: the one that its name or card states, or the one counted from its published shape.
import { numberIn, type Row } from '../compact/readCsv';

/** A stated total and a count of the same model differ by rounding only. */
const roundedBy = 0.03;

/** Names round ("1.3B"): where the count from the published shape agrees with such a total, the count stands. */
export function unrounded(row: Row): number | undefined {
  const parameters = numberIn(row, 'parameters');
  const computed = numberIn(row, 'computed_parameters');
  const isRounded = parameters !== undefined && parameters % 1e6 === 0;
  return isRounded && computed !== undefined && Math.abs(computed / parameters - 1) < roundedBy ? computed : parameters;
}

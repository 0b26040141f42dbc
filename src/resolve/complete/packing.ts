// Packing: rows of the data set are joined end to end and cut into samples of the full length, so what is counted are packed samples, not rows.
import type { DatasetFacts } from '../../model/architecture';
import type { Assumption } from '../../model/estimate';
import { exactly, within, type Interval } from '../../model/interval';
import type { Input } from '../../model/workload';
import { backingOf, type Stated } from '../stated';

/** A data set's mean length depends on the tokenizer and the prompt around it. */
const otherTokenizers = 1.25;

/**
 * Real tokens of a data-set row, which with the length of a packed sample say how many of those the rows make.
 * @param usual what a text has where nobody states it
 * @returns null without packing, and where the samples stated are packed ones already (a spec without `meanTokensPerSample`)
 */
export function rowTokensOf(
  stated: Stated,
  named: DatasetFacts | undefined,
  usual: Interval,
  assume: (assumption: Assumption) => void,
): Input<Interval> | null {
  const { spec } = stated;
  if (!spec.packing || spec.tokens) return null;
  const editable = 'meanTokensPerSample';
  if (spec.meanTokensPerSample)
    return { value: exactly(spec.meanTokensPerSample), provenance: backingOf(stated, 'meanTokensPerSample'), assumed: false, editable };
  if (!stated.fromSource) return null;
  if (named?.tokensMean) return { value: within(named.tokensMean, otherTokenizers), provenance: named.provenance, assumed: false, editable };
  if (spec.maxSteps) return null;
  const why = 'rows are packed and their lengths are not stated; the usual range of public text sets';
  assume({ name: 'tokensPerSample', value: usual.mid, why, source: 'docs/method.md, Workload' });
  return { value: usual, provenance: [{ kind: 'assumption', why }], assumed: true, editable };
}

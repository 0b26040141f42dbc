// What was read from the file, fact by fact, with the place where each stands.
import type { Fact, FactName, Facts, Run } from '../../model/run';
import { exact, short } from '../figures/number';
import { FACTS_IN_ORDER, factLabel, methodName } from '../figures/names';
import type { Report } from '../reportModel';
import type { Translate } from '../translate';
import { linksOfFact } from './links';

/** Counts long enough that all their digits would hide their size. */
const IN_SHORT_FORM: ReadonlySet<FactName> = new Set<FactName>(['parameters', 'flopsPerSample']);

/** A fact's value as shown: "109 M", "512 tokens", "2e-5", "yes". */
export function writeFact(name: FactName, fact: Fact, translate: Translate): string {
  const { value } = fact;
  if (typeof value === 'boolean') return translate(value ? 'yes' : 'no');
  if (name === 'method') return methodName(String(value), translate);
  if (name === 'learningRate' && typeof value === 'number') return rate(value);
  if (name === 'padding') return translate(value === 'max_length' ? 'to the full length' : value === 'longest' ? "to each batch's longest" : 'none');
  if (typeof value === 'string') return value;
  if (name === 'sequenceLength' || name === 'meanTokensPerSample') return translate('{0} tokens', exact(value));
  if (name === 'imageSize') return translate('{0} × {0} pixels', exact(value));
  return IN_SHORT_FORM.has(name) ? short(value) : exact(value);
}

/** Rates as people write them: `2e-5`, `0.001`. */
const SMALLEST_DECIMAL_RATE = 1e-3;
const rate = (value: number): string =>
  (value > 0 && value < SMALLEST_DECIMAL_RATE ? Number(value.toPrecision(6)).toExponential() : String(value)).replace('e+', 'e');

export function factRows(run: Run, homePath: string, translate: Translate): Report['facts'] {
  return FACTS_IN_ORDER.flatMap((name) => {
    const fact: Facts[FactName] = run.facts[name];
    if (!fact) return [];
    return [
      { id: name, label: factLabel(name, translate), value: writeFact(name, fact, translate), raw: fact.value, links: linksOfFact(fact, homePath, translate) },
    ];
  });
}

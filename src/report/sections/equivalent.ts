// What the headline compares with, as one can picture it: a way travelled, and charges of a telephone.
import type { Estimate } from '../../model/estimate';
import type { Equivalent } from '../../model/equivalent';
import type { Provenance } from '../../model/source';
import { rounded } from '../figures/number';
import type { Report } from '../reportModel';
import type { Translate } from '../translate';
import { linkTo } from './links';

interface Picture {
  readonly key: string;
  readonly from: number;
  readonly below: number;
  readonly words: string;
}

/** Comparisons of one kind in order of preference, with the counts between which one can picture them; the first that fits is shown. */
const PICTURES: readonly (readonly Picture[])[] = [
  [
    { key: 'km_by_car', from: 0.1, below: 40_000, words: 'About {0} km by an average passenger car' },
    { key: 'flight_NYC_MEL', from: 1, below: 1e6, words: 'About {0} passengers’ flights from New York to Melbourne' },
  ],
  [{ key: 'smartphone_charge_energy', from: 0.1, below: 1e4, words: 'About {0} charges of a smartphone' }],
];

export function equivalentsOf(estimate: Estimate, equivalents: readonly Equivalent[], homePath: string, translate: Translate): Report['equivalents'] {
  return PICTURES.flatMap((kind) => {
    for (const { key, from, below, words } of kind) {
      const equivalent = equivalents.find((one) => one.key === key);
      const total = equivalent?.unit === 'kWh' ? estimate.energyKwh?.mid : estimate.co2eKg?.mid;
      if (!equivalent || total === undefined || !(equivalent.value > 0)) continue;
      const count = total / equivalent.value;
      if (count < from || count >= below) continue;
      const source: Provenance = equivalent.provenance[0] ?? { kind: 'assumption', why: key };
      return [{ text: translate(words, rounded(count)), link: linkTo(source, homePath, translate) }];
    }
    return [];
  });
}

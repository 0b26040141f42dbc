// The same run where electricity is cleaner: a change of settings, no edit.
import { rounded } from '../../report/figures/number';
import { defineAlternative } from '../defineAlternative';

/** Countries with cloud regions and a clean grid; the tables decide which of them is the cleanest. */
const CANDIDATES: readonly string[] = ['SE', 'NO', 'FR', 'CH', 'FI', 'CA', 'BR'];
const GRAMS_PER_KG = 1000;

export const greenerRegion = defineAlternative({
  id: 'greener-region',
  applies: () => true,
  proposals: ({ workload, knowledge, translate }) => {
    const here = workload.gridKgPerKwh.value.mid;
    const [best] = CANDIDATES.flatMap((code) => knowledge.grid(code) ?? []).sort((a, b) => a.kgPerKwh.mid - b.kgPerKwh.mid);
    if (!best || best.kgPerKwh.mid >= here) return [];
    const grams = (kilograms: number): string => rounded(kilograms * GRAMS_PER_KG);
    return [
      {
        variant: best.code,
        title: workload.gridKgPerKwh.assumed
          ? translate('Run it in {0}', translate(best.name))
          : translate('Run it in {0} instead of {1}', translate(best.name), translate(workload.place)),
        change: { settings: { region: best.code } },
        edits: [],
        qualityCost: [
          translate('Quality: unchanged. Grid {0} against {1} g/kWh ({2}); mind where the data may go.', grams(best.kgPerKwh.mid), grams(here), best.year),
          ...(workload.grid?.method === 'direct' && best.method === 'lifecycle'
            ? [translate('The first counts the whole life cycle, the second only what the plants emit, so the saving is rather larger.')]
            : []),
        ].join(' '),
        evidence: [
          {
            claim: 'Carbon intensity of electricity by country (Ember, Our World in Data)',
            url: 'https://ourworldindata.org/grapher/carbon-intensity-electricity',
          },
          {
            claim: 'The location of a training run changes its emissions by a factor of 5 to 10 (Patterson et al. 2021)',
            url: 'https://arxiv.org/abs/2104.10350',
          },
        ],
      },
    ];
  },
});

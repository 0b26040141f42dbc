// What the run asks of data and disks: samples and tokens processed, what is downloaded first, what a checkpoint takes.
import type { Estimate } from '../../model/estimate';
import { exactly, type Interval } from '../../model/interval';
import type { Provenance } from '../../model/source';
import type { Run } from '../../model/run';
import type { Knowledge } from '../../knowledge/knowledge';
import { rounded, short } from '../figures/number';
import { bytes, write } from '../figures/quantity';
import type { Report } from '../reportModel';
import type { Translate } from '../translate';
import { linksTo } from './links';

type Row = Report['demand'][number];

export interface DemandInput {
  readonly estimate: Estimate;
  readonly run: Run;
  readonly knowledge: Knowledge;
  readonly homePath: string;
  readonly translate: Translate;
}

const formula = (text: string): Provenance => ({ kind: 'formula', anchor: 'Data and storage', text });
/** Narrower than any figure is written: what was counted comes out of the estimator with the last digits of its arithmetic. */
const NEGLIGIBLE = 1e-6;
const isCounted = ({ low, mid, high }: Interval): boolean => high - low <= mid * NEGLIGIBLE;

/** @returns rows for what is known; none where not even the model is. */
export function demandOf(input: DemandInput): readonly Row[] {
  return [...processed(input), ...stored(input)];
}

function processed({ estimate, homePath, translate }: DemandInput): readonly Row[] {
  const { samples, tokens, optimizerSteps } = estimate.workload;
  const backing = (id: string): readonly Provenance[] => estimate.chain.find((factor) => factor.id === id)?.provenance ?? [];
  const row = (id: string, label: string, interval: Interval | null, provenance: readonly Provenance[]): Row[] =>
    interval
      ? [{ id, label, value: counted(interval), range: isCounted(interval) ? '' : ends(interval), links: linksTo(provenance, homePath, translate) }]
      : [];
  const lengths = backing('tokensPerSample').slice(0, 1);
  const sizes = backing('samples').slice(0, 1);
  return [
    ...row('samples', translate('Samples processed'), samples, sizes),
    ...row('tokens', translate('Tokens processed, padding included'), tokens, lengths.length > 0 ? lengths : sizes),
    ...row('steps', translate('Optimizer steps'), optimizerSteps, backing('perDeviceBatchSize').slice(0, 1)),
  ];
}

function stored({ estimate, run, knowledge, homePath, translate }: DemandInput): readonly Row[] {
  const { storage } = estimate;
  const row = (id: string, label: string, interval: Interval, provenance: readonly Provenance[]): Row => {
    const { value, range } = write(interval, bytes);
    return { id, label, value, range, links: linksTo(provenance, homePath, translate) };
  };
  const name = run.facts.dataset?.value;
  const data = name === undefined ? undefined : knowledge.dataset(name);
  const samples = run.facts.datasetSamples?.value;
  return [
    ...(storage?.downloadBytes
      ? [row('download', translate('Weights downloaded'), storage.downloadBytes, [formula(translate('parameters × 2 to 4 bytes, as published'))])]
      : []),
    ...(data?.bytesPerSample && samples
      ? [row('dataset', translate('Training data on disk'), exactly(data.bytesPerSample * samples), data.provenance.slice(0, 1))]
      : []),
    ...(storage
      ? [
          row('checkpoint', translate('One checkpoint, with the optimizer'), exactly(storage.checkpointBytes), [
            formula(translate('trained weights and the optimizer’s state of each')),
          ]),
          row('model', translate('What is kept in the end'), exactly(storage.modelBytes), [formula(translate('the model, or the adapters alone'))]),
        ]
      : []),
  ];
}

/** Long counts in short form: "39 M"; two digits, since they are estimates unless they are exact. */
const counted = (interval: Interval): string => (isCounted(interval) ? short(Math.round(interval.mid)) : short(Number(interval.mid.toPrecision(2))));
const ends = ({ low, high }: Interval): string => [low, high].map((value) => (value >= 1e6 ? short(Number(value.toPrecision(2))) : rounded(value))).join(' – ');

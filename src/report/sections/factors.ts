// The table "Where it comes from": the chain's factors in words, each with its range and the links that back it.
import type { ChainFactor, Estimate } from '../../model/estimate';
import { isExact, type Interval } from '../../model/interval';
import type { Provenance } from '../../model/source';
import { deviceName, devices, placeName } from '../figures/names';
import { exact, percent, rounded, scientific, short } from '../figures/number';
import { co2eKg, gpuHours, gramsPerKwh, powerKw, write, writeRange } from '../figures/quantity';
import type { FactorRow } from '../reportModel';
import type { Translate } from '../translate';
import { linksTo } from './links';

/** A row before its links: the wording only. */
interface Worded {
  readonly label: string;
  readonly value: string;
  readonly range?: string;
}

/** The chain by id, for rows that put several factors together. */
type Chain = ReadonlyMap<string, ChainFactor>;

interface RowKind {
  /** factors that the row puts together; the first decides whether there is a row and what a change edits */
  readonly of: readonly string[];
  readonly words: (chain: Chain, translate: Translate) => Worded;
}

/** The rows in the order in which one multiplies. */
const ROWS: readonly RowKind[] = [
  { of: ['model'], words: modelRow },
  { of: ['samples', 'epochs'], words: samplesRow },
  { of: ['tokensPerSample'], words: tokensRow },
  { of: ['perDeviceBatchSize'], words: batchRow },
  {
    of: ['trainFlops'],
    words: (chain, translate) => ({
      label: translate('Training FLOPs'),
      value: scientific(mid(chain, 'trainFlops')),
      range: spread(interval(chain, 'trainFlops')),
    }),
  },
  { of: ['gpu', 'gpuCount'], words: deviceRow },
  { of: ['utilization', 'precision'], words: utilizationRow },
  { of: ['gpuHours'], words: (chain, translate) => ({ label: translate('GPU-hours'), ...write(interval(chain, 'gpuHours'), gpuHours) }) },
  { of: ['power'], words: (chain, translate) => ({ label: translate('Power, GPU and host'), ...write(scaled(interval(chain, 'power'), KW_PER_W), powerKw) }) },
  { of: ['pue'], words: (chain, translate) => ({ label: translate('PUE'), value: rounded(mid(chain, 'pue'), 3), range: range(interval(chain, 'pue'), 1, 3) }) },
  { of: ['grid'], words: gridRow },
  { of: ['embodied'], words: embodiedRow },
];

const KW_PER_W = 1e-3;

export function factorRows(estimate: Estimate, homePath: string, translate: Translate): readonly FactorRow[] {
  const chain: Chain = new Map(estimate.chain.map((factor) => [factor.id, factor]));
  return ROWS.flatMap(({ of, words }) => {
    const parts = of.flatMap((id) => chain.get(id) ?? []);
    const [first] = parts;
    if (!first || first.id !== of[0]) return [];
    const worded = words(chain, translate);
    const assumed = parts.some((part) => part.assumed);
    const editable = parts.find((part) => part.assumed && part.editable)?.editable ?? first.editable;
    const links = linksTo(
      parts.flatMap(({ provenance }) => decisive(provenance)),
      homePath,
      translate,
    );
    return [
      {
        id: first.id,
        label: worded.label,
        value: worded.value,
        range: worded.range || (assumed ? '' : translate('exact')),
        assumed,
        ...(editable ? { editable } : {}),
        links,
      },
    ];
  });
}

/** Beyond these a row's cell gets crowded; the decisive backing comes first. */
const MOST_LINKS_A_FACTOR = 2;
const decisive = (provenance: readonly Provenance[]): readonly Provenance[] => provenance.slice(0, MOST_LINKS_A_FACTOR);

function interval(chain: Chain, id: string): Interval {
  const value = chain.get(id)?.value;
  if (typeof value !== 'object') throw new TypeError(`the chain's ${id} is no quantity`);
  return value;
}
const mid = (chain: Chain, id: string): number => interval(chain, id).mid;
const scaled = ({ low, mid: middle, high }: Interval, by: number): Interval => ({ low: low * by, mid: middle * by, high: high * by });
const detail = (chain: Chain, id: string, key: string): number | undefined => {
  const value = chain.get(id)?.details?.[key];
  return typeof value === 'number' ? value : typeof value === 'object' ? value.mid : undefined;
};
const range = (value: Interval, size = 1, digits?: number): string =>
  isExact(value) ? '' : digits ? `${rounded(value.low, digits)} – ${rounded(value.high, digits)}` : writeRange(value, size);
/** What was stated is written with all its digits, what was assumed or computed with two. */
const count = (value: Interval): string => (isExact(value) ? exact(Number(value.mid.toPrecision(12))) : rounded(value.mid));

function modelRow(chain: Chain, translate: Translate): Worded {
  const parameters = detail(chain, 'model', 'parameters');
  const name = translate(String(chain.get('model')?.value));
  return { label: translate('Model'), value: parameters ? `${name} · ${short(parameters)}` : name };
}

function samplesRow(chain: Chain, translate: Translate): Worded {
  const samples = interval(chain, 'samples');
  const repeats = detail(chain, 'samples', 'repeats');
  const steps = detail(chain, 'samples', 'steps');
  if (chain.has('epochs')) {
    const epochs = interval(chain, 'epochs');
    const value = [count(samples), count(epochs), ...(repeats && repeats > 1 ? [exact(repeats)] : [])].join(' × ');
    return {
      label: translate(repeats && repeats > 1 ? 'Samples × epochs × repeats' : 'Samples × epochs'),
      value,
      range: isExact(samples) ? range(epochs) : range(samples),
    };
  }
  if (steps) return { label: translate('Samples'), value: translate('{0} in {1} steps', count(samples), exact(steps)), range: range(samples) };
  return { label: translate('Samples'), value: count(samples), range: range(samples) };
}

function tokensRow(chain: Chain, translate: Translate): Worded {
  const tokens = interval(chain, 'tokensPerSample');
  const details = chain.get('tokensPerSample')?.details;
  const real = details?.realTokens;
  if (details?.packed) {
    const rows = details.rowTokens;
    const about = typeof rows === 'object' ? translate('rows of about {0} tokens', rounded(rows.mid)) : '';
    const shown = typeof rows === 'object' && !isExact(rows) ? `${about} (${range(rows)})` : about;
    return { label: translate('Tokens a sample'), value: translate('{0} packed', count(tokens)), range: shown };
  }
  const padded = details?.padding === 'max_length';
  const value = padded ? translate('{0} padded', count(tokens)) : count(tokens);
  if (padded && typeof real === 'object') {
    const about = translate('about {0} real', rounded(real.mid));
    return { label: translate('Tokens a sample'), value, range: isExact(real) ? about : `${about} (${range(real)})` };
  }
  return { label: translate('Tokens a sample'), value, range: range(tokens) };
}

function batchRow(chain: Chain, translate: Translate): Worded {
  const batch = interval(chain, 'perDeviceBatchSize');
  const accumulation = detail(chain, 'perDeviceBatchSize', 'gradientAccumulation');
  const whole = chain.get('perDeviceBatchSize')?.details?.globalBatchSize;
  const value =
    accumulation && accumulation > 1
      ? translate('{0}, {1} accumulated', count(batch), count({ low: accumulation, mid: accumulation, high: accumulation }))
      : count(batch);
  const shown = typeof whole === 'object' && whole.mid > batch.mid ? translate('{0}, {1} in all', value, count(whole)) : value;
  return { label: translate('Batch a device'), value: shown, range: range(batch) };
}

function deviceRow(chain: Chain, translate: Translate): Worded {
  const name = String(chain.get('gpu')?.value);
  const number = chain.has('gpuCount') ? mid(chain, 'gpuCount') : (detail(chain, 'gpu', 'count') ?? 1);
  const memory = detail(chain, 'gpu', 'memoryGiB');
  const watts = detail(chain, 'gpu', 'boardPowerWatts');
  const about = [
    memory && !deviceName(name).includes(`${Math.round(memory)}`) ? `${exact(Math.round(memory))} GiB` : '',
    watts ? `${exact(Math.round(watts))} W` : '',
  ]
    .filter(Boolean)
    .join(', ');
  return { label: translate('GPU'), value: devices(number, name), range: about };
}

function utilizationRow(chain: Chain, translate: Translate): Worded {
  const value = interval(chain, 'utilization');
  const precision = chain.get('precision')?.value;
  const label = typeof precision === 'string' ? translate('Utilisation, {0}', precision) : translate('Utilisation');
  return { label, value: percent(value.mid), range: isExact(value) ? '' : `${rounded(value.low * 100)} – ${rounded(value.high * 100)} %` };
}

function gridRow(chain: Chain, translate: Translate): Worded {
  const factor = chain.get('grid');
  const place = factor?.details?.place;
  const written = write(interval(chain, 'grid'), gramsPerKwh);
  return {
    label: translate('Grid'),
    value: typeof place === 'string' ? `${placeName(place, translate)} ${written.value}` : written.value,
    range: written.range,
  };
}

function embodiedRow(chain: Chain, translate: Translate): Worded {
  const written = write(interval(chain, 'embodied'), co2eKg);
  const years = detail(chain, 'embodied', 'lifetimeYears');
  return {
    label: translate('Making of a GPU'),
    value: years ? translate('{0} over {1} years', written.value, rounded(years)) : written.value,
    range: written.range,
  };
}

/** Beyond this a range is clearer by its ends than as "± n %". */
const WIDEST_PLUS_MINUS = 0.15;
/** "± 4 %" where the range is narrow and even, else its ends. */
function spread(value: Interval): string {
  if (isExact(value)) return '';
  const half = Math.max(value.high / value.mid - 1, 1 - value.low / value.mid);
  return half <= WIDEST_PLUS_MINUS ? `± ${rounded(half * 100, half >= 0.1 ? 2 : 1)} %` : `${scientific(value.low)} – ${scientific(value.high)}`;
}

// The rows that say how much work a training is: model, samples, objective, tokens, batch, FLOPs.
import { isExact, type Interval } from '../../../model/interval';
import { objectiveName } from '../../figures/names';
import { exact, rounded, scientific, short } from '../../figures/number';
import type { Translate } from '../../translate';
import { count, detail, interval, mid, range, type Chain, type Worded } from './chain';

export function modelRow(chain: Chain, translate: Translate): Worded {
  const parameters = detail(chain, 'model', 'parameters');
  const name = translate(String(chain.get('model')?.value));
  return { label: translate('Model'), value: parameters ? `${name} · ${short(parameters)}` : name };
}

export function samplesRow(chain: Chain, translate: Translate): Worded {
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

/** "DPO, 2 sequences a pair, 1 reference pass" */
export function objectiveRow(chain: Chain, translate: Translate): Worded {
  const objective = String(chain.get('objective')?.value);
  const figure = (key: string): number => detail(chain, 'objective', key) ?? 0;
  const [sequences, answers, tokens, updates] = [figure('sequences'), figure('samplesPerRow'), figure('generatedTokens'), figure('updates')];
  const parts = [
    ...(sequences > 1 ? [translate('{0} sequences a pair', exact(sequences))] : []),
    ...(answers > 1 ? [translate('{0} answers a prompt', exact(answers))] : []),
    ...(tokens > 0 ? [translate('about {0} tokens generated each', rounded(tokens))] : []),
    ...(updates > 1 ? [translate('{0} updates each', rounded(updates))] : []),
    ...frozenPasses(objective, figure('frozenPasses'), translate),
  ];
  const details = chain.get('objective')?.details;
  const ends = (key: string): string => {
    const value = details?.[key];
    return typeof value === 'object' ? range(value) : '';
  };
  return { label: translate('Learns from'), value: [objectiveName(objective, translate), ...parts].join(', '), range: ends('updates') || ends('frozenPasses') };
}

/** Forward passes of models beside the trained one. */
function frozenPasses(objective: string, passes: number, translate: Translate): readonly string[] {
  if (passes <= 0) return [];
  if (objective === 'distillation') return [translate('a teacher pass of {0} times the work', rounded(passes))];
  return [passes === 1 ? translate('1 reference pass') : translate('{0} passes of reference and scoring models', rounded(passes))];
}

/** Texts are cut at lengths like 256, which must not read as 260. */
const LENGTH_DIGITS = 3;

export function tokensRow(chain: Chain, translate: Translate): Worded {
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
  const length = isExact(tokens) ? count(tokens) : rounded(tokens.mid, LENGTH_DIGITS);
  const value = padded ? translate('{0} padded', length) : length;
  if (padded && typeof real === 'object') {
    const about = translate('about {0} real', rounded(real.mid));
    return { label: translate('Tokens a sample'), value, range: isExact(real) ? about : `${about} (${range(real)})` };
  }
  return { label: translate('Tokens a sample'), value, range: range(tokens, 1, LENGTH_DIGITS) };
}

export function batchRow(chain: Chain, translate: Translate): Worded {
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

export function flopsRow(chain: Chain, translate: Translate): Worded {
  return { label: translate('Training FLOPs'), value: scientific(mid(chain, 'trainFlops')), range: spread(interval(chain, 'trainFlops')) };
}

/** Beyond this a range is clearer by its ends than as "± n %". */
const WIDEST_PLUS_MINUS = 0.15;
/** "± 4 %" where the range is narrow and even, else its ends. */
function spread(value: Interval): string {
  if (isExact(value)) return '';
  const half = Math.max(value.high / value.mid - 1, 1 - value.low / value.mid);
  return half <= WIDEST_PLUS_MINUS ? `± ${rounded(half * 100, half >= 0.1 ? 2 : 1)} %` : `${scientific(value.low)} – ${scientific(value.high)}`;
}

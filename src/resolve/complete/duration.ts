// How long a run is: by stated tokens, by optimizer steps, or by passes over its data.
import { exactly, type Interval } from '../../model/interval';
import type { Provenance } from '../../model/source';
import type { Input, Workload } from '../../model/workload';
import { backingOf, type Stated } from '../stated';
import type { Length } from './length';
import { scaled, times } from './scale';

type Duration = Pick<Workload, 'durationBy' | 'statedTokens' | 'maxSteps' | 'samples'>;

/** Steps bound a run before epochs do; stated tokens come before samples. Repeats multiply. */
export function durationOf(
  stated: Stated,
  size: Input<Interval> | null,
  epochs: Input<Interval> | null,
  { tokensPerSample: length, rowTokens }: Length,
  globalBatch: Interval,
): Duration {
  const { tokens, maxSteps } = stated.spec;
  const repeats = Math.max(1, stated.repeats ?? 1);
  const input = (value: Interval, provenance: readonly Provenance[], assumed: boolean): Input<Interval> => ({
    value: scaled(value, repeats),
    provenance,
    assumed,
    editable: 'datasetSamples',
  });
  if (tokens && length) {
    const all = tokens * (epochs?.value.mid ?? 1);
    return {
      durationBy: 'tokens',
      statedTokens: all * repeats,
      maxSteps: null,
      samples: input(exactly(all / length.value.mid), backingOf(stated, 'tokens'), false),
    };
  }
  if (maxSteps && !(stated.spec.samples && !stated.fromSource)) {
    return {
      durationBy: 'steps',
      statedTokens: null,
      maxSteps,
      samples: input(scaled(globalBatch, maxSteps), backingOf(stated, 'maxSteps'), globalBatch.low !== globalBatch.high),
    };
  }
  if (size && epochs) {
    const rows = times(size.value, epochs.value);
    const packed = rowTokens && length ? scaled(times(rows, rowTokens.value), 1 / length.value.mid) : undefined;
    return {
      durationBy: 'samples',
      statedTokens: null,
      maxSteps: null,
      samples: input(
        packed ?? rows,
        [...size.provenance, ...epochs.provenance, ...(packed ? (rowTokens?.provenance ?? []) : [])],
        epochs.assumed || (rowTokens?.assumed ?? false),
      ),
    };
  }
  return { durationBy: null, statedTokens: null, maxSteps: null, samples: null };
}

// What the run runs on: the named accelerator or a rented machine's, their number, and how the model is split over them.
import type { Assumption } from '../../model/estimate';
import type { Accelerator } from '../../model/hardware';
import type { Sharding } from '../../model/run';
import type { Provenance } from '../../model/source';
import type { Input, Workload } from '../../model/workload';
import type { Knowledge } from '../../knowledge/knowledge';
import { backingOf, type Stated } from '../stated';

export type Machine = Pick<Workload, 'otherAccelerators' | 'accelerator' | 'gpuCount' | 'sharding' | 'tensorParallel' | 'pipelineParallel' | 'offload'>;

/** Copies of the model that see different samples. */
export const replicasOf = ({ gpuCount, tensorParallel, pipelineParallel }: Machine): number =>
  Math.max(1, gpuCount.value / (tensorParallel * pipelineParallel));

/** Where nobody says which: most of what is trained runs on something between these two (the free tiers of notebooks, and what clouds offer for training today). */
const fastAccelerator = 'H100-SXM-80GB';
const slowAccelerator = 'T4';

const defaultGpuWhy = 'no hardware named; the default is one A100-SXM4-80GB';

/** @returns null when hardware is named that no table knows: another one in its place would be a guess. */
export function completeMachine(stated: Stated, knowledge: Knowledge, assume: (assumption: Assumption) => void): Machine | null {
  const { spec } = stated;
  const instance = spec.gpu ? knowledge.instance(spec.gpu) : undefined;
  const named = spec.gpu ? (knowledge.accelerator(spec.gpu) ?? (instance && knowledge.accelerator(instance.accelerator))) : undefined;
  if (spec.gpu && !named) {
    assume({ name: 'gpu', value: spec.gpu, why: `"${spec.gpu}" is in none of the bundled hardware tables; name another`, source: 'bundled hardware tables' });
    return null;
  }
  const accelerator: Input<Accelerator> = named
    ? { value: named, provenance: [...backingOf(stated, 'gpu'), ...named.provenance], assumed: false, editable: 'gpu' }
    : {
        value: knowledge.defaultAccelerator(),
        provenance: [{ kind: 'assumption', why: defaultGpuWhy }, ...knowledge.defaultAccelerator().provenance],
        assumed: true,
        editable: 'gpu',
      };
  if (!named) assume({ name: 'gpu', value: accelerator.value.name, why: defaultGpuWhy, source: 'setting trainingFootprint.gpu' });
  const gpuCount = countOf(stated, instance?.acceleratorCount);
  if (gpuCount.assumed) assume({ name: 'gpuCount', value: gpuCount.value, why: 'number of devices not stated', source: 'setting trainingFootprint.gpuCount' });
  const [low, high] = named ? [] : [knowledge.accelerator(fastAccelerator), knowledge.accelerator(slowAccelerator)];
  return {
    accelerator,
    ...(low && high && { otherAccelerators: { low, high } }),
    gpuCount,
    sharding: shardingOf(stated),
    tensorParallel: Math.max(1, spec.tensorParallel ?? 1),
    pipelineParallel: Math.max(1, spec.pipelineParallel ?? 1),
    offload: spec.offload ?? 'none',
  };
}

function countOf(stated: Stated, ofInstance: number | undefined): Input<number> {
  if (stated.spec.gpuCount) return { value: stated.spec.gpuCount, provenance: backingOf(stated, 'gpuCount'), assumed: false, editable: 'gpuCount' };
  if (ofInstance) return { value: ofInstance, provenance: backingOf(stated, 'gpu'), assumed: false, editable: 'gpuCount' };
  const provenance: Provenance[] = [{ kind: 'assumption', why: 'number of devices not stated: one' }];
  return { value: 1, provenance, assumed: true, editable: 'gpuCount' };
}

function shardingOf(stated: Stated): Input<Sharding> {
  if (stated.spec.sharding) return { value: stated.spec.sharding, provenance: backingOf(stated, 'sharding'), assumed: false };
  return { value: 'none', provenance: [{ kind: 'assumption', why: 'sharding not stated: replicas, or what is needed for the weights to fit' }], assumed: true };
}

// Functions that a decorator sends to a machine with a GPU: Modal's `@app.function(gpu="A100:2")`, Beam's `@function(gpu="A10G")`, Ray's `@ray.remote(num_gpus=1)`.
// https://modal.com/docs/guide/gpu  https://docs.beam.cloud/v2/environment/gpu
import type { Machine } from '../../../evaluate/machine';
import type { Instance, Value } from '../../../evaluate/values';
import { factOf, type Draft } from '../../draft';

const hosts = /^(modal|beam|beta9|runpod)\b.*\.?(function|cls|task_queue|endpoint|remote)$/i;

/** The decorators of the functions, and of their classes, that are being run. */
function* hostsOf(machine: Machine): Iterable<Instance> {
  for (const target of machine.callStack)
    for (const decorator of [...target.decorators, ...(target.owner?.decorators ?? [])])
      if (decorator.kind === 'instance' && hosts.test(decorator.callee)) yield decorator;
}

/** `"A100"`, `"A100-80GB:4"`, `["H100", "A100"]` (the first that is free: none is certain). */
function describe(draft: Draft, gpu: Value): void {
  const parts = (raw: unknown): RegExpExecArray | null => (typeof raw === 'string' ? /^([A-Za-z][\w-]*?)!?(?::(\d+))?$/.exec(raw) : null);
  draft.set('gpu', draft.facts.gpu ?? factOf(gpu, (raw) => parts(raw)?.[1]));
  draft.set('gpuCount', draft.facts.gpuCount ?? factOf(gpu, (raw) => Number(parts(raw)?.[2] ?? 0) || undefined));
}

/** What the decorators around a training say of its machine. */
export function describeHost(draft: Draft, machine: Machine): void {
  for (const { call } of hostsOf(machine)) {
    const gpu = call.keywords.get('gpu');
    if (gpu) describe(draft, gpu);
    const count = call.keywords.get('gpu_count');
    if (count && !draft.facts.gpuCount) draft.number('gpuCount', count);
  }
}

// Forward FLOPs of a convolutional PyTorch model of one's own, followed through its `forward` on an image of the size that the data have.
import { torchForwardFlops } from '../../architecture/torch/forward';
import { callMethod } from '../../evaluate/calls/calls';
import type { CallEvent, Machine } from '../../evaluate/machine';
import { knownNumber, optionsOf, unknown, type Instance, type Value } from '../../evaluate/values';
import { derived, type Draft } from '../draft';

const searchLimit = 300;

/** Channels that the first convolution of a module takes, in the order in which layers were made. */
function firstChannels(model: Instance): number | undefined {
  const seen = new Set<Value>();
  const pending: Value[] = [model];
  while (pending.length > 0 && seen.size < searchLimit) {
    const current = pending.shift()!;
    if (seen.has(current)) continue;
    seen.add(current);
    if (current.kind === 'sequence') pending.unshift(...current.items);
    if (current.kind !== 'instance' || current.role) continue;
    if (/^torch\.nn\.Conv2d$/.test(current.callee)) return knownNumber(current.call.keywords.get('in_channels') ?? current.call.positional[0]);
    pending.unshift(...(current.callee.startsWith('torch.nn.') ? current.call.positional : []), ...current.attributes.values());
  }
  return undefined;
}

/** Sets `flopsPerSample` where the model was counted from its layers and the image size is known; nothing where a step can't be followed. */
export function describeForwardWork(draft: Draft, machine: Machine, event: CallEvent): void {
  const model = draft.subject;
  const side = draft.facts.imageSize?.value;
  if (model?.kind !== 'instance' || !draft.facts.parameters || draft.facts.model || !side || draft.facts.flopsPerSample) return;
  const channels = firstChannels(model);
  if (!channels) return;
  const input: Instance = {
    kind: 'instance',
    callee: 'torch.Tensor',
    bases: [],
    call: { positional: [], keywords: new Map(), complete: true },
    attributes: new Map(),
    origin: 'derived',
  };
  const forward = (module: Instance, value: Value): Value | undefined => {
    let output: Value | undefined;
    machine.quietly(() => {
      output = callMethod(machine, event.frame, module, 'forward', event.place, [value]);
    });
    return optionsOf(output ?? unknown('run-time'))[0];
  };
  const flops = torchForwardFlops(model, input, [channels, side, side], forward);
  if (flops) draft.set('flopsPerSample', derived(flops, model.span));
}

// A head trained on features: the network that makes them runs under `torch.no_grad()` and is in no optimizer's hands.
import type { Loop } from '../../evaluate/state/events';
import { optionsOf, type Instance, type Value } from '../../evaluate/values';
import { holds, isModule, modelSource } from '../objects/modelSources';
import { isUngraded } from '../objects/trainedParts';
import { shortName, type Reading } from '../reading';

/** Layers that a head is made of; a network of its own has others. */
const headLayers = /^(Linear|LazyLinear|BatchNorm1d|SyncBatchNorm|LayerNorm|Dropout|ReLU|GELU|Flatten|Identity|Softmax|LogSoftmax|Sequential)$/;
const deepest = 3;

function isHead(module: Instance, depth = 0): boolean {
  if (module.callee.startsWith('torch.nn.') && !headLayers.test(shortName(module.callee))) return false;
  const parts = [...module.attributes].filter(([name]) => !name.startsWith('#')).map(([, value]) => value);
  const held = [...parts, ...module.call.positional].flatMap(optionsOf).filter((value): value is Instance => value.kind === 'instance' && isModule(value));
  return depth < deepest && held.every((part) => isHead(part, depth + 1));
}

/** The network with loaded weights whose features the trained head gets; undefined where what trains is no head or nothing else runs. */
export function frozenBackbone(anchor: Loop, trained: Value | undefined, reading: Reading): Instance | undefined {
  const heads = optionsOf(trained).filter((value): value is Instance => value.kind === 'instance' && isModule(value));
  if (heads.length === 0 || !heads.every((head) => isHead(head))) return undefined;
  const loaded = (reading.machine?.made ?? []).filter((object) => object.attributes.has('#loaded'));
  for (const { event } of reading.inside(anchor, 'forward')) {
    if (!isUngraded(event)) continue;
    for (const network of optionsOf(event.instance.receiver)) {
      if (network.kind !== 'instance' || heads.some((head) => head === network || holds(head, network) || holds(network, head))) continue;
      const owner = loaded.find((object) => object === network || holds(object, network));
      if (owner || modelSource(network, reading)?.pretrained) return owner ?? network;
    }
  }
  return undefined;
}

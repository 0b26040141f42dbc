// Shapes of the tensors that modules hold: buffers, and the weights of layers that a forward pass uses by themselves (`F.linear(x, self.head.weight)`).
import { bufferName } from '../../evaluate/libraries/moduleContainers';
import type { Instance } from '../../evaluate/values';
import { LayerArguments, unresolved } from '../layerArguments';
import type { Sizes } from './indexing';
import type { TensorShape } from './shapes';

/** Shapes as PyTorch keeps them: outputs first, but for transposed convolutions (https://pytorch.org/docs/stable/nn.html, "Variables" of each layer). */
function weightShape({ callee, call }: Instance): TensorShape | undefined {
  const name = callee.slice('torch.nn.'.length);
  if (name === 'Linear') {
    const a = new LayerArguments(call, ['in_features', 'out_features']);
    return [a.number('out_features'), a.number('in_features')];
  }
  if (name === 'Embedding') {
    const a = new LayerArguments(call, ['num_embeddings', 'embedding_dim']);
    return [a.number('num_embeddings'), a.number('embedding_dim')];
  }
  const [, transposed, rank] = /^Conv(Transpose)?([123])d$/.exec(name) ?? [];
  if (!rank || transposed) return undefined;
  const a = new LayerArguments(call, ['in_channels', 'out_channels', 'kernel_size', 'stride', 'padding', 'dilation', 'groups']);
  return [a.number('out_channels'), a.number('in_channels') / a.number('groups', 1), ...a.sizes('kernel_size', Number(rank), unresolved)];
}

/** The shape of `module.name` where that is a buffer or a layer's weight or bias; undefined for every other attribute. */
export function heldTensor(attribute: Instance, module: Instance, sizes: Sizes): TensorShape | undefined {
  const name = attribute.callee.slice(attribute.callee.lastIndexOf('.') + 1);
  const buffer = module.attributes.get(bufferName(name));
  if (buffer) return sizes.shape(buffer);
  if (module.role || !/^(weight|bias)$/.test(name)) return undefined;
  // a subclass of a layer: `class LoRALinear(nn.Linear)`
  const layer = module.classTarget ? { ...module, callee: module.bases.find((base) => /^torch\.nn\.(Linear|Embedding|Conv[123]d)$/.test(base)) ?? '' } : module;
  const shape = weightShape(layer);
  return name === 'weight' ? shape : shape?.slice(0, 1);
}

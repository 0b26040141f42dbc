// Sizes that a program reads off its layers: `self.fc.in_features`, `backbone.fc.in_features`, `conv.out_channels`.
import type { Instance, Value } from '../../evaluate/values';
import { headWidth } from './torchvisionModels';

/** Positions of the constructor's arguments that are attributes of the same name afterwards. */
const positions: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  Linear: { in_features: 0, out_features: 1 },
  Embedding: { num_embeddings: 0, embedding_dim: 1 },
  LSTM: { input_size: 0, hidden_size: 1 },
  GRU: { input_size: 0, hidden_size: 1 },
  RNN: { input_size: 0, hidden_size: 1 },
  MultiheadAttention: { embed_dim: 0, num_heads: 1 },
  BatchNorm1d: { num_features: 0 },
  BatchNorm2d: { num_features: 0 },
  Conv1d: { in_channels: 0, out_channels: 1 },
  Conv2d: { in_channels: 0, out_channels: 1 },
  Conv3d: { in_channels: 0, out_channels: 1 },
  ConvTranspose2d: { in_channels: 0, out_channels: 1 },
};

/** The constructor's argument behind an attribute of a layer, or the width that a named network's head takes; undefined where neither is known. */
export function sizeReadOff(value: Instance): Value | undefined {
  const layer = value.receiver;
  if (value.role !== 'attribute' || layer?.kind !== 'instance') return undefined;
  const attribute = value.callee.slice(value.callee.lastIndexOf('.') + 1);
  if (!layer.role && layer.callee.startsWith('torch.nn.')) {
    const position = positions[layer.callee.slice('torch.nn.'.length)]?.[attribute];
    return position === undefined ? undefined : (layer.call.keywords.get(attribute) ?? layer.call.positional[position]);
  }
  const width = attribute === 'in_features' || attribute === 'in_channels' ? headWidth(layer) : undefined;
  return width === undefined ? undefined : { kind: 'known', value: width, origin: 'derived', span: value.span };
}

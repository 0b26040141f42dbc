// Shape and work of PyTorch's layers for sequences: embeddings, recurrent networks, attention and transformer blocks (2 FLOPs per multiply-add).
import type { CallArguments, Value } from '../../evaluate/values';
import { LayerArguments, product, unresolved } from '../layerArguments';
import type { Step, TensorShape } from './shapes';

const tokensOf = (input: TensorShape): number => product(input.slice(0, -1));

/** Projections of queries, keys, values and output, and the two products with the attention matrix: 4 n d^2 + 4 m d^2 + 4 n m d. */
const attention = (tokens: number, others: number, width: number): number => 4 * (tokens + others) * width * width + 4 * tokens * others * width;

const feedForward = (a: LayerArguments, tokens: number, width: number): number => 4 * tokens * width * a.number('dim_feedforward', 2048);

const layerNames = ['d_model', 'nhead', 'dim_feedforward'];
const recurrentNames = ['input_size', 'hidden_size', 'num_layers', 'bias', 'batch_first', 'dropout', 'bidirectional', 'proj_size'];
const gates: Readonly<Record<string, number>> = { LSTM: 4, GRU: 3, RNN: 1 };

/** A width that doesn't fit means that the shape was followed wrongly. */
const fitting = (input: TensorShape, width: number): number => (input.at(-1) === width ? width : unresolved);

function recurrent(call: CallArguments, input: TensorShape, gateCount: number): Step | undefined {
  const a = new LayerArguments(call, recurrentNames);
  // one sample's steps lie on the layer's own axis: else the program's tensors have the other order
  const [steps, samples] = a.flag('batch_first', false) ? [input[1], input[0]] : [input[0], input[1]];
  if (input.length !== 3 || (steps === 1 && samples !== 1)) return undefined;
  const hidden = a.number('hidden_size');
  const directions = 1 + a.when('bidirectional', false, 1);
  const layer = (from: number): number => 2 * directions * gateCount * hidden * (from + hidden);
  const work = layer(fitting(input, a.number('input_size'))) + (a.number('num_layers', 1) - 1) * layer(directions * hidden);
  return { output: [...input.slice(0, -1), directions * hidden], flops: a.value('proj_size') ? unresolved : work * tokensOf(input) };
}

/** The last states that a recurrent layer gives beside its output: layers by directions, batch, width. */
export function hiddenShape(call: CallArguments, input: TensorShape): TensorShape {
  const a = new LayerArguments(call, recurrentNames);
  const batch = input[a.flag('batch_first', false) ? 0 : 1] ?? unresolved;
  return [a.number('num_layers', 1) * (1 + a.when('bidirectional', false, 1)), batch, a.number('hidden_size')];
}

function cell(call: CallArguments, input: TensorShape, gateCount: number): Step {
  const a = new LayerArguments(call, ['input_size', 'hidden_size']);
  const hidden = a.number('hidden_size');
  return { output: [...input.slice(0, -1), hidden], flops: 2 * gateCount * hidden * (fitting(input, a.number('input_size')) + hidden) * tokensOf(input) };
}

function encoderLayer(call: CallArguments, input: TensorShape): Step {
  const a = new LayerArguments(call, layerNames);
  const [tokens, width] = [tokensOf(input), fitting(input, a.number('d_model'))];
  return { output: input, flops: attention(tokens, tokens, width) + feedForward(a, tokens, width) };
}

function decoderLayer(call: CallArguments, input: TensorShape, memory: TensorShape | undefined): Step {
  const others = memory ? tokensOf(memory) : unresolved;
  return { output: input, flops: encoderLayer(call, input).flops + attention(tokensOf(input), others, input.at(-1)!) };
}

/** `nn.TransformerEncoder(layer, n)` and `nn.TransformerDecoder(layer, n)`. */
function stack(kind: 'encoder' | 'decoder', call: CallArguments, input: TensorShape, memory: TensorShape | undefined): Step | undefined {
  const a = new LayerArguments(call, [`${kind}_layer`, 'num_layers']);
  const layer: Value | undefined = a.value(`${kind}_layer`);
  if (layer?.kind !== 'instance' || !/^torch\.nn\.Transformer(Encoder|Decoder)Layer$/.test(layer.callee)) return undefined;
  const one = kind === 'encoder' ? encoderLayer(layer.call, input) : decoderLayer(layer.call, input, memory);
  return { output: input, flops: a.number('num_layers') * one.flops };
}

/** The whole `nn.Transformer(d_model=512, nhead=8, 6, 6)` on a source and a target. */
function transformer(call: CallArguments, source: TensorShape, target: TensorShape | undefined): Step | undefined {
  const a = new LayerArguments(call, ['d_model', 'nhead', 'num_encoder_layers', 'num_decoder_layers', 'dim_feedforward']);
  const width = a.number('d_model', 512);
  if (!target || source.at(-1) !== width || target.at(-1) !== width) return undefined;
  const [from, to] = [tokensOf(source), tokensOf(target)];
  const encoder = attention(from, from, width) + feedForward(a, from, width);
  const decoder = attention(to, to, width) + attention(to, from, width) + feedForward(a, to, width);
  return { output: target, flops: a.number('num_encoder_layers', 6) * encoder + a.number('num_decoder_layers', 6) * decoder };
}

function multihead(call: CallArguments, query: TensorShape, key: TensorShape | undefined): Step {
  const a = new LayerArguments(call, ['embed_dim', 'num_heads', 'dropout', 'bias', 'add_bias_kv', 'add_zero_attn', 'kdim', 'vdim']);
  const others = a.value('kdim') || a.value('vdim') ? unresolved : tokensOf(key ?? [unresolved, 0]);
  return { output: query, flops: attention(tokensOf(query), others, fitting(query, a.number('embed_dim'))) };
}

/**
 * Shape and work of one of these layers on its first input; undefined for other layers.
 * @param second the shape of the next input: a decoder's memory, attention's keys, the target of a whole transformer
 */
export function sequenceLayerStep(name: string, call: CallArguments, input: TensorShape, second: () => TensorShape | undefined): Step | undefined {
  if (name === 'Embedding') return { output: [...input, new LayerArguments(call, ['num_embeddings', 'embedding_dim']).number('embedding_dim')], flops: 0 };
  if (Object.hasOwn(gates, name)) return recurrent(call, input, gates[name]!);
  if (/^(LSTM|GRU|RNN)Cell$/.test(name)) return cell(call, input, gates[name.slice(0, -'Cell'.length)]!);
  switch (name) {
    case 'EmbeddingBag':
      return { output: [input[0] ?? unresolved, new LayerArguments(call, ['num_embeddings', 'embedding_dim']).number('embedding_dim')], flops: 0 };
    case 'TransformerEncoderLayer':
      return encoderLayer(call, input);
    case 'TransformerDecoderLayer':
      return decoderLayer(call, input, second());
    case 'TransformerEncoder':
      return stack('encoder', call, input, undefined);
    case 'TransformerDecoder':
      return stack('decoder', call, input, second());
    case 'Transformer':
      return transformer(call, input, second());
    case 'MultiheadAttention':
      return multihead(call, input, second());
    default:
      return undefined;
  }
}

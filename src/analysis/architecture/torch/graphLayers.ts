// Parameters of graph layers: PyTorch Geometric 2.5 and DGL 2.1 (each formula is the `__init__` of the layer's own file).
import type { CallArguments, Value } from '../../evaluate/values';
import { LayerArguments, unresolved } from '../layerArguments';

type Count = (a: LayerArguments, sizeOf: (module: Value) => number) => number;

/** Bases of layers that pass messages and hold nothing themselves. */
export const isMessagePassing = (base: string): boolean => /^torch_geometric\.nn\.([\w.]+\.)?MessagePassing$/.test(base);

const inner =
  (name: string, more: Count = () => 0): Count =>
  (a, sizeOf) => {
    const network = a.value(name);
    return (network ? sizeOf(network) : unresolved) + more(a, sizeOf);
  };
/** Input width; a pair of widths (bipartite graphs) and -1 (lazy) are left open. */
const input = (a: LayerArguments, name = 'in_channels'): number => {
  const width = a.number(name);
  return width > 0 ? width : unresolved;
};

const pyg = ['in_channels', 'out_channels'];
const output = (a: LayerArguments): number => a.number('out_channels');
const plain: Count = (a) => input(a) * output(a) + a.when('bias', true, output(a));
/** Two linear maps, for the neighbours and the node itself, of which one has a bias. */
const withRoot: Count = (a) => input(a) * output(a) * (1 + a.when('root_weight', true, 1)) + a.when('bias', true, output(a));
const heads = (a: LayerArguments): number => a.number('heads', 1);
const joined = (a: LayerArguments): number => (a.flag('concat', true) === undefined ? unresolved : a.flag('concat', true) ? heads(a) * output(a) : output(a));
/** Layers with edge features or residual maps have more; they are left open. */
const withoutExtras = (a: LayerArguments, ...names: readonly string[]): number => (names.some((name) => a.value(name) !== undefined) ? unresolved : 0);

const geometric: Readonly<Record<string, readonly [names: readonly string[], count: Count]>> = {
  GCNConv: [pyg, plain],
  SGConv: [pyg, plain],
  LEConv: [pyg, (a) => 3 * input(a) * output(a) + 2 * output(a)],
  SAGEConv: [[...pyg, 'aggr'], (a, sizeOf) => withRoot(a, sizeOf) + withoutExtras(a, 'project') + (a.text('aggr', 'mean') === 'lstm' ? unresolved : 0)],
  GraphConv: [pyg, (a) => 2 * input(a) * output(a) + a.when('bias', true, output(a))],
  ChebConv: [[...pyg, 'K'], (a) => a.number('K') * input(a) * output(a) + a.when('bias', true, output(a))],
  TAGConv: [[...pyg, 'K'], (a) => (a.number('K', 3) + 1) * input(a) * output(a) + a.when('bias', true, output(a))],
  GATConv: [
    [...pyg, 'heads', 'concat'],
    (a) => input(a) * heads(a) * output(a) + 2 * heads(a) * output(a) + a.when('bias', true, joined(a)) + withoutExtras(a, 'edge_dim', 'residual'),
  ],
  GATv2Conv: [
    [...pyg, 'heads', 'concat'],
    (a) =>
      2 * (input(a) * heads(a) * output(a) + a.when('bias', true, heads(a) * output(a))) +
      heads(a) * output(a) +
      a.when('bias', true, joined(a)) +
      withoutExtras(a, 'edge_dim', 'residual', 'share_weights'),
  ],
  TransformerConv: [
    [...pyg, 'heads', 'concat'],
    (a) => 3 * (input(a) + 1) * heads(a) * output(a) + (input(a) + 1) * joined(a) + withoutExtras(a, 'edge_dim', 'beta', 'bias', 'root_weight'),
  ],
  GINConv: [['nn', 'eps', 'train_eps'], inner('nn', (a) => a.when('train_eps', false, 1))],
  GINEConv: [['nn', 'eps', 'train_eps'], inner('nn', (a) => a.when('train_eps', false, 1) + withoutExtras(a, 'edge_dim'))],
  EdgeConv: [['nn'], inner('nn')],
  DynamicEdgeConv: [['nn'], inner('nn')],
  APPNP: [['K', 'alpha'], () => 0],
  RGCNConv: [
    [...pyg, 'num_relations'],
    (a) => (a.number('num_relations') + 1) * input(a) * output(a) + output(a) + withoutExtras(a, 'num_bases', 'num_blocks', 'root_weight', 'bias'),
  ],
  Linear: [pyg, plain],
  BatchNorm: [['in_channels'], (a) => 2 * input(a)],
  LayerNorm: [['in_channels'], (a) => 2 * input(a)],
  GraphNorm: [['in_channels'], (a) => 3 * input(a)],
  JumpingKnowledge: [['mode'], (a) => (a.text('mode', '') === 'lstm' ? unresolved : 0)],
};

const dglNames = ['in_feats', 'out_feats'];
const dglOutput = (a: LayerArguments): number => a.number('out_feats');
const dgl: Readonly<Record<string, readonly [names: readonly string[], count: Count]>> = {
  GraphConv: [dglNames, (a) => input(a, 'in_feats') * dglOutput(a) + a.when('bias', true, dglOutput(a))],
  GINConv: [['apply_func', 'aggregator_type', 'init_eps', 'learn_eps'], inner('apply_func', (a) => a.when('learn_eps', false, 1))],
  GATConv: [
    [...dglNames, 'num_heads'],
    (a) => {
      const all = a.number('num_heads') * dglOutput(a);
      return input(a, 'in_feats') * all + 2 * all + a.when('bias', true, all) + (a.flag('residual', false) === false ? 0 : unresolved);
    },
  ],
};

/** Parameters of a graph layer; undefined when the callee is none of these, NaN when an argument is open. */
export function graphLayer(callee: string, call: CallArguments, sizeOf: (module: Value) => number): number | undefined {
  const table = callee.startsWith('torch_geometric.nn.') ? geometric : /^dgl\.nn\./.test(callee) ? dgl : undefined;
  const name = callee.slice(callee.lastIndexOf('.') + 1);
  const layer = table && Object.hasOwn(table, name) ? table[name] : undefined;
  if (layer) return layer[1](new LayerArguments(call, layer[0]), sizeOf);
  return table && /^(global_\w+_pool|\w*Pooling|Dropout)$/.test(name) && !/(TopK|SAG|ASA|Edge|MemPooling|Attention|Set2Set|Glob\w*Attention)/.test(name)
    ? 0
    : undefined;
}

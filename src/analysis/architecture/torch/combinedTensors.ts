// What several tensors together give: joined along an axis, stacked on a new one, added up element by element.
import { isNone, type CallArguments, type Value } from '../../evaluate/values';
import { unresolved } from '../layerArguments';
import type { Sizes } from './indexing';
import { broadcast, concatenated, type TensorShape } from './shapes';

/** Batch, length, width. */
const sequenceRank = 3;
/** Batch, fields: offsets into one table that all fields share. */
const fieldsRank = 2;

/** Methods that turn a table without changing what it is. */
const turning = /\.(unsqueeze|view|reshape|to|expand|detach|clone|float|requires_grad_|repeat)$/;

/** A buffer of the module, or a part of it; a tensor made of numbers that the module keeps. */
const isTable = (value: Value): boolean =>
  value.kind === 'instance' &&
  (value.role === 'attribute' ||
    (!value.role && /\.new_tensor$/.test(value.callee)) ||
    (!!value.receiver && (value.role === 'item' || turning.test(value.callee)) && isTable(value.receiver)));

/** `torch.meshgrid(h, w)` gives a grid for each of its rows. */
function gridShapes(value: Value, sizes: Sizes): readonly TensorShape[] | undefined {
  if (value.kind !== 'instance' || value.callee !== 'torch.meshgrid') return undefined;
  const rows = value.call.positional.flatMap((row) => (row.kind === 'sequence' ? row.items : [row])).map((row) => sizes.shape(row)?.[0] ?? unresolved);
  return rows.map(() => rows);
}

/** `torch.cat([a, b], dim=1)`, or `torch.stack` of the same; undefined where a shape is open. */
export function joinedShape({ positional, keywords }: CallArguments, stacks: boolean, sizes: Sizes): TensorShape | undefined {
  const [list, axis = keywords.get('dim') ?? keywords.get('axis')] = positional;
  const parts = list && (gridShapes(list, sizes) ?? (list.kind === 'sequence' && list.complete ? list.items.map((item) => sizes.shape(item)) : []));
  const first = parts?.[0];
  if (!parts || !first || parts.some((part) => part === undefined)) return undefined;
  const at = axis && !isNone(axis) ? sizes.number(axis) : 0;
  if (!stacks) return concatenated(parts as TensorShape[], at);
  const place = at < 0 ? first.length + 1 + at : at;
  return [...first.slice(0, place), parts.length, ...first.slice(place)];
}

/** Of a sum, a product or a choice of two; a number takes the other's shape. */
export function elementwiseShape(operands: readonly Value[], sizes: Sizes): TensorShape | undefined {
  const shapes = operands.map((operand) => sizes.shape(operand) ?? (operand.kind === 'known' || !Number.isNaN(sizes.number(operand)) ? [] : undefined));
  const [left, right] = shapes;
  if (left && right) return broadcast(left, right);
  // a table of positions, being no layer's output, is stretched over the sequence that it is added to
  if (!operands.every((operand, at) => shapes[at] || isTable(operand))) return undefined;
  const isNumbers = operands.some((operand) => operand.kind === 'instance' && /\.new_tensor\b/.test(operand.callee));
  return shapes.find((shape) => (shape?.length ?? 0) >= (isNumbers ? fieldsRank : sequenceRank));
}

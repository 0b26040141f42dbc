// Shapes after indexing: `x[:, 0]`, `x[:, :, None, None]`, `mask[:, :, :T, :T]`, `logits[:, [-1], :]`.
import type { Instance, Value } from '../../evaluate/values';
import { Place } from '../../languages/python/positions';
import { unresolved } from '../layerArguments';
import type { TensorShape } from './shapes';

/** What an index's numbers and tensors are. */
export interface Sizes {
  readonly number: (value: Value) => number;
  readonly shape: (value: Value) => TensorShape | undefined;
}

/** Parts between commas or colons that stand in no bracket. */
function split(text: string, separator: ',' | ':'): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    if ('([{'.includes(letter)) depth++;
    if (')]}'.includes(letter)) depth--;
    if (letter === separator && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim());
}

/** The text inside the last pair of brackets: `:, 0` of `x[i][:, 0]`. */
function indexText(text: string): string | undefined {
  let depth = 0;
  for (let at = text.length - 1; at >= 0 && text.endsWith(']'); at--) {
    if (text[at] === ']') depth++;
    if (text[at] === '[' && --depth === 0) return text.slice(at + 1, -1);
  }
  return undefined;
}

/** How many of an axis `lower:upper:step` takes. */
function sliced(length: number, bounds: readonly (number | undefined)[]): number {
  const at = (bound: number): number => Math.min(length, Math.max(0, bound < 0 ? length + bound : bound));
  const [lower, upper, step = 1] = bounds;
  return Math.max(0, Math.ceil((at(upper ?? length) - at(lower ?? 0)) / step));
}

/** The bounds' values: those of a lone slice are the index's own arguments, those within a tuple the inputs of a part that has no other value. */
function boundsOf(word: string, value: Value | undefined, lone: readonly Value[], sizes: Sizes): readonly (number | undefined)[] {
  const written = split(word, ':');
  const inside = value?.kind === 'unknown' ? (value.inputs ?? []) : [];
  let next = 0;
  return written.map((bound, position) => {
    if (bound === '') return undefined;
    const part = lone.length > 0 ? lone[next++] : inside[position];
    return part ? sizes.number(part) : unresolved;
  });
}

/** The shape of a part of a tensor; undefined where the index is a mask or can't be read. */
export function indexedShape(item: Instance, shape: TensorShape, sizes: Sizes): TensorShape | undefined {
  const text = item.span instanceof Place ? indexText(item.span.text.trim()) : undefined;
  if (text === undefined) return undefined;
  const words = split(text, ',').filter((word) => word !== '');
  const [index] = item.call.positional;
  const values = index?.kind === 'sequence' && words.length > 1 ? index.items : item.call.positional;
  const output: number[] = [];
  let axis = 0;
  for (const [position, word] of words.entries()) {
    const value = values[position];
    if (word === 'None' || /(^|\.)newaxis$/.test(word)) output.push(1);
    else if (word === '...' || word === 'Ellipsis') {
      const later = words.slice(position + 1).filter((other) => other !== 'None').length;
      while (shape.length - axis > later) output.push(shape[axis++]!);
    } else if (split(word, ':').length > 1) {
      output.push(sliced(shape[axis++] ?? unresolved, boundsOf(word, value, words.length === 1 ? item.call.positional : [], sizes)));
    } else if (value?.kind === 'sequence') {
      axis++;
      output.push(value.items.length);
    } else if (value && !Number.isNaN(sizes.number(value))) axis++;
    else {
      // a tensor of positions gathers as many rows; a mask takes nobody knows how many
      const positions = words.length === 1 && value?.kind === 'instance' && !/mask|bool/i.test(word) ? sizes.shape(value) : undefined;
      if (!positions) return undefined;
      axis++;
      output.push(...positions);
    }
  }
  return axis > shape.length ? undefined : [...output, ...shape.slice(axis)];
}

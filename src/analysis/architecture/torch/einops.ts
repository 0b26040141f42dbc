// Shapes after einops: `rearrange(x, 'b c (h p) w -> b (h w) (p c)', p=4)` and its kin (https://einops.rocks/api/rearrange).
import { product, unresolved } from '../layerArguments';
import type { TensorShape } from './shapes';

type Axis = readonly string[];

/** `b (h p) 1` as lists of names, one an axis; undefined where brackets nest or don't close. */
function axesOf(side: string): readonly Axis[] | undefined {
  const axes: string[][] = [];
  let group: string[] | undefined;
  for (const [token] of side.matchAll(/\(|\)|[\w.]+/g)) {
    if (token === '(') {
      if (group) return undefined;
      axes.push((group = []));
    } else if (token === ')') group = undefined;
    else if (group) group.push(token);
    else axes.push([token]);
  }
  return group ? undefined : axes;
}

/**
 * The shape that a pattern gives for one.
 * @param lengths axis lengths that the call states
 * @returns undefined where the pattern has an ellipsis or doesn't fit
 */
export function einopsShape(pattern: string, shape: TensorShape, lengths: ReadonlyMap<string, number>): TensorShape | undefined {
  const [left, right] = pattern.split('->');
  const [before, after] = [axesOf(left ?? ''), axesOf(right ?? '')];
  if (!before || !after || pattern.includes('.') || before.length !== shape.length) return undefined;
  const known = new Map(lengths);
  for (const [index, axis] of before.entries()) {
    const open = axis.filter((name) => !/^\d+$/.test(name) && !known.has(name));
    if (open.length > 1) return undefined;
    const rest = product(axis.filter((name) => !open.includes(name)).map((name) => (/^\d+$/.test(name) ? Number(name) : known.get(name)!)));
    if (open[0]) known.set(open[0], shape[index]! / rest);
  }
  return after.map((axis) => product(axis.map((name) => (/^\d+$/.test(name) ? Number(name) : (known.get(name) ?? unresolved)))));
}

// `einsum('bhid,bhjd->bhij', q, k)`: each output axis is as long as its letter's, and every combination of letters is one multiply-add.
import { product, unresolved } from './layerArguments';

/**
 * Shape and work of an einsum whose operands' shapes are known.
 * @returns 2 FLOPs a multiply-add; undefined where the formula names no output
 */
export function einsumStep(
  formula: string,
  shapes: readonly (readonly number[])[],
): { readonly output: readonly number[]; readonly flops: number } | undefined {
  const [inputs, output] = formula.replace(/\s/g, '').split('->');
  if (inputs === undefined || output === undefined) return undefined;
  const lengths = new Map<string, number>();
  let rest: readonly number[] = [];
  for (const [index, term] of inputs.split(',').entries()) {
    const shape = shapes[index] ?? [];
    const [before = '', after = ''] = term.split('...');
    [...before].forEach((letter, axis) => lengths.set(letter, shape[axis] ?? unresolved));
    [...after].forEach((letter, axis) => lengths.set(letter, shape.at(axis - after.length) ?? unresolved));
    if (term.includes('...')) rest = shape.slice(before.length, shape.length - after.length);
  }
  const [before = '', after = ''] = output.split('...');
  const axes = (letters: string): number[] => [...letters].map((letter) => lengths.get(letter) ?? unresolved);
  return {
    output: output.includes('...') ? [...axes(before), ...rest, ...axes(after)] : axes(before),
    flops: shapes.length > 1 ? 2 * product([...lengths.values(), ...rest]) : 0,
  };
}

// The arguments of one layer by name. What isn't known reads as NaN, so that a sum with one unresolved layer is itself unresolved and never too small.
import { sizeReadOff } from './torch/layerSizes';
import { isNone, optionsOf, type CallArguments, type Value } from '../evaluate/values';

/** An argument that the program leaves open, or that its text doesn't determine. */
export const unresolved = Number.NaN;

/** A size read off another layer may itself have been read off one. */
const readDepth = 8;

/** A value that is known for sure, sizes that were read off other layers included; else undefined. */
const certain = (value: Value | undefined, depth = 0): Value | undefined => {
  const options = optionsOf(value);
  const only = options.length === 1 ? options[0] : undefined;
  const read = only?.kind === 'instance' && depth < readDepth ? sizeReadOff(only) : undefined;
  return read ? certain(read, depth + 1) : only;
};

export class LayerArguments {
  /** `names` are the parameters that may be given by position, in order. */
  constructor(
    private readonly call: CallArguments,
    private readonly names: readonly string[],
  ) {}

  /** The argument as written, or undefined when it isn't there. */
  value(name: string): Value | undefined {
    return this.call.keywords.get(name) ?? this.call.positional[this.names.indexOf(name)];
  }

  /** True when the call doesn't give it and can't give it through `**kwargs`; None counts as not given. */
  private absent(name: string): boolean {
    const value = this.value(name);
    return (value === undefined && this.call.complete) || isNone(value);
  }

  /** @returns `fallback` when the argument is absent, NaN when it is there but not a known number. */
  number(name: string, fallback: number = unresolved): number {
    if (this.absent(name)) return fallback;
    const value = certain(this.value(name));
    return value?.kind === 'known' && typeof value.value === 'number' ? value.value : unresolved;
  }

  /** `amount` when the flag is on, 0 when it is off, NaN when that is open. Any value but False and None counts as on where `fallback` is a layer's own default. */
  when(name: string, fallback: boolean, amount: number): number {
    const on = this.flag(name, fallback);
    return on === undefined ? unresolved : on ? amount : 0;
  }

  flag(name: string, fallback: boolean): boolean | undefined {
    if (this.absent(name)) return fallback;
    const value = certain(this.value(name));
    return value?.kind === 'known' ? Boolean(value.value) : undefined;
  }

  /** @returns undefined when the argument is there and is not a known string. */
  text(name: string, fallback: string): string | undefined {
    if (this.absent(name)) return fallback;
    const value = certain(this.value(name));
    return value?.kind === 'known' && typeof value.value === 'string' ? value.value.toLowerCase() : undefined;
  }

  /** A size per axis: one number counts for all of them. */
  sizes(name: string, rank: number, fallback: number): readonly number[] {
    if (this.absent(name)) return Array<number>(rank).fill(fallback);
    const numbers = numbersOf(this.value(name));
    if (numbers.length === rank) return numbers;
    return Array<number>(rank).fill(numbers.length === 1 ? numbers[0]! : unresolved);
  }
}

/** The numbers of a tuple, or of a single number; an element that isn't known is NaN, and something else altogether is one NaN. */
export function numbersOf(value: Value | undefined): readonly number[] {
  const only = certain(value);
  if (only?.kind === 'sequence' && only.complete) return only.items.map((item) => numbersOf(item)[0] ?? unresolved);
  return [only?.kind === 'known' && typeof only.value === 'number' ? only.value : unresolved];
}

export const product = (numbers: readonly number[]): number => numbers.reduce((total, number) => total * number, 1);
export const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

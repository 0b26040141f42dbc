// The number type that a model's weights are stored in: what its loader was asked for, or what a later cast made of them.
import type { Fact } from '../../../model/run';
import { isNone, knownString, type Instance, type Value } from '../../evaluate/values';
import { precisionName } from '../configs/names';
import { derived } from '../draft';
import { shortName } from '../reading';

const statedType = (model: Instance): Value | undefined =>
  model.attributes.get('#dtype') ?? model.call.keywords.get('torch_dtype') ?? model.call.keywords.get('dtype');

/** The type of the stored weights, where loading or a later `.half()` says. */
export function typeOf(model: Instance): Fact<'fp32' | 'bf16' | 'fp16'> | undefined {
  const value = statedType(model);
  const name = dtypeName(value);
  return name === 'bf16' || name === 'fp16' || name === 'fp32' ? derived(name, value?.span) : undefined;
}

/** A type that was asked for without the program telling which: `torch_dtype="auto"`, `getattr(torch, args.dtype)`. */
export const openType = (model: Instance): Value | undefined => {
  const value = statedType(model);
  return isOpenType(value) ? value : undefined;
};

export const isOpenType = (value: Value | undefined): boolean => value !== undefined && !isNone(value) && dtypeName(value) === undefined;

/** `torch.bfloat16`, `"float16"`, `jnp.bfloat16` as a precision; of several possibilities only what they agree on. */
export function dtypeName(value: Value | undefined): string | undefined {
  if (value?.kind === 'choice') {
    const names = new Set(value.options.map(dtypeName));
    return names.size === 1 ? [...names][0] : undefined;
  }
  if (value?.kind === 'reference') return precisionName(shortName(value.name));
  const text = knownString(value);
  return text === undefined ? undefined : precisionName(text);
}

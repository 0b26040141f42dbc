// An options object of a call as settings, whose facts carry the place of the literal that decides them.
import type { Fact } from '../../../model/run';
import type { Value } from '../../evaluate/values';

/** A number that an option determines. */
export function numberOption(value: Value | undefined): Fact<number> | undefined {
  if (value?.kind !== 'known' || value.value === null || typeof value.value === 'boolean') return undefined;
  const number = typeof value.value === 'number' ? value.value : value.value.trim() === '' ? NaN : Number(value.value);
  if (!Number.isFinite(number)) return undefined;
  const inputs = value.inputs?.flatMap((input) =>
    input.kind === 'known' && input.value !== null
      ? [{ label: input.text ?? String(input.value), value: input.value, ...(input.span && { span: input.span }) }]
      : [],
  );
  return {
    value: number,
    origin: value.origin,
    ...(value.span && { span: value.span }),
    ...(value.text !== undefined && { text: value.text }),
    ...(inputs?.length && { inputs }),
  };
}

/** A text that an option determines. */
export function textOption(value: Value | undefined): Fact<string> | undefined {
  if (value?.kind !== 'known' || typeof value.value !== 'string') return undefined;
  return { value: value.value, origin: value.origin, ...(value.span && { span: value.span }), ...(value.text !== undefined && { text: value.text }) };
}

export const entryOf = (value: Value | undefined, name: string): Value | undefined => (value?.kind === 'mapping' ? value.entries.get(name) : undefined);

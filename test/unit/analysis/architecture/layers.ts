// Writes layers as the interpreter would have made them, for tests of the architecture reader.
import { known, sequence, type Instance, type Value } from '../../../../src/analysis/evaluate/values';

type Argument = string | number | boolean | null | readonly Argument[] | Value;

const isValue = (argument: Argument): argument is Value => typeof argument === 'object' && argument !== null && 'kind' in argument;
const valueOf = (argument: Argument): Value => {
  if (isValue(argument)) return argument;
  return Array.isArray(argument) ? sequence((argument as readonly Argument[]).map(valueOf)) : known(argument as string | number | boolean | null);
};

/** `callee(...positional, **keywords)`, with the library classes that it derives from. */
export function made(
  callee: string,
  positional: readonly Argument[] = [],
  keywords: Readonly<Record<string, Argument>> = {},
  more: Partial<Instance> = {},
): Instance {
  const entries = Object.entries(keywords).map(([name, value]) => [name, valueOf(value)] as const);
  return {
    kind: 'instance',
    callee,
    bases: [],
    origin: 'literal',
    attributes: new Map(),
    call: { positional: positional.map(valueOf), keywords: new Map(entries), complete: true },
    ...more,
  };
}

/** An object of a workspace class derived from `nn.Module`, with its attributes. */
export const module = (attributes: Readonly<Record<string, Argument>>): Instance =>
  made('Net', [], {}, { bases: ['torch.nn.Module'], attributes: new Map(Object.entries(attributes).map(([name, value]) => [name, valueOf(value)])) });

/** The symbolic tensor `layer(input)`. */
export const called = (layer: Instance, ...inputs: readonly Instance[]): Instance =>
  made(`${layer.callee}.__call__`, [inputs.length === 1 ? inputs[0]! : inputs], {}, { receiver: layer });

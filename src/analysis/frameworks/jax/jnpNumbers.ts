// jax.numpy on plain numbers, as schedules and sizes use it: folded where every argument is known.
import { known, knownBoolean, knownNumber, type Value } from '../../evaluate/values';
import type { ResultHandler } from '../framework';

const functions: Readonly<Record<string, (...numbers: readonly number[]) => number>> = {
  minimum: (a, b) => Math.min(a!, b!),
  maximum: (a, b) => Math.max(a!, b!),
  clip: (value, low, high) => Math.min(Math.max(value!, low!), high!),
  power: (a, b) => a! ** b!,
  cos: (a) => Math.cos(a!),
  sin: (a) => Math.sin(a!),
  exp: (a) => Math.exp(a!),
  log: (a) => Math.log(a!),
  sqrt: (a) => Math.sqrt(a!),
  abs: (a) => Math.abs(a!),
  floor: (a) => Math.floor(a!),
  ceil: (a) => Math.ceil(a!),
  float32: (a) => a!,
  array: (a) => a!,
  asarray: (a) => a!,
};

const fold =
  (name: string): ResultHandler =>
  ({ instance: { call, span } }) => {
    const numbers = call.positional.map(knownNumber);
    const compute = functions[name]!;
    if (numbers.length === 0 || numbers.length < compute.length || numbers.some((number) => number === undefined)) return undefined;
    return known(compute(...(numbers as number[])), span, 'derived', call.positional);
  };

/** `jnp.where(step < warmup, a, b)`. */
const where: ResultHandler = ({ instance: { call, span } }) => {
  const [condition, yes, no] = call.positional;
  const holds = knownBoolean(condition);
  const chosen: Value | undefined = holds === undefined ? undefined : holds ? yes : no;
  const number = knownNumber(chosen);
  return number === undefined ? undefined : known(number, span, 'derived', [chosen!, condition!, ...[yes, no].filter((value) => value !== undefined)]);
};

/** Results by qualified name. */
export const jnpNumbers: Readonly<Record<string, ResultHandler>> = {
  ...Object.fromEntries(Object.keys(functions).map((name) => [`jax.numpy.${name}`, fold(name)])),
  'jax.numpy.where': where,
  'numpy.where': where,
};

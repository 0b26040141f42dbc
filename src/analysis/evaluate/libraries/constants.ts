// Attributes of library modules that are plain constants.
import type { Place } from '../../languages/python/positions';
import { known, sequence, type Value } from '../values';

const constants: ReadonlyMap<string, number | string | boolean> = new Map<string, number | string | boolean>([
  ['math.pi', Math.PI],
  ['numpy.pi', Math.PI],
  ['jax.numpy.pi', Math.PI],
  ['math.e', Math.E],
  ['os.sep', '/'],
  ['os.name', 'posix'],
  ['sys.platform', 'linux'],
  ['typing.TYPE_CHECKING', false],
]);

/** A program as it stands is run without arguments. */
export function libraryConstant(name: string, place: Place): Value | undefined {
  if (name === 'sys.argv') return sequence([known('script', place)], place);
  const value = constants.get(name);
  return value === undefined ? undefined : known(value, place);
}

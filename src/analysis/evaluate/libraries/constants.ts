// Attributes of library modules that are plain constants.
import type { Place } from '../../languages/python/positions';
import { known, sequence, type Value } from '../values';

const numbers: Readonly<Record<string, number>> = { 'math.pi': Math.PI, 'numpy.pi': Math.PI, 'jax.numpy.pi': Math.PI, 'math.e': Math.E };
const texts: Readonly<Record<string, string>> = { 'os.sep': '/', 'os.name': 'posix', 'sys.platform': 'linux' };

/** A program as it stands is run without arguments. */
export function libraryConstant(name: string, place: Place): Value | undefined {
  if (name === 'sys.argv') return sequence([known('script', place)], place);
  if (name === 'typing.TYPE_CHECKING') return known(false, place);
  if (numbers[name] !== undefined) return known(numbers[name], place);
  return texts[name] === undefined ? undefined : known(texts[name], place);
}

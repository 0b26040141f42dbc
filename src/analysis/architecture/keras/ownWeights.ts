// Shapes of weights that a layer of the workspace makes for itself: `self.add_weight(shape=(n, m))`, `tf.Variable(tf.random.normal([n, m]))`.
import type { Instance } from '../../evaluate/values';
import { numbersOf } from '../layerArguments';
import type { Shape } from './kerasShapes';

const shortName = (callee: string): string => callee.slice(callee.lastIndexOf('.') + 1);

/** Whether a value is a weight that a layer made for itself. */
export const isOwnWeight = ({ callee, role }: Instance): boolean => /(^|\.)(add_weight|add_variable|Variable|get_variable|Parameter)$/.test(callee) && !role;

/** All axes of a weight; undefined for whatever makes none. */
export function weightShape({ callee, call }: Instance): Shape | undefined {
  const { positional, keywords } = call;
  const [first] = positional;
  // Keras 2 took the name first, Keras 3 takes the shape: https://keras.io/api/layers/base_layer/#addweight-method
  if (/^add_(weight|variable)$/.test(shortName(callee))) {
    const shape = keywords.get('shape') ?? positional.find((argument) => argument.kind === 'sequence');
    return shape ? numbersOf(shape) : positional.length === 0 ? [] : undefined;
  }
  const initial = first ?? keywords.get('initial_value');
  if (initial?.kind === 'known') return [];
  if (initial?.kind !== 'instance' || initial.role) return undefined;
  const made = initial.call.keywords.get('shape') ?? initial.call.positional.find((argument) => argument.kind === 'sequence');
  return made && /(zeros|ones|normal|uniform|fill|__call__)$/.test(initial.callee) ? numbersOf(made) : undefined;
}

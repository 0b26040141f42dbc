// What a rule for one kind of Keras layer is.
import type { Value } from '../../evaluate/values';
import type { LayerArguments } from '../layerArguments';
import type { Shape } from './kerasShapes';
import type { LayerSize } from './layerSize';

/** Where the two dialects differ: TensorFlow.js's GRU has no second bias. */
export type Dialect = 'keras' | 'tfjs';

export interface Context {
  readonly dialect: Dialect;
  /** sizes a layer that another one wraps */
  readonly inner: (layer: Value | undefined, input: Shape) => LayerSize | undefined;
}
export type Rule = (a: LayerArguments, input: Shape, context: Context) => LayerSize | undefined;

export const free = (output: Shape): LayerSize => ({ parameters: 0, output, flops: 0 });

// What one layer adds to a model.
import type { Shape } from './kerasShapes';

export interface LayerSize {
  readonly parameters: number;
  readonly output: Shape;
  /** forward, one sample, 2 per multiply-add; elementwise work is left out */
  readonly flops: number;
}

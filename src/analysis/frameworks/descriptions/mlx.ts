// MLX: `loss, grads = nn.value_and_grad(model, loss_fn)(model, x, y)` and `optimizer.update(model, grads)` in hand-written loops.
// https://ml-explore.github.io/mlx/build/html/python/optimizers.html
import { optionsOf } from '../../evaluate/values';
import { derived, type Draft } from '../draft';
import { defineFramework, type CallHandler } from '../framework';
import { loopRun, type LoopManner } from '../handWritten';
import { callsLoader } from '../jax/networks';
import { describeOptimizer, isOptimizer } from '../objects/optimizers';
import type { Reading } from '../reading';

const loadings = 'mlx-weights-loaded';
const noteLoading: CallHandler = (event, reading) => {
  reading.settings.set(loadings, event.instance);
};

/** A network whose class the program writes itself trains from scratch where no weights were read before. */
function describeMethod(draft: Draft, reading: Reading): void {
  if (reading.settings.has(loadings) || callsLoader(reading)) return;
  const network = reading.machine?.made.find(({ bases }) => bases.includes('mlx.nn.Module'));
  if (network) draft.set('method', derived('pretrain', network.span));
}

const manner: LoopManner = {
  engine: 'mlx',
  optimizerOf: ({ instance }) => (optionsOf(instance.receiver).some(isOptimizer) ? instance.receiver : undefined),
  describeOptimizer: (draft, optimizer, reading) => {
    describeOptimizer(draft, optimizer, reading);
    describeMethod(draft, reading);
  },
  precisionSource: 'MLX: the default floating-point type is float32',
};

export const mlx = defineFramework({
  name: 'mlx',
  calls: { 'mlx.core.load': noteLoading, '*.load_weights': noteLoading },
  starts: { 'mlx.optimizers.*.update': loopRun('mlx', manner), 'mlx.optimizers.*.apply_gradients': loopRun('mlx', manner) },
});

// What the release of PyTorch that the workspace pins does unasked: from 1.7 to 1.11 float32 matrix products ran in TF32 on cards that have it.
import type { Run } from '../../../model/run';
import type { Reading } from '../reading';
import { isBefore } from '../../project/pins/versions';

/** `torch.backends.cuda.matmul.allow_tf32` was True from the first release that had it until it became False. Source: release notes of PyTorch 1.7 and 1.12. */
const firstWithTf32 = '1.7';
const firstWithout = '1.12';

/** Frameworks whose products PyTorch doesn't compute. */
const others = /^(?:keras|tensorflow|tf|jax|flax|mlx|paddle|mxnet|sklearn|scikit|xgboost|lightgbm|brain|onnx)/;

/** Marks runs whose float32 products run in TF32 by the release alone; a program that sets the switch says so itself. */
export function withReleaseOfTorch(runs: readonly Run[], reading: Reading): Run[] {
  const pin = reading.pins?.of('torch');
  const isSet = reading.machine?.librarySettings.has('torch.backends.cuda.matmul.allow_tf32');
  if (!pin || isSet || isBefore(pin, firstWithTf32) || !isBefore(pin, firstWithout)) return [...runs];
  return runs.map((run) => (others.test(run.framework) ? run : { ...run, productsInTf32: true }));
}

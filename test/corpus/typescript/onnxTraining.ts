import * as ort from 'onnxruntime-web/training';
import { batches } from './digits';

const EPOCHS = 6;

export async function train(artifacts: ort.TrainingSessionCreateOptions): Promise<void> {
  const session = await ort.TrainingSession.create(artifacts);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const { images, labels } of batches(64)) {
      await session.runTrainStep({ input: images, labels });
      await session.runOptimizerStep();
      await session.lazyResetGrad();
    }
  }
}

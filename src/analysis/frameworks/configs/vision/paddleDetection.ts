// PaddleDetection's YAML, mostly spread over files named by `_BASE_`: https://github.com/PaddlePaddle/PaddleDetection/tree/release/2.8/configs
import { defineConfigFormat, presentOf } from '../configFormat';
import { factsOfKeys, startOf } from '../keyTable';

export const paddleDetection = defineConfigFormat({
  framework: 'paddledetection',
  recognise: (settings) =>
    settings.has('epoch') &&
    presentOf(settings, 'LearningRate', 'OptimizerBuilder', 'TrainReader', 'TrainDataset') >= 3 &&
    presentOf(settings, 'architecture', 'worker_num', 'snapshot_epoch', 'pretrain_weights', 'metric') >= 1,
  facts: (settings) => ({
    ...factsOfKeys(
      settings,
      {
        perDeviceBatchSize: 'TrainReader.batch_size',
        epochs: 'epoch',
        learningRate: 'LearningRate.base_lr',
        optimizer: 'OptimizerBuilder.optimizer.type',
      },
      'PaddleDetection 2.8',
    ),
    method: startOf(settings, ['pretrain_weights']),
  }),
});

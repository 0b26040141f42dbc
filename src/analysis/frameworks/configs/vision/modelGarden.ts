// The TensorFlow Model Garden's experiment YAML (task, trainer, runtime): https://github.com/tensorflow/models/tree/master/official
import { defineConfigFormat, presentOf } from '../configFormat';
import { factsOfKeys, startOf } from '../keyTable';
import { precisionFact } from '../names';
import { libraryDefault } from '../settings';

export const modelGarden = defineConfigFormat({
  framework: 'tensorflow',
  recognise: (settings) =>
    settings.has('trainer.optimizer_config') &&
    presentOf(settings, 'task.train_data', 'task.model', 'trainer.train_steps', 'trainer.steps_per_loop', 'runtime.distribution_strategy') >= 3,
  facts: (settings) => {
    const kind = settings.text('trainer.optimizer_config.optimizer.type')?.value;
    const schedule = settings.text('trainer.optimizer_config.learning_rate.type')?.value;
    return {
      ...factsOfKeys(settings, {
        globalBatchSize: 'task.train_data.global_batch_size',
        maxSteps: 'trainer.train_steps',
        sequenceLength: 'task.train_data.seq_length',
        imageSize: 'task.model.input_size.0',
        learningRate: schedule ? `trainer.optimizer_config.learning_rate.${schedule}.initial_learning_rate` : [],
        optimizer: 'trainer.optimizer_config.optimizer.type',
      }),
      precision: precisionFact(settings.text('runtime.mixed_precision_dtype')) ?? libraryDefault('fp32' as const, 'Model Garden runtime.mixed_precision_dtype'),
      method: kind ? startOf(settings, ['task.init_checkpoint']) : undefined,
    };
  },
});

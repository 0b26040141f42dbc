// A project's own configuration with a `trainer` section of Lightning's Trainer, as Hydra templates have it.
import type { Fact } from '../../../../model/run';
import { defineConfigFormat, presentOf } from '../configFormat';
import { optimizerFact, precisionFact } from '../names';
import { libraryDefault, type Settings } from '../settings';
import { lightningDevices, stepsOrEpochsOfTrainer } from './lightningTrainer';

const trainerKeys = [
  'max_epochs',
  'max_steps',
  'accelerator',
  'devices',
  'gpus',
  'strategy',
  'precision',
  'gradient_clip_val',
  'accumulate_grad_batches',
  'check_val_every_n_epoch',
  'val_check_interval',
  'num_sanity_val_steps',
  'log_every_n_steps',
  'enable_checkpointing',
  'limit_train_batches',
].map((key) => `trainer.${key}`);

const evaluates = (key: string): boolean => !/^(val|valid|validation|test|eval|predict|inference)/i.test(key);

function inSections(settings: Settings, sections: readonly string[], names: readonly string[]): Fact<number> | undefined {
  for (const name of sections) {
    const found = settings.section(name)?.search(names, evaluates);
    if (found) return found;
  }
  return undefined;
}

/** Asked last, after the project's own scripts: the settings alone do not tell what the model is. */
export const trainerSections = defineConfigFormat({
  framework: 'lightning',
  recognise: (settings) =>
    presentOf(settings, ...trainerKeys) >= 4 &&
    presentOf(settings, 'trainer.max_epochs', 'trainer.max_steps') >= 1 &&
    presentOf(settings, 'data', 'datamodule', 'dataset', 'dataloader', 'data_module', 'dm') >= 1,
  facts: (settings) => ({
    perDeviceBatchSize: inSections(
      settings,
      ['data', 'datamodule', 'data_module', 'dm', 'dataloader', 'dataset'],
      ['batch_size', 'train_batch_size', 'batch_size_per_gpu', 'per_device_batch_size'],
    ),
    gradientAccumulation: settings.count('trainer.accumulate_grad_batches') ?? libraryDefault(1, 'lightning Trainer.accumulate_grad_batches'),
    ...stepsOrEpochsOfTrainer(settings),
    learningRate: inSections(settings, ['optimizer', 'optim', 'model', 'module', 'lightning_module'], ['lr', 'learning_rate', 'base_lr']),
    optimizer: optimizerFact(
      settings.text(
        'optimizer._target_',
        'optimizer.name',
        'optimizer.type',
        'optim._target_',
        'optim.name',
        'model.optimizer._target_',
        'model.optimizer.name',
        'model.optim.name',
        'optimizer',
      ),
    ),
    precision: settings.has('trainer.precision')
      ? precisionFact(settings.text('trainer.precision'))
      : libraryDefault('fp32' as const, 'lightning Trainer.precision'),
    gpuCount: /cpu|tpu|mps/.test(settings.text('trainer.accelerator')?.value ?? '') ? undefined : lightningDevices(settings),
  }),
});

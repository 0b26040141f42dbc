// LightningCLI's YAML: https://lightning.ai/docs/pytorch/stable/cli/lightning_cli.html
import type { Fact } from '../../../../model/run';
import { defineConfigFormat, presentOf } from '../configFormat';
import { optimizerFact, precisionFact } from '../names';
import { libraryDefault, type Settings } from '../settings';
import { lightningDevices, stepsOrEpochsOfTrainer } from './lightningTrainer';

/** `fit:` holds the settings of the subcommand that trains. */
export const fitSettings = (settings: Settings): Settings => settings.section('fit') ?? settings;

const evaluates = /^(val|valid|validation|test|eval|predict|inference)/i;

/** The first setting of that name at any depth below a section, those for validation and testing left out. */
function anywhere(settings: Settings | undefined, ...names: readonly string[]): Fact<number> | undefined {
  return settings?.search(names, (key) => !evaluates.test(key));
}

/** A class of the model or the data, or of something that one of them holds. */
const namesClass = (settings: Settings): boolean => ['model', 'data'].some((name) => settings.section(name)?.searchText(['class_path']) !== undefined);

export const lightningCli = defineConfigFormat({
  framework: 'lightning',
  recognise: (settings) => {
    const own = fitSettings(settings);
    const hasClass = own.section('data') && own.section('model') ? namesClass(own) : own.has('model.class_path');
    return (
      own.has('trainer') &&
      hasClass &&
      presentOf(
        own,
        'trainer.max_epochs',
        'trainer.max_steps',
        'trainer.devices',
        'trainer.accelerator',
        'trainer.precision',
        'trainer.gpus',
        'trainer.callbacks',
      ) >= 1
    );
  },
  facts: (settings) => {
    const own = fitSettings(settings);
    return {
      perDeviceBatchSize: anywhere(own.section('data'), 'batch_size', 'train_batch_size', 'per_device_batch_size'),
      gradientAccumulation: own.count('trainer.accumulate_grad_batches') ?? libraryDefault(1, 'lightning Trainer.accumulate_grad_batches'),
      ...stepsOrEpochsOfTrainer(own),
      learningRate: own.positive('optimizer.init_args.lr') ?? anywhere(own.section('model'), 'lr', 'learning_rate', 'initial_learning_rate', 'base_lr'),
      optimizer: optimizerFact(
        own.text('optimizer.class_path', 'optimizer', 'model.init_args.optimizer.class_path', 'model.init_args.optimizer', 'model.optimizer.class_path'),
      ),
      precision: own.has('trainer.precision') ? precisionFact(own.text('trainer.precision')) : libraryDefault('fp32' as const, 'lightning Trainer.precision'),
      gpuCount: /cpu|tpu|mps/.test(own.text('trainer.accelerator')?.value ?? '') ? undefined : lightningDevices(own),
    };
  },
});

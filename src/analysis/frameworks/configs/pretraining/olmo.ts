// OLMo's YAML: https://github.com/allenai/OLMo/blob/main/olmo/config.py
import type { Fact } from '../../../../model/run';
import { defineConfigFormat, presentOf, type FoundFacts } from '../configFormat';
import { factsOfKeys } from '../keyTable';
import { derived, implied, reading, type Settings } from '../settings';

/** A plain number is optimizer steps, `2e12T` tokens, `1ep` epochs. */
function duration(settings: Settings, global: Fact<number> | undefined, length: Fact<number> | undefined): Pick<FoundFacts, 'epochs' | 'maxSteps'> {
  const written = settings.text('max_duration');
  const parts = written && /^([\d.e+_]+)\s*(T|ep)?$/.exec(written.value.trim());
  if (!written || !parts) return {};
  const amount = Number(parts[1]!.replace(/_/g, ''));
  if (parts[2] === 'ep') return { epochs: reading(written, amount) };
  if (parts[2] === undefined) return { maxSteps: reading(written, amount) };
  return global && length
    ? {
        maxSteps: derived(Math.ceil(amount / (global.value * length.value)), [
          ['max_duration', written],
          ['global_train_batch_size', global],
          ['model.max_sequence_length', length],
        ]),
      }
    : {};
}

export const olmo = defineConfigFormat({
  framework: 'olmo',
  recognise: (settings) =>
    settings.has('max_duration') &&
    !settings.has('train_loader') &&
    presentOf(settings, 'model.d_model', 'model.n_layers', 'model.n_heads', 'model.max_sequence_length') >= 2 &&
    presentOf(settings, 'global_train_batch_size', 'device_train_microbatch_size', 'optimizer.learning_rate') >= 2,
  facts: (settings) => {
    const found = factsOfKeys(
      settings,
      {
        perDeviceBatchSize: 'device_train_microbatch_size',
        globalBatchSize: 'global_train_batch_size',
        sequenceLength: 'model.max_sequence_length',
        learningRate: 'optimizer.learning_rate',
        optimizer: 'optimizer.name',
        precision: 'precision',
      },
      'OLMo 0.6',
      { optimizer: 'lionw', sequenceLength: 1024 },
    );
    const checkpointing = settings.value('activation_checkpointing');
    return {
      ...found,
      ...duration(settings, found.globalBatchSize, found.sequenceLength),
      // a checkpoint may be the run's own or another stage's
      method: settings.value('load_path') === undefined ? implied('pretrain' as const, 'load_path is not set') : undefined,
      gradientCheckpointing: checkpointing ? implied(true, 'activation_checkpointing is set') : implied(false, 'activation_checkpointing is not set'),
    };
  },
});

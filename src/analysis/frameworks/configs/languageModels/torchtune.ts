// torchtune's recipe configurations: https://github.com/pytorch/torchtune/tree/main/recipes/configs
import type { Fact } from '../../../../model/run';
import { defineConfigFormat } from '../configFormat';
import { namedDataset } from '../datasets';
import { optimizerFact, precisionFact } from '../names';
import { derived, implied, reading, type Settings } from '../settings';

/** The hub data sets behind torchtune's builders (torchtune/datasets, their `source` defaults). */
const builderSources: Readonly<Record<string, string>> = {
  alpaca_dataset: 'tatsu-lab/alpaca',
  alpaca_cleaned_dataset: 'yahma/alpaca-cleaned',
  stack_exchange_paired_dataset: 'lvwerra/stack-exchange-paired',
  slimorca_dataset: 'Open-Orca/SlimOrca-Dedup',
  samsum_dataset: 'Samsung/samsum',
  grammar_dataset: 'liweili/c4_200m',
  cnn_dailymail_articles_dataset: 'ccdv/cnn_dailymail',
  wikitext_dataset: 'EleutherAI/wikitext_document_level',
  hh_rlhf_helpful_dataset: 'RLHFlow/HH-RLHF-Helpful-standard',
};

const lastName = (component: string): string => component.slice(component.lastIndexOf('.') + 1);

function model(settings: Settings): Fact<string> | undefined {
  const folder = settings.text('checkpointer.checkpoint_dir');
  const name = folder?.value.replace(/\/+$/, '').split('/').pop();
  // the folder that the checkpoint was downloaded to carries the hub's name; the builder's name is the fallback
  if (folder && name && /\d/.test(name)) return reading(folder, name);
  const component = settings.text('model._component_', 'policy_model._component_', 'policy._component_');
  return component && reading(component, lastName(component.value));
}

function dataset(settings: Settings): Fact<string> | undefined {
  const source = settings.text('dataset.source');
  if (source) return namedDataset(source);
  const component = settings.text('dataset._component_');
  const name = component && builderSources[lastName(component.value)];
  return component && name ? reading(component, name) : undefined;
}

function method(settings: Settings) {
  const component = settings.text('model._component_', 'policy_model._component_', 'policy._component_');
  if (!component) return undefined;
  const name = lastName(component.value);
  if (name.startsWith('qlora') || settings.isOn('model.quantize_base')) return reading(component, 'qlora' as const);
  if (name.startsWith('lora') || name.startsWith('dora') || settings.has('model.lora_rank')) return reading(component, 'lora' as const);
  return settings.has('checkpointer.checkpoint_dir') ? implied('full' as const, 'a checkpoint without an adapter') : undefined;
}

export const torchtune = defineConfigFormat({
  framework: 'torchtune',
  recognise: (settings) =>
    /^torchtune\.|^torchtune/.test(settings.text('model._component_', 'policy_model._component_', 'policy._component_')?.value ?? '') &&
    settings.has('optimizer') &&
    settings.has('dataset') &&
    (settings.has('epochs') || settings.has('batch_size')),
  facts: (settings) => {
    const optimizer = settings.text('optimizer._component_');
    const dtype = settings.text('dtype');
    const epochs = settings.positive('epochs');
    const stepsPerEpoch = settings.count('max_steps_per_epoch');
    return {
      model: model(settings),
      method: method(settings),
      dataset: dataset(settings),
      perDeviceBatchSize: settings.count('batch_size'),
      gradientAccumulation: settings.count('gradient_accumulation_steps'),
      ...(stepsPerEpoch && epochs
        ? {
            maxSteps: derived(stepsPerEpoch.value * epochs.value, [
              ['max_steps_per_epoch', stepsPerEpoch],
              ['epochs', epochs],
            ]),
          }
        : { epochs }),
      sequenceLength: settings.count('tokenizer.max_seq_len', 'dataset.max_seq_len'),
      learningRate: settings.positive('optimizer.lr'),
      optimizer: optimizerFact(optimizer),
      precision: precisionFact(dtype),
      loraRank: settings.count('model.lora_rank'),
      gradientCheckpointing: settings.flag('enable_activation_checkpointing'),
      compile: settings.flag('compile'),
      packing: settings.flag('dataset.packed'),
    };
  },
});

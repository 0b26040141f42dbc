// XTuner's Python configurations, whose model section names a language model and an adapter: https://github.com/InternLM/xtuner/tree/main/xtuner/configs
import type { Fact } from '../../../../model/run';
import type { FoundFacts } from '../configFormat';
import { namedDataset } from '../datasets';
import { implied, libraryDefault, reading, type Settings } from '../settings';

export const isXtuner = (settings: Settings): boolean => {
  const type = settings.text('model.type')?.value ?? '';
  return /^xtuner\./.test(type) || (/^(SupervisedFinetune|LLaVAModel)$/.test(type) && settings.has('model.llm'));
};

function method(settings: Settings): FoundFacts['method'] {
  const lora = settings.section('model.lora', 'model.llm_lora');
  if (!lora) return settings.isOn('model.freeze_llm') ? undefined : implied('full', 'no adapter is named');
  const quantized = settings.flag('model.llm.quantization_config.load_in_4bit', 'model.quantization_llm');
  return quantized?.value ? reading(quantized, 'qlora') : implied('lora', 'an adapter is named');
}

function dataset(settings: Settings): Fact<string> | undefined {
  const path = settings.text('train_dataset.dataset.path', 'train_dataloader.dataset.dataset.path');
  return path && !/^(json|csv|parquet|text)$/.test(path.value) ? namedDataset(path) : undefined;
}

/** What an XTuner configuration says beyond the runner's settings. */
export function xtunerFacts(settings: Settings): FoundFacts {
  const lora = settings.section('model.lora', 'model.llm_lora');
  return {
    model: settings.text('model.llm.pretrained_model_name_or_path', 'pretrained_model_name_or_path', 'llm_name_or_path', 'model.model_path'),
    method: method(settings),
    dataset: dataset(settings),
    sequenceLength: settings.count('max_length', 'train_dataset.max_length', 'max_dataset_length'),
    loraRank: lora?.count('r'),
    packing: settings.flag('pack_to_max_length'),
    gradientCheckpointing:
      settings.flag('model.use_activation_checkpointing') ?? libraryDefault(true, 'xtuner 0.1 SupervisedFinetune.use_activation_checkpointing'),
  };
}

// OpenRLHF's command lines, with flat flags (0.2 to 0.9: `--train_batch_size`) and dotted ones (since: `--train.batch_size`):
// https://github.com/OpenRLHF/OpenRLHF/tree/main/openrlhf/cli
import { adapterMethod } from '../../../frameworks/configs/languageModels/trainingArguments';
import { namedDataset } from '../../../frameworks/configs/datasets';
import { precisionFact } from '../../../frameworks/configs/names';
import { implied, libraryDefault, reading, type Settings } from '../../../frameworks/configs/settings';
import type { Method, Sharding } from '../../../../model/run';
import type { Fact } from '../../../../model/run';
import type { Trainer } from './trainer';

const shardings: Readonly<Record<string, Sharding>> = { '0': 'none', '1': 'zero1', '2': 'zero2', '3': 'zero3' };

function methodOf(settings: Settings): Fact<Method> {
  const rank = rankOf(settings);
  if (!rank) return adapterMethod(settings) ?? implied('full', 'no LoRA rank is given');
  return settings.isOn('load_in_4bit', 'ds.load_in_4bit') ? reading(rank, 'qlora') : reading(rank, 'lora');
}

const rankOf = (settings: Settings): Fact<number> | undefined => settings.count('lora_rank', 'ds.lora.rank', 'lora.rank', 'model.lora.rank');

export const openRlhf: Trainer = {
  framework: 'openrlhf',
  starts: (launch) => /(^|\.)openrlhf\.cli\.train_\w+$/.test(launch.target) || /openrlhf\/cli\/train_\w+\.py$/.test(launch.target),
  facts: (settings) => {
    const stage = settings.number('zero_stage', 'ds.zero_stage');
    const sharding = stage && shardings[String(stage.value)];
    const brain = settings.flag('bf16');
    return {
      model: settings.text('pretrain', 'model.model_name_or_path', 'actor.model_name_or_path'),
      method: methodOf(settings),
      loraRank: rankOf(settings),
      dataset: namedDataset(settings.text('prompt_data', 'dataset', 'data.prompt_dataset', 'data.dataset')),
      perDeviceBatchSize: settings.count('micro_train_batch_size', 'train.micro_batch_size'),
      globalBatchSize: settings.count('train_batch_size', 'train.batch_size'),
      epochs: settings.positive('max_epochs', 'train.max_epochs'),
      sequenceLength: settings.count('max_len', 'data.max_len'),
      learningRate: settings.positive('actor_learning_rate', 'learning_rate', 'actor.adam.lr', 'adam.lr', 'optim.adam.lr'),
      // every trainer of it creates DeepSpeed's FusedAdam or CPUAdam with decoupled decay
      optimizer: libraryDefault('adamw', 'OpenRLHF 0.9 DeepspeedStrategy.create_optimizer'),
      precision: brain?.value ? reading(brain, 'bf16' as const) : precisionFact(settings.text('ds.param_dtype', 'param_dtype')),
      gradientCheckpointing:
        settings.flag('gradient_checkpointing', 'model.gradient_checkpointing_enable', 'actor.gradient_checkpointing_enable') ??
        libraryDefault(false, 'OpenRLHF 0.9 --gradient_checkpointing'),
      packing: settings.flag('packing_samples', 'ds.packing_samples'),
      ...(stage && sharding && { sharding: reading(stage, sharding) }),
    };
  },
};

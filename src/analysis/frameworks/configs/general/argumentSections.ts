// A project's own configuration with transformers' TrainingArguments in a section of it, handed on by the project's script.
import type { Fact } from '../../../../model/run';
import { defineConfigFormat, presentOf, type FoundFacts } from '../configFormat';
import { namedDataset } from '../datasets';
import { trainingArguments } from '../languageModels/trainingArguments';
import { reading, type Settings } from '../settings';

const sections = ['training_config', 'training', 'training_args', 'training_arguments', 'train_args', 'trainer_args', 'train', 'trainer', 'sft', 'finetuning'];
const adapters = ['lora', 'lora_config', 'peft', 'peft_config', 'lora_args', 'adapter'];
const telling = ['num_train_epochs', 'max_steps', 'learning_rate', 'gradient_accumulation_steps', 'warmup_ratio', 'lr_scheduler_type', 'output_dir'];

/** The section that holds the arguments. */
const argumentsIn = (settings: Settings): Settings | undefined =>
  sections.map((name) => settings.section(name)).find((section) => section?.has('per_device_train_batch_size') === true && presentOf(section, ...telling) >= 2);

/** Which defaults the project's script gives is not for its configuration to say. */
const stated = (facts: FoundFacts): FoundFacts =>
  Object.fromEntries(Object.entries(facts).filter(([, fact]) => (fact as Fact | undefined)?.origin !== 'library-default')) as FoundFacts;

/** What an adapter's section says, at the top or in a section. */
export function adapterFacts(settings: Settings): FoundFacts {
  const within = [...settings.root.entries.keys()].flatMap((section) => adapters.map((name) => `${section}.${name}`));
  const adapter = [...adapters, ...within].map((name) => settings.section(name)).find((section) => section !== undefined);
  if (!adapter) return {};
  const rank = adapter.count('r', 'rank', 'lora_r', 'lora_rank');
  const on = adapter.flag('use_peft', 'use_lora', 'enabled', 'enable') ?? rank;
  if (!on || on.value === false) return {};
  const fourBit = ['load_in_4bit', 'quantization.load_in_4bit', 'model.load_in_4bit', 'bnb_config.load_in_4bit'].some((path) => settings.isOn(path));
  return { method: reading(on as Fact<number | boolean>, fourBit ? ('qlora' as const) : ('lora' as const)), loraRank: rank };
}

export const argumentSections = defineConfigFormat({
  framework: 'transformers',
  recognise: (settings) => argumentsIn(settings) !== undefined,
  facts: (settings) => {
    const section = argumentsIn(settings)!;
    return {
      ...stated(trainingArguments.facts(section)),
      model: settings.text(
        'model_name_or_path',
        'model_name',
        'model.name',
        'model.name_or_path',
        'model.model_name_or_path',
        'model.model_name',
        'model.id',
        'base_model',
        'model',
      ),
      dataset: namedDataset(
        settings.text('dataset.path', 'dataset.name', 'dataset.dataset_name', 'data.dataset_name', 'data.dataset', 'dataset_name', 'dataset'),
      ),
      ...adapterFacts(settings),
    };
  },
});

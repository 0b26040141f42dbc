// TRL's command line (`trl sft --model_name_or_path ...`): transformers' arguments with the defaults of each trainer's configuration.
// https://huggingface.co/docs/trl/clis
import { trainingArguments } from '../../../frameworks/configs/languageModels/trainingArguments';
import { libraryDefault, type Settings } from '../../../frameworks/configs/settings';
import type { FoundFacts } from '../../../frameworks/configs/configFormat';
import { frameworkRegistry } from '../../../frameworks/frameworks';
import { optionValue, program, word, type Trainer } from './trainer';

const configurations: Readonly<Record<string, string>> = {
  sft: 'SFTConfig',
  dpo: 'DPOConfig',
  grpo: 'GRPOConfig',
  kto: 'KTOConfig',
  reward: 'RewardConfig',
  rloo: 'RLOOConfig',
};

/** What the trainer's own configuration has where the command line says nothing. */
function ownDefaults(found: FoundFacts, settings: Settings, className: string): FoundFacts {
  const own = (name: string) => frameworkRegistry().defaultOf(`trl.${className}`, name, undefined);
  const isOpen = (fact: FoundFacts[keyof FoundFacts]): boolean => fact === undefined || fact.origin === 'library-default';
  const [rate, mixed, checkpointing] = [own('learning_rate'), own('bf16'), own('gradient_checkpointing')];
  return {
    ...(typeof rate?.value === 'number' && isOpen(found.learningRate) && { learningRate: libraryDefault(rate.value, rate.source) }),
    ...(mixed?.value === true && isOpen(found.precision) && settings.leavesOpen('bf16') && { precision: libraryDefault('bf16' as const, mixed.source) }),
    ...(checkpointing?.value === true && isOpen(found.gradientCheckpointing) && { gradientCheckpointing: libraryDefault(true, checkpointing.source) }),
  };
}

export const trl: Trainer = {
  framework: 'trl',
  starts: (launch) => program(launch, 'trl') && Object.hasOwn(configurations, word(launch, 0)),
  config: (launch) => optionValue(launch, 'config'),
  facts: (settings, launch) => {
    const found = trainingArguments.facts(settings);
    return { ...found, ...ownDefaults(found, settings, configurations[word(launch, 0)]!) };
  },
};

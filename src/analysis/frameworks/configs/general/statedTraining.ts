// A configuration of a trainer that nobody knows, whose own settings leave no doubt that it trains: bound, batch and rate, in the company of other settings of training.
import type { Fact } from '../../../../model/run';
import type { Mapping } from '../../../evaluate/values';
import { defineConfigFormat, type FoundFacts } from '../configFormat';
import { namedDataset } from '../datasets';
import { adapterFacts } from './argumentSections';
import { factsOfOwnConfig, isReport, trainingKinds, trainsSection } from './ownConfig';
import { reading, type Settings } from '../settings';

/** Bound, batch and rate. */
const allKinds = 3;
/** Other matters of training, of which several must be spoken of. */
const company: readonly RegExp[] = [
  /^(optimizer|optim|optimizer_name|optimizer_type|adam_\w+|betas)$/i,
  /^(weight_decay|adam_weight_decay|wd)$/i,
  /^(warmup\w*|num_warmup_steps|lr_warmup_steps|start_lr|final_lr|min_lr)$/i,
  /^(lr_scheduler\w*|scheduler|scheduler_type|lr_schedule|lr_policy)$/i,
  /^(gradient_accumulation\w*|grad_accum\w*|accumulate_grad_batches|accumulation_steps)$/i,
  /^(mixed_precision|precision|bf16|fp16|is_bf16|use_bfloat16|use_fp16|use_amp|amp)$/i,
  /^(\w*gradient_checkpointing|activation_checkpointing)$/i,
  /^(max_grad_norm|grad_clip|gradient_clip\w*|clip_grad\w*)$/i,
  /^(lora|lora_\w+|peft|peft_config|use_peft)$/i,
  /^(pretrained_model\w*|base_model|model_name_or_path)$/i,
  /^(checkpointing_steps|save_steps|save_every|save_interval|eval_steps|eval_interval|validation_steps|logging_steps)$/i,
];
const enoughCompany = 3;
const maximumDepth = 4;
const maximumKeys = 1000;

/** The keys of a configuration's sections, those of evaluation and logging left out. */
function keysOf(root: Mapping): readonly string[] {
  const keys: string[] = [];
  let level: readonly Mapping[] = [root];
  for (let depth = 0; depth < maximumDepth && keys.length < maximumKeys; depth++) {
    for (const mapping of level) keys.push(...mapping.entries.keys());
    level = level.flatMap((mapping) => [...mapping.entries].flatMap(([key, value]) => (value.kind === 'mapping' && trainsSection(key) ? [value] : [])));
  }
  return keys;
}

/** Switches that turn adapters off where settings for them stand beside. */
const isAdapterOff = (settings: Settings): boolean =>
  ['is_peft', 'use_peft', 'use_lora', 'peft.enabled', 'lora.enabled'].some((name) => settings.flag(name)?.value === false);

function adapters(settings: Settings): FoundFacts {
  if (isAdapterOff(settings)) return {};
  const found = adapterFacts(settings);
  if (found.method) return found;
  const rank = settings.count('lora_r', 'lora_rank', 'model.lora_r', 'model.lora_rank');
  return rank ? { method: reading(rank, 'lora'), loraRank: rank } : {};
}

export const statedTraining = defineConfigFormat({
  framework: 'custom',
  recognise: (settings) => {
    if (trainingKinds(settings) < allKinds || isReport(settings)) return false;
    const keys = keysOf(settings.root);
    return company.filter((pattern) => keys.some((key) => pattern.test(key))).length >= enoughCompany;
  },
  facts: (settings) => {
    const own = factsOfOwnConfig(settings);
    const half: Fact<boolean> | undefined = settings.flag('bf16', 'use_bfloat16', 'meta.use_bfloat16', 'training.bf16', 'train.bf16', 'is_bf16');
    return {
      ...own,
      ...adapters(settings),
      dataset: namedDataset(settings.text('dataset_name', 'dataset.name', 'dataset.path', 'data.dataset_name', 'data.dataset', 'dataset')),
      precision: own.precision ?? (half?.value ? reading(half, 'bf16' as const) : undefined),
      gradientCheckpointing: settings.flag(
        'gradient_checkpointing',
        'train.gradient_checkpointing',
        'training.gradient_checkpointing',
        'trainer.gradient_checkpointing',
      ),
    };
  },
});

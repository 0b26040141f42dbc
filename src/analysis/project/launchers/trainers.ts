// Programs that train by themselves (`fairseq-train`, `tune run`, `llamafactory-cli train` ...): how they are called and what their settings mean.
import type { Fact } from '../../../model/run';
import type { ConfigFormat, FoundFacts } from '../../frameworks/configs/configFormat';
import { ultralytics } from '../../frameworks/configs/images/ultralytics';
import { axolotl } from '../../frameworks/configs/languageModels/axolotl';
import { litgpt } from '../../frameworks/configs/languageModels/litgpt';
import { llamaFactory } from '../../frameworks/configs/languageModels/llamaFactory';
import { torchtune } from '../../frameworks/configs/languageModels/torchtune';
import { trainingArguments } from '../../frameworks/configs/languageModels/trainingArguments';
import { verl } from '../../frameworks/configs/languageModels/verl';
import { ludwig } from '../../frameworks/configs/general/ludwig';
import { spacy } from '../../frameworks/configs/general/spacy';
import { optimizerFact } from '../../frameworks/configs/names';
import { derived, implied, libraryDefault, numberFact, reading, type Settings } from '../../frameworks/configs/settings';
import type { Launch } from './launch';

export interface Trainer {
  readonly framework: string;
  /** whether this command starts the trainer, and with a subcommand that trains */
  readonly starts: (launch: Launch) => boolean;
  /** the configuration file among the words, if the trainer takes one */
  readonly config?: (launch: Launch) => string | undefined;
  readonly facts: (settings: Settings) => FoundFacts;
}

const program = (launch: Launch, ...names: readonly string[]): boolean => launch.kind !== 'shell' && names.includes(launch.target.replace(/^.*\//, ''));
const word = (launch: Launch, at: number): string => launch.rest[at]?.text ?? '';
const optionValue = (launch: Launch, ...names: readonly string[]): string | undefined => {
  for (const [at, { text }] of launch.rest.entries()) {
    const match = /^--?([\w-]+)(?:=(.*))?$/.exec(text);
    if (match && names.includes(match[1]!)) return match[2] ?? launch.rest[at + 1]?.text;
  }
  return undefined;
};
const yamlWord = (launch: Launch): string | undefined => launch.rest.find(({ text }) => /\.(ya?ml|json|toml|cfg)$/.test(text) && !text.startsWith('-'))?.text;
const fromFormat = (format: ConfigFormat, trainer: Omit<Trainer, 'facts' | 'framework'>, framework = format.framework as string): Trainer => ({
  framework,
  facts: format.facts,
  ...trainer,
});

/** fairseq's `--lr` and `--update-freq` take lists; a single element is the value. */
function single(settings: Settings, ...keys: readonly string[]): Fact<number> | undefined {
  const plain = settings.positive(...keys);
  if (plain) return plain;
  const listed = settings.text(...keys);
  const inner = listed && /^\[\s*([^,\]]+)\s*\]$/.exec(listed.value)?.[1];
  return listed && inner ? numberFact({ kind: 'known', value: inner, origin: listed.origin, span: listed.span }) : undefined;
}

const fairseq: Trainer = {
  framework: 'fairseq',
  starts: (launch) =>
    program(launch, 'fairseq-train', 'fairseq-hydra-train') ||
    /(^|\.)fairseq_cli\.(hydra_)?train$/.test(launch.target) ||
    /fairseq(_cli|-master|\/fairseq)?\/(hydra_)?train\.py$/.test(launch.target),
  config: () => undefined,
  facts: (settings) => {
    const half = settings.flag('fp16', 'memory_efficient_fp16');
    const brain = settings.flag('bf16', 'memory_efficient_bf16');
    const maxSteps = settings.count('max_update', 'optimization.max_update');
    return {
      method:
        settings.has('restore_file') || settings.has('finetune_from_model')
          ? implied('full', 'training goes on from a checkpoint')
          : implied('pretrain', 'no checkpoint to start from'),
      perDeviceBatchSize: settings.count('batch_size', 'max_sentences', 'dataset.batch_size'),
      gradientAccumulation: single(settings, 'update_freq', 'optimization.update_freq') ?? libraryDefault(1, 'fairseq --update-freq'),
      ...(maxSteps ? { maxSteps } : { epochs: settings.positive('max_epoch', 'optimization.max_epoch') }),
      sequenceLength: settings.count('tokens_per_sample', 'task.tokens_per_sample'),
      learningRate: single(settings, 'lr', 'optimization.lr'),
      optimizer: optimizerFact(settings.text('optimizer')),
      precision: brain?.value ? reading(brain, 'bf16') : half?.value ? reading(half, 'fp16') : libraryDefault('fp32', 'fairseq without --fp16'),
      gradientCheckpointing: settings.flag('checkpoint_activations') ?? libraryDefault(false, 'fairseq --checkpoint-activations'),
    };
  },
};

const megatron: Trainer = {
  framework: 'megatron',
  starts: (launch) =>
    /(^|\/)pretrain_\w+\.py$/.test(launch.target) &&
    launch.rest.some(({ text }) => /^--(micro-batch-size|train-iters|tensor-model-parallel-size|train-samples|num-layers)$/.test(text)),
  facts: (settings) => {
    const global = settings.count('global_batch_size');
    const samples = settings.count('train_samples');
    const brain = settings.flag('bf16');
    const half = settings.flag('fp16');
    const recompute = settings.text('recompute_granularity') ?? undefined;
    const flag = settings.flag('recompute_activations', 'checkpoint_activations');
    return {
      method:
        settings.isOn('finetune') || settings.has('pretrained_checkpoint')
          ? implied('full', 'training goes on from a checkpoint')
          : implied('pretrain', 'no checkpoint to start from'),
      perDeviceBatchSize: settings.count('micro_batch_size'),
      globalBatchSize: global,
      maxSteps:
        settings.count('train_iters') ??
        (samples && global
          ? derived(Math.ceil(samples.value / global.value), [
              ['train-samples', samples],
              ['global-batch-size', global],
            ])
          : undefined),
      sequenceLength: settings.count('seq_length', 'encoder_seq_length'),
      learningRate: settings.positive('lr'),
      optimizer: optimizerFact(settings.text('optimizer')) ?? libraryDefault('adam', 'Megatron-LM --optimizer'),
      precision: brain?.value ? reading(brain, 'bf16') : half?.value ? reading(half, 'fp16') : libraryDefault('fp32', 'Megatron-LM without --fp16 and --bf16'),
      gradientCheckpointing: flag ?? (recompute ? reading(recompute, true) : libraryDefault(false, 'Megatron-LM without recomputation')),
      tensorParallel: settings.count('tensor_model_parallel_size'),
      pipelineParallel: settings.count('pipeline_model_parallel_size'),
    };
  },
};

const openaiCommand: Trainer = {
  framework: 'openai-finetuning',
  starts: (launch) => program(launch, 'openai') && launch.rest.some(({ text }) => /^(fine_tunes|fine_tuning\.jobs)\.create$/.test(text)),
  facts: (settings) => ({ model: settings.text('m', 'model'), epochs: settings.positive('n_epochs', 'n-epochs') }),
};

const tune: Trainer = {
  ...fromFormat(torchtune, {
    starts: (launch) =>
      program(launch, 'tune') && word(launch, 0) === 'run' && launch.rest.some(({ text }) => /finetune|dpo|ppo|grpo|distillation|_full_|lora/.test(text)),
    config: (launch) => optionValue(launch, 'config'),
  }),
};

const yolo: Trainer = {
  ...fromFormat(ultralytics, { starts: (launch) => program(launch, 'yolo') && launch.rest.some(({ text }) => text === 'train' || text === 'mode=train') }),
};

export const trainers: readonly Trainer[] = [
  fairseq,
  megatron,
  tune,
  yolo,
  openaiCommand,
  fromFormat(llamaFactory, {
    starts: (launch) => (program(launch, 'llamafactory-cli', 'lmf') && word(launch, 0) === 'train') || launch.target === 'llamafactory.cli',
    config: yamlWord,
  }),
  fromFormat(axolotl, {
    starts: (launch) =>
      (program(launch, 'axolotl') && word(launch, 0) === 'train') ||
      /^axolotl\.cli\.train$/.test(launch.target) ||
      /scripts\/finetune\.py$/.test(launch.target),
    config: yamlWord,
  }),
  fromFormat(litgpt, {
    starts: (launch) => program(launch, 'litgpt') && /^(finetune|pretrain)/.test(word(launch, 0)),
    config: (launch) => optionValue(launch, 'config'),
  }),
  fromFormat(ludwig, {
    starts: (launch) => program(launch, 'ludwig') && /^(train|experiment)$/.test(word(launch, 0)),
    config: (launch) => optionValue(launch, 'config', 'c'),
  }),
  fromFormat(spacy, { starts: (launch) => program(launch, 'spacy') && word(launch, 0) === 'train', config: yamlWord }),
  fromFormat(
    trainingArguments,
    {
      starts: (launch) => program(launch, 'trl') && /^(sft|dpo|grpo|kto|reward|rloo)$/.test(word(launch, 0)),
      config: (launch) => optionValue(launch, 'config'),
    },
    'trl',
  ),
  fromFormat(verl, { starts: (launch) => /^verl\.trainer\./.test(launch.target) }, 'verl'),
];

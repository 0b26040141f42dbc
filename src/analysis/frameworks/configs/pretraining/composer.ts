// Composer's and LLM Foundry's YAML: https://github.com/mosaicml/llm-foundry/tree/main/scripts/train/yamls
import type { Fact } from '../../../../model/run';
import { defineConfigFormat, presentOf, type FoundFacts } from '../configFormat';
import { namedDataset } from '../datasets';
import { optimizerFact, precisionFact } from '../names';
import { derived, factOf, implied, libraryDefault, reading, Settings } from '../settings';

/** Composer's Time strings: `10ep`, `4800ba`, `286720000sp`, `2e9tok`. */
function duration(settings: Settings, global: Fact<number> | undefined, length: Fact<number> | undefined): Pick<FoundFacts, 'epochs' | 'maxSteps'> {
  const written = settings.text('max_duration');
  const parts = written && /^([\d.e+_]+)\s*(ep|ba|sp|tok)$/.exec(written.value.trim());
  if (!written || !parts) return {};
  const amount = factOf({ origin: written.origin, span: written.span }, Number(parts[1]!.replace(/_/g, '')));
  if (parts[2] === 'ep') return { epochs: reading(written, amount.value) };
  if (parts[2] === 'ba') return { maxSteps: reading(written, amount.value) };
  if (parts[2] === 'sp' && global)
    return {
      maxSteps: derived(Math.ceil(amount.value / global.value), [
        ['max_duration', written],
        ['global_train_batch_size', global],
      ]),
    };
  if (parts[2] === 'tok' && global && length)
    return {
      maxSteps: derived(Math.ceil(amount.value / (global.value * length.value)), [
        ['max_duration', written],
        ['global_train_batch_size', global],
        ['max_seq_len', length],
      ]),
    };
  return {};
}

const isFoundry = (settings: Settings): boolean =>
  /^(mpt_causal_lm|hf_causal_lm|hf_t5|fms_|openai_)/.test(settings.text('model.name')?.value ?? '') || settings.has('variables');

function startsFromWeights(settings: Settings): Fact<boolean> | undefined {
  const stated = settings.flag('model.use_pretrained', 'model.pretrained');
  if (stated) return stated;
  if (settings.value('load_path', 'starting_checkpoint_load_path')) return implied(true, 'a checkpoint is loaded');
  const name = settings.text('model.name');
  // hf_causal_lm loads pre-trained weights unless told otherwise; the projects' own architectures start from scratch
  return name && reading(name, name.value === 'hf_causal_lm' || name.value === 'hf_t5');
}

/** A MosaicML run (`mcli run -f`) carries the trainer's own settings under `parameters`, beside the machine that it asks for. */
function trainerSettings(settings: Settings): Settings {
  const parameters = settings.value('parameters');
  return parameters?.kind === 'mapping' && presentOf(settings, 'image', 'compute', 'command', 'gpu_num', 'integrations') >= 2
    ? new Settings(parameters)
    : settings;
}

export const composer = defineConfigFormat({
  framework: (settings) => (isFoundry(trainerSettings(settings)) ? 'llm-foundry' : 'composer'),
  recognise: (file) => {
    const settings = trainerSettings(file);
    return (
      settings.has('max_duration') &&
      presentOf(settings, 'train_loader', 'global_train_batch_size', 'device_train_microbatch_size', 'optimizer', 'optimizers', 'scheduler', 'schedulers') >= 2
    );
  },
  facts: (file) => {
    const settings = trainerSettings(file);
    const global = settings.count('global_train_batch_size', 'variables.global_train_batch_size');
    const length = settings.count('max_seq_len', 'variables.max_seq_len', 'train_loader.dataset.max_seq_len', 'train_loader.max_seq_len');
    const weights = startsFromWeights(settings);
    const rank = settings.count('model.peft_config.r');
    return {
      model: weights?.value ? settings.text('model.pretrained_model_name_or_path', 'model.pretrained_model_name', 'variables.model_name_or_path') : undefined,
      method: rank ? reading(rank, 'lora' as const) : weights && reading(weights, weights.value ? ('full' as const) : ('pretrain' as const)),
      dataset: namedDataset(settings.text('train_loader.dataset.hf_name')),
      perDeviceBatchSize: settings.count('device_train_microbatch_size', 'variables.device_train_microbatch_size'),
      globalBatchSize: global,
      ...duration(settings, global, length),
      sequenceLength: length,
      learningRate: settings.positive('optimizer.lr', 'optimizers.lr', 'optimizer.learning_rate'),
      optimizer: optimizerFact(settings.text('optimizer.name', 'optimizers.name')),
      precision: precisionFact(settings.text('precision')),
      loraRank: rank,
      gpuCount: file.count('compute.gpus', 'gpu_num'),
      gpu: file.text('compute.gpu_type', 'gpu_type'),
      gradientCheckpointing:
        settings.flag('fsdp_config.activation_checkpointing', 'model.gradient_checkpointing') ??
        libraryDefault(false, 'llm-foundry and composer: activation checkpointing is off unless asked for'),
    };
  },
});

// kohya's sd-scripts (TOML) and the presets of kohya_ss (JSON): https://github.com/kohya-ss/sd-scripts/blob/main/docs
import type { Fact } from '../../../../model/run';
import { defineConfigFormat, presentOf, type FoundFacts } from '../configFormat';
import { optimizerFact, precisionFact } from '../names';
import { implied, libraryDefault, reading, Settings } from '../settings';

/** sd-scripts reads its TOML with the section names left out. */
function flattened(settings: Settings): Settings {
  const entries = new Map(settings.root.entries);
  for (const value of settings.root.entries.values())
    if (value.kind === 'mapping') for (const [key, inner] of value.entries) if (!entries.has(key)) entries.set(key, inner);
  return new Settings({ ...settings.root, entries });
}

/** `512`, `"512,512"`; undefined where it is not square. */
function squareSide(settings: Settings): Fact<number> | undefined {
  const written = settings.text('resolution', 'max_resolution');
  const sides = written?.value.split(',').map((side) => Number(side.trim())) ?? [];
  const first = sides[0];
  return written && first && sides.every((side) => side === first) ? reading(written, first) : undefined;
}

function bound(settings: Settings): Pick<FoundFacts, 'epochs' | 'maxSteps'> {
  const epochs = settings.positive('max_train_epochs');
  if (epochs) return { epochs };
  const maxSteps = settings.count('max_train_steps');
  return maxSteps ? { maxSteps } : { epochs: settings.positive('epoch') };
}

export const kohya = defineConfigFormat({
  framework: 'kohya',
  recognise: (settings) => {
    const own = flattened(settings);
    const trains =
      presentOf(
        own,
        'train_batch_size',
        'learning_rate',
        'unet_lr',
        'max_train_steps',
        'max_train_epochs',
        'epoch',
        'mixed_precision',
        'optimizer_type',
        'optimizer',
      ) >= 3;
    return (
      trains &&
      presentOf(
        own,
        'network_dim',
        'network_module',
        'LoRA_type',
        'max_token_length',
        'cache_latents',
        'enable_bucket',
        'bucket_no_upscale',
        'clip_skip',
        'min_snr_gamma',
        'noise_offset',
        'caption_extension',
        'xformers',
        'sdpa',
      ) >= 2
    );
  },
  facts: (settings) => {
    const own = flattened(settings);
    const rank = own.count('network_dim');
    const network = own.text('network_module', 'LoRA_type') ?? rank;
    return {
      model: own.text('pretrained_model_name_or_path'),
      // textual inversion trains an embedding alone
      method: network
        ? reading(network as Fact<string | number>, 'lora' as const)
        : own.has('num_vectors_per_token')
          ? undefined
          : implied('full' as const, 'no network is trained beside the model'),
      perDeviceBatchSize: own.count('train_batch_size') ?? libraryDefault(1, 'sd-scripts train_batch_size'),
      gradientAccumulation: own.count('gradient_accumulation_steps') ?? libraryDefault(1, 'sd-scripts gradient_accumulation_steps'),
      ...bound(own),
      sequenceLength: own.count('max_token_length'),
      imageSize: squareSide(own),
      learningRate: own.positive('learning_rate', 'unet_lr'),
      optimizer: optimizerFact(own.text('optimizer_type', 'optimizer')) ?? (own.isOn('use_8bit_adam') ? implied('adamw-8bit', 'use_8bit_adam') : undefined),
      precision:
        precisionFact(own.text('mixed_precision')) ?? (own.flag('mixed_precision')?.value === false ? implied('fp32', 'mixed_precision is off') : undefined),
      loraRank: network ? rank : undefined,
      gradientCheckpointing: own.flag('gradient_checkpointing') ?? libraryDefault(false, 'sd-scripts gradient_checkpointing'),
    };
  },
});

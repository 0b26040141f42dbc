// SimpleTuner's config.json, TOML and YAML: https://github.com/bghira/SimpleTuner/blob/main/documentation/OPTIONS.md
import type { Fact, Method } from '../../../../model/run';
import { defineConfigFormat, presentOf } from '../configFormat';
import { factsOfKeys } from '../keyTable';
import { libraryDefault, reading, Settings } from '../settings';

/** Older files write the keys as the command line has them: `"--model_type"`. */
function withoutDashes(settings: Settings): Settings {
  if (![...settings.root.entries.keys()].some((key) => key.startsWith('--'))) return settings;
  const renamed = <T>(map: ReadonlyMap<string, T> | undefined): Map<string, T> =>
    new Map([...(map ?? [])].map(([key, value]) => [key.replace(/^--/, ''), value]));
  return new Settings({ ...settings.root, entries: renamed(settings.root.entries), keySpans: renamed(settings.root.keySpans) });
}

function method(settings: Settings): Fact<Method> | undefined {
  const type = settings.text('model_type') ?? libraryDefault('lora', 'SimpleTuner 4 model_type');
  if (/full/.test(type.value)) return reading(type, 'full');
  if (!/lora/.test(type.value)) return undefined;
  return reading(type, /nf4|int4|fp4/.test(settings.text('base_model_precision')?.value ?? '') ? 'qlora' : 'lora');
}

/** Lengths in megapixels (`resolution_type: area`) are no sides. */
const smallestSide = 64;

export const simpleTuner = defineConfigFormat({
  framework: 'simpletuner',
  recognise: (settings) => {
    const own = withoutDashes(settings);
    return (
      own.has('data_backend_config') && presentOf(own, 'model_type', 'model_family', 'train_batch_size', 'max_train_steps', 'optimizer', 'learning_rate') >= 3
    );
  },
  facts: (settings) => {
    const own = withoutDashes(settings);
    const side = own.count('resolution');
    const lycoris = own.text('lora_type')?.value === 'lycoris';
    const found = method(own);
    const adapter = found?.value === 'lora' || found?.value === 'qlora';
    return {
      ...factsOfKeys(
        own,
        {
          model: 'pretrained_model_name_or_path',
          perDeviceBatchSize: 'train_batch_size',
          gradientAccumulation: 'gradient_accumulation_steps',
          maxSteps: 'max_train_steps',
          epochs: 'num_train_epochs',
          learningRate: 'learning_rate',
          optimizer: 'optimizer',
          precision: 'mixed_precision',
          gradientCheckpointing: 'gradient_checkpointing',
        },
        'SimpleTuner 4',
        { gradientAccumulation: 1, gradientCheckpointing: false, precision: 'bf16', perDeviceBatchSize: 4 },
      ),
      method: found,
      loraRank: adapter && !lycoris ? (own.count('lora_rank') ?? libraryDefault(16, 'SimpleTuner 4 lora_rank')) : undefined,
      imageSize: side && side.value >= smallestSide ? side : undefined,
    };
  },
});

// ostris/ai-toolkit's job files: https://github.com/ostris/ai-toolkit/tree/main/config/examples
import { defineConfigFormat } from '../configFormat';
import { optimizerFact, precisionFact } from '../names';
import { factOf, implied, libraryDefault, numberFact, reading, type Settings } from '../settings';

const process = (settings: Settings): Settings | undefined => settings.section('config.process.0');

export const aiToolkit = defineConfigFormat({
  framework: 'ai-toolkit',
  recognise: (settings) =>
    settings.has('job') &&
    /^(train|extension)$/.test(settings.text('job')?.value ?? '') &&
    (process(settings)?.has('train.steps') === true || process(settings)?.has('train.lr') === true),
  facts: (settings) => {
    const own = process(settings)!;
    const network = own.text('network.type');
    const adapter = network && /lora|lokr|loha|dora|lierla|locon/.test(network.value.toLowerCase());
    const resolution = own.value('datasets.0.resolution');
    const sizes = resolution?.kind === 'sequence' ? resolution.items : resolution ? [resolution] : [];
    const image = sizes.length === 1 && sizes[0]?.kind === 'known' && typeof sizes[0].value === 'number' ? factOf(sizes[0], sizes[0].value) : undefined;
    return {
      model: own.text('model.name_or_path'),
      method: network ? (adapter ? reading(network, 'lora' as const) : undefined) : implied('full' as const, 'no network section'),
      perDeviceBatchSize: own.count('train.batch_size') ?? libraryDefault(1, 'ai-toolkit train.batch_size'),
      gradientAccumulation:
        own.count('train.gradient_accumulation_steps', 'train.gradient_accumulation') ?? libraryDefault(1, 'ai-toolkit train.gradient_accumulation'),
      maxSteps: own.count('train.steps'),
      imageSize: image ?? numberFact(resolution),
      learningRate: own.positive('train.lr', 'train.unet_lr'),
      optimizer: optimizerFact(own.text('train.optimizer')),
      precision: precisionFact(own.text('train.dtype')),
      loraRank: adapter ? own.count('network.linear', 'network.rank') : undefined,
      gradientCheckpointing: own.flag('train.gradient_checkpointing'),
    };
  },
});

// Ludwig's declarative YAML: https://ludwig.ai/latest/configuration/
import type { Fact, Method } from '../../../../model/run';
import { defineConfigFormat } from '../configFormat';
import { optimizerFact } from '../names';
import { implied, libraryDefault, reading, Settings } from '../settings';

/** Hub models that an encoder's type stands for (Ludwig's encoder schemas, `pretrained_model_name_or_path`). */
const encoderModels: Readonly<Record<string, string>> = {
  bert: 'bert-base-uncased',
  roberta: 'roberta-base',
  distilbert: 'distilbert-base-uncased',
  albert: 'albert-base-v2',
  electra: 'google/electra-small-discriminator',
  xlmroberta: 'xlm-roberta-base',
  dinov2: 'facebook/dinov2-base',
};

const isLanguageModel = (settings: Settings): boolean => settings.text('model_type')?.value === 'llm' || settings.has('base_model');

/** Encoders that start from random weights (Ludwig's own; the others load a pre-trained model). */
const ownEncoders =
  /^(parallel_cnn|stacked_cnn|stacked_parallel_cnn|cnnrnn|rnn|transformer|dense|passthrough|embed|sparse|onehot|binary|mlp_mixer|h3|set|bag|_vit_legacy|patchtst|nbeats)$/;

const encoders = (settings: Settings): readonly Settings[] =>
  settings.items('input_features').flatMap((feature) => (feature.kind === 'mapping' ? (new Settings(feature).section('encoder') ?? []) : []));

/** The one encoder that the input features name; undefined where several do. */
function encoder(settings: Settings): Settings | undefined {
  const found = encoders(settings);
  return found.length === 1 ? found[0] : undefined;
}

function method(settings: Settings): Fact<Method> | undefined {
  const adapter = settings.text('adapter.type', 'adapter');
  if (adapter) return reading(adapter, settings.number('quantization.bits')?.value === 4 ? 'qlora' : 'lora');
  if (isLanguageModel(settings)) return implied('full', 'no adapter is named');
  const trainable = encoder(settings)?.flag('trainable');
  if (trainable && !ownEncoders.test(encoder(settings)?.text('type')?.value ?? '')) return reading(trainable, trainable.value ? 'full' : 'frozen');
  // encoders given as defaults of a feature type, or as a bare name, may be pre-trained ones
  const open =
    settings.has('defaults') ||
    settings.items('input_features').some((feature) => feature.kind === 'mapping' && feature.entries.get('encoder')?.kind === 'known');
  return !open && encoders(settings).every((own) => ownEncoders.test(own.text('type')?.value ?? 'dense'))
    ? implied('pretrain', 'no pre-trained encoder is named')
    : undefined;
}

function model(settings: Settings): Fact<string> | undefined {
  const base = settings.text('base_model');
  if (base) return base;
  const own = encoder(settings);
  const stated = own?.text('pretrained_model_name_or_path');
  const type = own?.text('type');
  const standsFor = type && encoderModels[type.value];
  return stated ?? (type && standsFor && own?.flag('use_pretrained')?.value !== false ? reading(type, standsFor) : undefined);
}

export const ludwig = defineConfigFormat({
  framework: 'ludwig',
  recognise: (settings) => {
    if (!settings.has('input_features') || !settings.has('output_features')) return false;
    return isLanguageModel(settings) ? settings.has('trainer') && settings.text('trainer.type')?.value !== 'none' : true;
  },
  facts: (settings) => {
    const languageModel = isLanguageModel(settings);
    const found = method(settings);
    const maxSteps = settings.count('trainer.train_steps');
    const mixed = settings.flag('trainer.use_mixed_precision');
    return {
      model: model(settings),
      method: found,
      perDeviceBatchSize: settings.count('trainer.batch_size'),
      gradientAccumulation: settings.count('trainer.gradient_accumulation_steps') ?? libraryDefault(1, 'Ludwig trainer.gradient_accumulation_steps'),
      ...(maxSteps ? { maxSteps } : { epochs: settings.positive('trainer.epochs') ?? libraryDefault(100, 'Ludwig trainer.epochs') }),
      sequenceLength: settings.count('preprocessing.global_max_sequence_length'),
      learningRate: settings.positive('trainer.learning_rate') ?? (languageModel ? undefined : libraryDefault(1e-3, 'Ludwig trainer.learning_rate')),
      optimizer: settings.has('trainer.optimizer')
        ? optimizerFact(settings.text('trainer.optimizer.type'))
        : libraryDefault('adam', 'Ludwig trainer.optimizer'),
      precision: mixed?.value
        ? reading(mixed, 'fp16' as const)
        : settings.has('quantization')
          ? libraryDefault('fp16' as const, 'Ludwig quantization.bnb_4bit_compute_dtype')
          : languageModel
            ? undefined
            : libraryDefault('fp32' as const, 'Ludwig trainer.use_mixed_precision = false'),
      loraRank: settings.has('adapter') ? (settings.count('adapter.r') ?? libraryDefault(8, 'Ludwig adapter.r')) : undefined,
      gradientCheckpointing: settings.flag('trainer.enable_gradient_checkpointing') ?? libraryDefault(false, 'Ludwig trainer.enable_gradient_checkpointing'),
    };
  },
});

// AllenNLP's experiment files (`allennlp train config.json`), JSON with comments. https://docs.allennlp.org/main/api/commands/train/
import type { Fact } from '../../../../model/run';
import { defineConfigFormat, presentOf, type FoundFacts } from '../configFormat';
import { factsOfKeys } from '../keyTable';
import { libraryDefault, reading, type Settings } from '../settings';

/** Rates of optimizers where none is given (allennlp 2.10 training/optimizers.py, torch 2). */
const defaultRates: Readonly<Record<string, number>> = { adam: 1e-3, adamw: 1e-3, huggingface_adamw: 1e-5, dense_sparse_adam: 1e-3, adamax: 2e-3, adadelta: 1 };

/** Transformers' weights under whichever embedder, encoder or reader loads them; a word's own vectors are no model. */
const modelKeys = ['transformer_model_name', 'model_name', 'transformer_model'];
/** The embedders of allennlp 0.9, which keep their weights unless `requires_grad` is set. */
const olderKeys = ['pretrained_model', 'bert_model'];

function learningRate(settings: Settings): Fact<number> | undefined {
  const stated = settings.positive('trainer.optimizer.lr');
  const type = settings.text('trainer.optimizer.type', 'trainer.optimizer');
  const standard = type ? defaultRates[type.value] : settings.has('trainer.optimizer') ? undefined : defaultRates['adam'];
  return (
    stated ??
    (standard !== undefined && settings.leavesOpen('trainer.optimizer.lr')
      ? libraryDefault(standard, `allennlp 2.10 optimizer ${type?.value ?? 'adam'}`)
      : undefined)
  );
}

/** Mixed precision, told as a switch or once as an optimization level of Apex. */
function precision(settings: Settings): FoundFacts['precision'] {
  const level = settings.text('trainer.opt_level');
  const mixed = settings.flag('trainer.use_amp', 'trainer.mixed_precision');
  if (level) return reading(level, level.value === 'O0' ? ('fp32' as const) : ('fp16' as const));
  return mixed ? reading(mixed, mixed.value ? ('fp16' as const) : ('fp32' as const)) : libraryDefault('fp32' as const, 'allennlp 2.10 trainer.use_amp');
}

function modelOf(settings: Settings): Pick<FoundFacts, 'model' | 'method'> {
  const part = settings.section('model');
  const model = part?.searchText(modelKeys);
  if (!model) return { model: part?.searchText(olderKeys) };
  return { model, method: part?.searchFlag(['train_parameters'])?.value === false ? undefined : reading(model, 'full' as const) };
}

export const allennlp = defineConfigFormat({
  framework: 'allennlp',
  recognise: (settings) =>
    settings.has('dataset_reader') &&
    settings.has('train_data_path') &&
    presentOf(settings, 'model.type', 'model') >= 1 &&
    settings.section('trainer') !== undefined,
  facts: (settings) => {
    const devices = settings.items('distributed.cuda_devices', 'trainer.cuda_device').length;
    const named = settings.value('distributed.cuda_devices', 'trainer.cuda_device');
    return {
      ...factsOfKeys(
        settings,
        {
          perDeviceBatchSize: ['data_loader.batch_sampler.batch_size', 'data_loader.batch_size', 'iterator.batch_size', 'iterator.base_iterator.batch_size'],
          gradientAccumulation: 'trainer.num_gradient_accumulation_steps',
          epochs: 'trainer.num_epochs',
          optimizer: ['trainer.optimizer.type', 'trainer.optimizer'],
        },
        'allennlp 2.10',
        // a fork of 0.9 tells the whole batch instead
        settings.has('trainer.gradient_accumulation_batch_size') ? { epochs: 20 } : { gradientAccumulation: 1, epochs: 20 },
      ),
      learningRate: learningRate(settings),
      precision: precision(settings),
      ...modelOf(settings),
      sequenceLength: settings.section('dataset_reader')?.search(['max_length', 'length_limit']),
      gpuCount: devices > 1 && named?.span ? { value: devices, origin: named.origin, span: named.span } : undefined,
      earlyStopping: settings.count('trainer.patience') ? reading(settings.count('trainer.patience')!, true) : undefined,
    };
  },
});

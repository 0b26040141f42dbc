// Requests to hosted fine-tuning services, as JSON or YAML files: each has its own names for model, files and hyper-parameters.
import { defineConfigFormat, presentOf, type ConfigFormat } from '../configFormat';
import { factsOfKeys, type KeyTable } from '../keyTable';
import { reading, type Settings } from '../settings';

interface Service {
  readonly framework: string;
  /** keys of which all must stand in the file */
  readonly all: readonly string[];
  /** keys of which one at least must */
  readonly some: readonly string[];
  readonly table: KeyTable;
  /** the keys that hold an adapter's rank, or switch it on */
  readonly adapter?: readonly string[];
}

const services: readonly Service[] = [
  {
    // https://docs.mistral.ai/api/#tag/fine-tuning
    framework: 'mistral-finetuning',
    all: ['model', 'training_files', 'hyperparameters'],
    some: ['hyperparameters.training_steps', 'hyperparameters.learning_rate', 'validation_files', 'hyperparameters.epochs'],
    table: { model: 'model', maxSteps: 'hyperparameters.training_steps', epochs: 'hyperparameters.epochs', learningRate: 'hyperparameters.learning_rate' },
  },
  {
    // https://docs.together.ai/reference/post-fine-tunes
    framework: 'together-finetuning',
    all: ['model', 'training_file'],
    some: ['training_type', 'n_checkpoints', 'lora', 'warmup_ratio', 'train_on_inputs'],
    table: { model: 'model', epochs: 'n_epochs', globalBatchSize: 'batch_size', learningRate: 'learning_rate', loraRank: ['training_type.lora_r', 'lora_r'] },
    adapter: ['training_type.lora_r', 'lora'],
  },
  {
    // https://docs.fireworks.ai/api-reference/create-supervised-fine-tuning-job
    framework: 'fireworks-finetuning',
    all: ['dataset'],
    some: ['baseModel', 'base_model'],
    table: {
      model: ['baseModel', 'base_model'],
      epochs: 'epochs',
      learningRate: ['learningRate', 'learning_rate'],
      loraRank: ['loraRank', 'lora_rank'],
      sequenceLength: ['maxContextLength', 'max_context_length'],
    },
    adapter: ['loraRank', 'lora_rank'],
  },
  {
    // https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/tuning
    framework: 'vertex-finetuning',
    all: ['baseModel', 'supervisedTuningSpec'],
    some: ['supervisedTuningSpec.trainingDatasetUri', 'supervisedTuningSpec.hyperParameters'],
    table: { model: 'baseModel', epochs: 'supervisedTuningSpec.hyperParameters.epochCount' },
  },
  {
    // https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateModelCustomizationJob.html
    framework: 'bedrock-finetuning',
    all: ['baseModelIdentifier', 'trainingDataConfig'],
    some: ['hyperParameters', 'customModelName', 'outputDataConfig'],
    table: {
      model: 'baseModelIdentifier',
      epochs: 'hyperParameters.epochCount',
      globalBatchSize: 'hyperParameters.batchSize',
      learningRate: 'hyperParameters.learningRate',
    },
  },
];

/** Fireworks' keys are plain words: a rank or a bound must be beside them. */
const isFireworks = (settings: Settings): boolean =>
  presentOf(settings, 'loraRank', 'lora_rank', 'epochs') >= 1 &&
  presentOf(settings, 'learningRate', 'learning_rate', 'outputModel', 'output_model', 'displayName', 'evaluationDataset') >= 1;

const formatOf = ({ framework, all, some, table, adapter }: Service): ConfigFormat =>
  defineConfigFormat({
    framework,
    recognise: (settings) =>
      all.every((key) => settings.has(key)) &&
      presentOf(settings, ...some) >= 1 &&
      (framework !== 'fireworks-finetuning' || (isFireworks(settings) && settings.text('dataset') !== undefined && !settings.has('datasets'))),
    facts: (settings) => {
      const rank = settings.count(...(adapter ?? []));
      const on = rank ?? settings.flag(...(adapter ?? []));
      return { ...factsOfKeys(settings, table), method: on && reading<number | boolean, 'lora' | 'full'>(on, on.value === false ? 'full' : 'lora') };
    },
  });

export const fineTuningJobs: readonly ConfigFormat[] = services.map(formatOf);

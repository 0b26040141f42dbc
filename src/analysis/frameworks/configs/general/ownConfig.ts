// A configuration in a project's own format: settings whose names mean the same everywhere, read once a script is known that trains from it.
import type { Facts } from '../../../../model/run';
import { compactFacts, presentOf } from '../configFormat';
import { optimizerFact, precisionFact } from '../names';
import type { Settings } from '../settings';

const epochKeys = [
  'epochs',
  'epoch',
  'num_epochs',
  'max_epochs',
  'n_epochs',
  'max_epoch',
  'num_epoch',
  'train_epochs',
  'total_epochs',
  'EPOCHS',
  'MAX_EPOCHS',
  'NUM_EPOCHS',
  'MAX_EPOCH',
  'END_EPOCH',
  'TOTAL_EPOCHS',
];
const stepKeys = [
  'max_steps',
  'train_steps',
  'total_steps',
  'num_steps',
  'num_train_steps',
  'train_max_steps',
  'num_iter',
  'max_train_steps',
  'iterations',
  'max_iters',
  'total_iters',
  'max_iter',
  'MAX_ITER',
  'MAX_STEPS',
];
const batchKeys = [
  'batch_size',
  'train_batch_size',
  'per_device_train_batch_size',
  'BATCH_SIZE',
  'batchsize',
  'IMS_PER_BATCH',
  'TRAIN_BATCH_SIZE',
  'BATCH_SIZE_PER_GPU',
  'batch_size_train',
  'train_batch',
];
const rateKeys = ['lr', 'learning_rate', 'base_lr', 'init_lr', 'peak_value', 'initial_lr', 'LR', 'BASE_LR', 'LEARNING_RATE', 'peak_lr'];

const modelKeys = [
  'arch',
  'architecture',
  'backbone',
  'backbone_type',
  'pretrained_model_name_or_path',
  'pretrained_model_name',
  'pretrained_model_path',
  'model_name',
  'model_name_or_path',
  'encoder_name',
];

/** Sections that speak of something else than the training itself. */
export const trainsSection = (key: string): boolean =>
  !/^(val|valid|validation|test|eval|evaluation|predict|inference|wandb|logging|logger|discriminator|decoder_config)/i.test(key);

/** What a finished run left behind repeats its settings. */
export const isReport = (settings: Settings): boolean =>
  presentOf(settings, 'results', 'train_info', 'run_info', 'log_history', 'history', 'best_metric', 'train_loss', 'test_accuracy', 'runtime') > 0 ||
  settings.section('metrics') !== undefined;

/** How many of bound, batch and rate are stated: all three for a configuration that trains. */
export const trainingKinds = (settings: Settings): number =>
  [[...epochKeys, ...stepKeys], batchKeys, rateKeys].filter((names) => settings.search(names, trainsSection) !== undefined).length;

/** Facts of the settings alone; no defaults. Where both epochs and steps are stated neither is taken, since the script decides. */
export function factsOfOwnConfig(settings: Settings): Facts {
  const epochs = settings.search(epochKeys, trainsSection);
  const maxSteps = settings.search(stepKeys, trainsSection);
  const devices = settings.search(['world_size', 'num_gpus', 'n_gpus', 'n_gpu', 'gpus'], trainsSection);
  return compactFacts({
    model: settings.searchText(modelKeys, trainsSection),
    perDeviceBatchSize: settings.search(batchKeys, trainsSection),
    gradientAccumulation: settings.search(['gradient_accumulation_steps', 'accumulate_grad_batches', 'grad_accum_steps', 'accumulation_steps'], trainsSection),
    ...(epochs && maxSteps ? {} : { epochs, maxSteps }),
    sequenceLength: settings.search(['block_size', 'max_seq_len', 'max_seq_length', 'seq_len', 'max_length', 'context_length'], trainsSection),
    imageSize: settings.search(['image_size', 'img_size', 'input_size', 'crop_size', 'max_res'], trainsSection),
    learningRate: settings.search(rateKeys, trainsSection),
    optimizer: optimizerFact(
      settings.searchText(['optimizer', 'optim', 'optimizer_name', 'OPTIMIZER', 'OPTIMIZER_NAME'], trainsSection) ??
        settings.section('optimizer', 'optim')?.text('name', 'type', '_target_', 'class_path'),
    ),
    precision: precisionFact(settings.searchText(['precision', 'mixed_precision', 'dtype'], trainsSection)),
    gpuCount: devices && devices.value > 1 ? devices : undefined,
  });
}

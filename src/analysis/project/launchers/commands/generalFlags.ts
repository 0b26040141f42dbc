// What the flags of a training script say where the script itself is not at hand: only names whose meaning scripts agree on.
import type { Fact, Facts } from '../../../../model/run';
import { compactFacts, presentOf } from '../../../frameworks/configs/configFormat';
import { namedDataset } from '../../../frameworks/configs/datasets';
import { adapterMethod, sequenceLength, statedPrecision } from '../../../frameworks/configs/languageModels/trainingArguments';
import { optimizerFact, precisionFact } from '../../../frameworks/configs/names';
import { derived, reading, type Settings } from '../../../frameworks/configs/settings';

const epochKeys = [
  'num_train_epochs',
  'num_epochs',
  'epochs',
  'max_epochs',
  'n_epochs',
  'train_epochs',
  'nepochs',
  'max_epoch',
  'trainer.max_epochs',
  'training.epochs',
  'train.epochs',
  'num_epoch',
  'n_epoch',
];
const stepKeys = [
  'max_steps',
  'max_train_steps',
  'num_train_steps',
  'train_iters',
  'max_iters',
  'total_steps',
  'train_steps',
  'trainer.max_steps',
  'max_update',
  'num_training_steps',
  'n_iters',
];
const rateKeys = ['learning_rate', 'lr', 'base_lr', 'lr0', 'init_lr', 'optimizer.lr', 'optim.lr'];
const batchKeys = [
  'per_device_train_batch_size',
  'per_gpu_train_batch_size',
  'per_device_batch_size',
  'train_micro_batch_size_per_gpu',
  'micro_batch_size',
  'device_train_microbatch_size',
  'train_batch_size',
  'batch_size',
  'batch-size',
  'bs',
];

const modelKeys = ['model_name_or_path', 'pretrained_model_name_or_path', 'base_model', 'model_name', 'pretrained_model', 'arch', 'model_path', 'backbone'];

/** `--model_id` is as often the name of a run as that of a model; a hub's identifier tells. */
function hubModel(settings: Settings): Fact<string> | undefined {
  const named = settings.text('model_id', 'model');
  return named && /^[\w.-]+\/[\w.-]+$/.test(named.value) ? named : undefined;
}

/** What the flags say of the model where the script was followed and found to name none: a word such as `--model PatchTST` then chooses among its own networks. */
export const modelBesideScript = (settings: Settings): Fact<string> | undefined => settings.text(...modelKeys) ?? hubModel(settings);

/** Ways of fine-tuning beside LoRA that leave most weights alone. */
const otherAdapters = ['pre_seq_len', 'prefix_tuning', 'num_virtual_tokens', 'prompt_tuning', 'peft_type', 'adapter_type'];

/** Whether flags choose an adapter of which the facts know nothing: then the training is not one of all weights. */
export const choosesOtherAdapter = (settings: Settings): boolean => otherAdapters.some((name) => settings.has(name) && settings.text(name)?.value !== 'none');

/** How many kinds of training setting (rate, batch, bound) the flags hold. */
export const trainingSettings = (settings: Settings): number =>
  [epochKeys, stepKeys, rateKeys, batchKeys].filter((keys) => presentOf(settings, ...keys) > 0).length;

function precision(settings: Settings) {
  const stated = statedPrecision(settings) ?? precisionFact(settings.text('dtype', 'precision', 'trainer.precision', 'amp_dtype'));
  if (stated) return stated;
  const mixed = settings.flag('amp', 'use_amp', 'native_amp');
  return mixed?.value ? reading(mixed, 'fp16' as const) : undefined;
}

/** Flags by which a script starts so many processes itself; `--gpus 1` may be a card's number, `--gpus 0,1` is a list of two. */
function deviceCount(settings: Settings): Fact<number> | undefined {
  const count = settings.count('num_gpus', 'n_gpus', 'ngpus', 'num_gpu', 'trainer.devices', 'trainer.gpus', 'num_devices', 'trainer.n_gpus_per_node');
  const nodes = settings.count('num_machines', 'num_nodes', 'trainer.num_nodes', 'trainer.nnodes', 'nnodes');
  if (count && nodes && nodes.value > 1)
    return derived(count.value * nodes.value, [
      ['devices a node', count],
      ['nodes', nodes],
    ]);
  if (count) return count;
  const listed = settings.text('gpus', 'gpu_ids', 'device_ids', 'devices', 'gpu_id', 'gpu', 'device');
  return listed && /^\[?\d+(,\s*\d+)+\]?$/.test(listed.value) ? reading(listed, listed.value.split(',').length) : undefined;
}

/** Facts with the origin `launcher`; no defaults, since those are the script's own. */
export function factsOfFlags(settings: Settings): Facts {
  const maxSteps = settings.count(...stepKeys);
  return compactFacts({
    model: settings.text(...modelKeys) ?? settings.text('model') ?? hubModel(settings),
    method: adapterMethod(settings),
    dataset: namedDataset(settings.text('dataset_name', 'dataset')),
    perDeviceBatchSize: settings.count(...batchKeys),
    globalBatchSize: settings.count('global_batch_size', 'global_train_batch_size'),
    gradientAccumulation: settings.count(
      'gradient_accumulation_steps',
      'gradient_accumulation',
      'grad_accum_steps',
      'grad_accum',
      'accumulation_steps',
      'accum_iter',
      'update_freq',
      'accumulate_grad_batches',
      'trainer.accumulate_grad_batches',
    ),
    ...(maxSteps ? { maxSteps } : { epochs: settings.positive(...epochKeys) }),
    sequenceLength: sequenceLength(settings),
    imageSize: settings.count('image_size', 'img_size', 'imgsz', 'resolution', 'input_size', 'crop_size', 'image_resolution', 'force_image_size'),
    learningRate: settings.positive(...rateKeys),
    optimizer: optimizerFact(settings.text('optim', 'optimizer', 'opt')),
    precision: precision(settings),
    loraRank: settings.flag('use_peft', 'use_lora', 'lora')?.value === false ? undefined : settings.count('lora_r', 'lora_rank', 'lora_dim'),
    gradientCheckpointing: settings.flag(
      'gradient_checkpointing',
      'use_gradient_checkpointing',
      'activation_checkpointing',
      'grad_checkpointing',
      'grad_checkpoint',
    ),
    packing: settings.flag('packing'),
    gpuCount: deviceCount(settings),
  });
}

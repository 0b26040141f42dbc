// fairseq's Hydra YAML (fairseq-hydra-train): https://github.com/facebookresearch/fairseq/blob/main/fairseq/dataclass/configs.py
import { defineConfigFormat, presentOf, type FoundFacts } from '../configFormat';
import { factsOfKeys, startOf } from '../keyTable';
import { implied, libraryDefault, reading, type Settings } from '../settings';

/** A model built around pre-trained weights asks for their file (`w2v_path: ???`), to be given on the command line. */
const isWrapped = (settings: Settings): boolean => [...(settings.section('model')?.root.entries.keys() ?? [])].some((key) => /_path$/.test(key));

const method = (settings: Settings): FoundFacts['method'] =>
  isWrapped(settings)
    ? implied('full', 'the model is built around pre-trained weights')
    : startOf(settings, ['checkpoint.restore_file', 'checkpoint.finetune_from_model']);

function precision(settings: Settings): FoundFacts['precision'] {
  const brain = settings.flag('common.bf16');
  if (brain?.value) return reading(brain, 'bf16');
  const half = settings.flag('common.fp16', 'common.memory_efficient_fp16');
  if (half?.value) return reading(half, 'fp16');
  return libraryDefault('fp32', 'fairseq 0.12 common.fp16 = false');
}

export const fairseq = defineConfigFormat({
  framework: 'fairseq',
  recognise: (settings) =>
    presentOf(settings, 'optimization.max_update', 'optimization.max_epoch', 'optimization.lr', 'optimization.update_freq') >= 1 &&
    settings.has('task') &&
    presentOf(settings, 'criterion', 'dataset', 'optimizer', 'lr_scheduler', 'model', 'common') >= 3,
  facts: (settings) => ({
    ...factsOfKeys(
      settings,
      {
        perDeviceBatchSize: 'dataset.batch_size',
        gradientAccumulation: ['optimization.update_freq.0', 'optimization.update_freq'],
        maxSteps: 'optimization.max_update',
        epochs: 'optimization.max_epoch',
        sequenceLength: 'task.tokens_per_sample',
        learningRate: ['optimization.lr.0', 'optimization.lr', 'optimizer.groups.default.lr_float'],
        optimizer: ['optimizer._name', 'optimizer'],
        gradientCheckpointing: 'model.checkpoint_activations',
        gpuCount: 'distributed_training.distributed_world_size',
      },
      'fairseq 0.12',
      { gradientAccumulation: 1 },
    ),
    precision: precision(settings),
    method: method(settings),
  }),
});

// fairseq's command lines: https://github.com/facebookresearch/fairseq/blob/main/fairseq/options.py
import type { Fact } from '../../../../model/run';
import { optimizerFact } from '../../../frameworks/configs/names';
import { implied, libraryDefault, numberFact, reading, type Settings } from '../../../frameworks/configs/settings';
import { program, type Trainer } from './trainer';

/** fairseq's `--lr` and `--update-freq` take lists; a single element is the value. */
function single(settings: Settings, ...keys: readonly string[]): Fact<number> | undefined {
  const plain = settings.positive(...keys);
  if (plain) return plain;
  const listed = settings.text(...keys);
  const inner = listed && /^\[\s*([^,\]]+)\s*\]$/.exec(listed.value)?.[1];
  return listed && inner ? numberFact({ kind: 'known', value: inner, origin: listed.origin, span: listed.span }) : undefined;
}

export const fairseq: Trainer = {
  framework: 'fairseq',
  starts: (launch) =>
    program(launch, 'fairseq-train', 'fairseq-hydra-train') ||
    /(^|\.)fairseq_cli\.(hydra_)?train$/.test(launch.target) ||
    /fairseq(_cli|-master|\/fairseq)?\/(hydra_)?train\.py$/.test(launch.target),
  config: () => undefined,
  facts: (settings) => {
    const half = settings.flag('fp16', 'memory_efficient_fp16');
    const brain = settings.flag('bf16', 'memory_efficient_bf16');
    const maxSteps = settings.count('max_update', 'optimization.max_update');
    return {
      method:
        settings.has('restore_file') || settings.has('finetune_from_model')
          ? implied('full', 'training goes on from a checkpoint')
          : implied('pretrain', 'no checkpoint to start from'),
      perDeviceBatchSize: settings.count('batch_size', 'max_sentences', 'dataset.batch_size'),
      gradientAccumulation: single(settings, 'update_freq', 'optimization.update_freq') ?? libraryDefault(1, 'fairseq --update-freq'),
      ...(maxSteps ? { maxSteps } : { epochs: settings.positive('max_epoch', 'optimization.max_epoch') }),
      sequenceLength: settings.count('tokens_per_sample', 'task.tokens_per_sample'),
      learningRate: single(settings, 'lr', 'optimization.lr'),
      optimizer: optimizerFact(settings.text('optimizer')),
      precision: brain?.value ? reading(brain, 'bf16') : half?.value ? reading(half, 'fp16') : libraryDefault('fp32', 'fairseq without --fp16'),
      gradientCheckpointing: settings.flag('checkpoint_activations') ?? libraryDefault(false, 'fairseq --checkpoint-activations'),
    };
  },
};

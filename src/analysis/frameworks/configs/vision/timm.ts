// timm's train.py arguments as YAML (`--config`, and the `args.yaml` that a run writes): https://github.com/huggingface/pytorch-image-models/blob/main/train.py
import { defineConfigFormat, presentOf } from '../configFormat';
import { factsOfKeys } from '../keyTable';
import { libraryDefault, reading, type Settings } from '../settings';

function precision(settings: Settings) {
  const mixed = settings.flag('amp', 'native_amp', 'apex_amp');
  if (!mixed?.value) return mixed ? reading(mixed, 'fp32' as const) : libraryDefault('fp32' as const, 'timm 1.0 train.py --amp');
  return reading(mixed, settings.text('amp_dtype')?.value === 'bfloat16' ? ('bf16' as const) : ('fp16' as const));
}

export const timm = defineConfigFormat({
  framework: 'timm',
  recognise: (settings) =>
    settings.has('model') &&
    settings.has('opt') &&
    presentOf(settings, 'sched', 'warmup_lr', 'warmup_epochs', 'aa', 'reprob', 'mixup', 'cutmix', 'drop_path', 'model_ema', 'smoothing') >= 2 &&
    presentOf(settings, 'batch_size', 'lr', 'lr_base', 'epochs', 'weight_decay') >= 2,
  facts: (settings) => {
    const pretrained = settings.flag('pretrained');
    return {
      ...factsOfKeys(
        settings,
        {
          model: 'model',
          dataset: 'dataset',
          perDeviceBatchSize: 'batch_size',
          gradientAccumulation: 'grad_accum_steps',
          epochs: 'epochs',
          imageSize: ['img_size', 'input_size.1'],
          learningRate: 'lr',
          optimizer: 'opt',
          gradientCheckpointing: 'grad_checkpointing',
        },
        'timm 1.0 train.py',
        { perDeviceBatchSize: 128, gradientAccumulation: 1, epochs: 300, gradientCheckpointing: false },
      ),
      precision: precision(settings),
      method: pretrained
        ? reading(pretrained, pretrained.value ? ('full' as const) : ('pretrain' as const))
        : libraryDefault('pretrain' as const, 'timm 1.0 train.py --pretrained'),
    };
  },
});

// DeepSpeed's ds_config, alone: https://www.deepspeed.ai/docs/config-json/
import type { Fact, Sharding } from '../../../../model/run';
import { defineConfigFormat, presentOf } from '../configFormat';
import { optimizerFact } from '../names';
import { factOf, libraryDefault, reading, type Settings } from '../settings';

const stages: readonly Sharding[] = ['none', 'zero1', 'zero2', 'zero3'];

/** ZeRO's stage as the way the state is sharded. */
export function zeroSharding(settings: Settings, ...paths: readonly string[]): Fact<Sharding> | undefined {
  const stage = settings.number(...paths);
  const name = stage && stages[stage.value];
  return stage && name ? reading(stage, name) : undefined;
}

function precision(settings: Settings) {
  const brain = settings.flag('bf16.enabled', 'bfloat16.enabled');
  if (brain?.value) return reading(brain, 'bf16' as const);
  const half = settings.flag('fp16.enabled');
  if (half?.value) return reading(half, 'fp16' as const);
  const left = ['bf16.enabled', 'fp16.enabled'].some((key) => settings.text(key)?.value === 'auto');
  return left ? undefined : libraryDefault('fp32' as const, 'DeepSpeed: fp16.enabled and bf16.enabled are false by default');
}

export const deepspeed = defineConfigFormat({
  framework: 'deepspeed',
  recognise: (settings) =>
    presentOf(
      settings,
      'zero_optimization',
      'train_micro_batch_size_per_gpu',
      'train_batch_size',
      'bf16',
      'fp16',
      'gradient_clipping',
      'steps_per_print',
      'zero_allow_untested_optimizer',
      'wall_clock_breakdown',
    ) >= 2 &&
    presentOf(settings, 'zero_optimization', 'train_micro_batch_size_per_gpu', 'train_batch_size') >= 1 &&
    !settings.has('model') &&
    !settings.has('epochs') &&
    !settings.has('lr') &&
    !settings.has('learning_rate'),
  facts: (settings) => {
    const offload = settings.section('zero_optimization.offload_param')
      ? 'parameters'
      : settings.section('zero_optimization.offload_optimizer')
        ? 'optimizer'
        : undefined;
    const device = settings.text('zero_optimization.offload_param.device', 'zero_optimization.offload_optimizer.device');
    const micro = settings.count('train_micro_batch_size_per_gpu');
    return {
      perDeviceBatchSize: micro,
      globalBatchSize: settings.count('train_batch_size'),
      gradientAccumulation:
        settings.count('gradient_accumulation_steps') ??
        (settings.has('gradient_accumulation_steps') || settings.has('train_batch_size') || !micro
          ? undefined
          : libraryDefault(1, 'DeepSpeed gradient_accumulation_steps')),
      learningRate: settings.positive('optimizer.params.lr'),
      optimizer: optimizerFact(settings.text('optimizer.type')),
      precision: precision(settings),
      sharding: zeroSharding(settings, 'zero_optimization.stage'),
      offload: offload && device && device.value !== 'none' ? factOf(device, offload) : undefined,
    };
  },
});

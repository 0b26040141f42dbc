// `accelerate config`'s YAML: https://huggingface.co/docs/accelerate/package_reference/cli
import { defineConfigFormat, presentOf } from '../configFormat';
import { precisionFact } from '../names';
import { reading, type Settings } from '../settings';
import { zeroSharding } from './deepspeed';

/** How FSDP or DeepSpeed shards, in ZeRO's words. */
export function accelerateSharding(settings: Settings) {
  const strategy = settings.text('fsdp_config.fsdp_sharding_strategy');
  if (strategy && /^(1|FULL_SHARD)$/.test(strategy.value)) return reading(strategy, 'zero3' as const);
  if (strategy && /^(2|SHARD_GRAD_OP)$/.test(strategy.value)) return reading(strategy, 'zero2' as const);
  return zeroSharding(settings, 'deepspeed_config.zero_stage');
}

export const accelerate = defineConfigFormat({
  framework: 'accelerate',
  recognise: (settings) =>
    settings.has('distributed_type') && presentOf(settings, 'compute_environment', 'num_processes', 'mixed_precision', 'num_machines', 'machine_rank') >= 3,
  facts: (settings) => {
    const processes = settings.count('num_processes');
    return {
      gradientAccumulation: settings.count('deepspeed_config.gradient_accumulation_steps'),
      precision:
        precisionFact(settings.text('mixed_precision')) ??
        (settings.flag('mixed_precision')?.value === false ? reading(settings.flag('mixed_precision')!, 'fp32' as const) : undefined),
      gpuCount: settings.isOn('use_cpu') || /^(TPU|XLA|MULTI_CPU)/.test(settings.text('distributed_type')?.value ?? '') ? undefined : processes,
      sharding: accelerateSharding(settings),
    };
  },
});

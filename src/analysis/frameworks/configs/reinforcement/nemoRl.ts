// NeMo-RL's YAML (GRPO, DPO, SFT): https://github.com/NVIDIA-NeMo/RL/tree/main/examples/configs
import type { Fact, Objective } from '../../../../model/run';
import { defineConfigFormat, presentOf } from '../configFormat';
import { factsOfKeys, product } from '../keyTable';
import { implied, reading, type Settings } from '../settings';

const algorithms: Readonly<Record<string, Objective>> = { grpo: 'grpo', dpo: 'dpo', rm: 'reward', distillation: 'distillation' };

/** The algorithm is the section that the file has for it. */
function sectionNamed(settings: Settings): Fact<Objective> | undefined {
  const name = Object.keys(algorithms).find((section) => settings.section(section) !== undefined);
  return name === undefined ? undefined : implied(algorithms[name]!, `there is a section "${name}"`);
}

export const nemoRl = defineConfigFormat({
  framework: 'nemo-rl',
  recognise: (settings) =>
    settings.has('policy.model_name') &&
    presentOf(settings, 'policy.train_global_batch_size', 'policy.train_micro_batch_size', 'policy.optimizer') >= 2 &&
    presentOf(settings, 'grpo', 'dpo', 'sft', 'rm', 'distillation', 'cluster') >= 1,
  facts: (settings) => {
    const adapter = settings.flag('policy.dtensor_cfg.lora_cfg.enabled');
    return {
      ...factsOfKeys(settings, {
        model: 'policy.model_name',
        perDeviceBatchSize: 'policy.train_micro_batch_size',
        globalBatchSize: 'policy.train_global_batch_size',
        maxSteps: ['grpo.max_num_steps', 'dpo.max_num_steps', 'sft.max_num_steps', 'rm.max_num_steps'],
        sequenceLength: 'policy.max_total_sequence_length',
        learningRate: ['policy.optimizer.kwargs.lr', 'policy.megatron_cfg.optimizer.lr'],
        optimizer: 'policy.optimizer.name',
        precision: 'policy.precision',
        gradientCheckpointing: ['policy.dtensor_cfg.activation_checkpointing', 'policy.activation_checkpointing_enabled'],
      }),
      method: adapter?.value ? reading(adapter, 'lora' as const) : implied('full' as const, 'a pre-trained policy without an adapter'),
      loraRank: adapter?.value ? settings.count('policy.dtensor_cfg.lora_cfg.dim') : undefined,
      objective: sectionNamed(settings),
      answersPerPrompt: settings.count('grpo.num_generations_per_prompt'),
      answerTokens: settings.count('policy.generation.max_new_tokens'),
      gpuCount: product(settings, 'cluster.gpus_per_node', 'cluster.num_nodes'),
    };
  },
});

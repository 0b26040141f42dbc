// verl's Hydra settings, mostly given as overrides on the command line: https://github.com/volcengine/verl/tree/main/verl/trainer/config
import { defineConfigFormat, presentOf } from '../configFormat';
import { objectiveIn } from '../objectives';
import { derived, implied, libraryDefault, type Settings } from '../settings';

const gpuCount = (settings: Settings) => {
  const perNode = settings.count('trainer.n_gpus_per_node');
  const nodes = settings.count('trainer.nnodes');
  return perNode && nodes
    ? derived(perNode.value * nodes.value, [
        ['trainer.n_gpus_per_node', perNode],
        ['trainer.nnodes', nodes],
      ])
    : undefined;
};

export const verl = defineConfigFormat({
  framework: 'verl',
  recognise: (settings) =>
    presentOf(
      settings,
      'actor_rollout_ref.model.path',
      'actor_rollout_ref.actor.optim.lr',
      'actor_rollout_ref.actor.ppo_mini_batch_size',
      'data.train_batch_size',
      'model.partial_pretrain',
    ) >= 2 && presentOf(settings, 'trainer.total_epochs', 'trainer.total_training_steps', 'trainer.n_gpus_per_node', 'trainer.project_name') >= 1,
  facts: (settings) => {
    const prompt = settings.count('data.max_prompt_length');
    const response = settings.count('data.max_response_length');
    const maxSteps = settings.count('trainer.total_training_steps');
    const rank = settings.count('actor_rollout_ref.model.lora_rank', 'model.lora_rank');
    return {
      model: settings.text('actor_rollout_ref.model.path', 'model.partial_pretrain'),
      method: rank ? implied('lora', 'a LoRA rank is set') : implied('full', 'no LoRA rank is set'),
      perDeviceBatchSize: settings.count('actor_rollout_ref.actor.ppo_micro_batch_size_per_gpu', 'data.micro_batch_size_per_gpu'),
      globalBatchSize: settings.count('data.train_batch_size'),
      ...(maxSteps ? { maxSteps } : { epochs: settings.positive('trainer.total_epochs') }),
      sequenceLength:
        prompt && response
          ? derived(prompt.value + response.value, [
              ['data.max_prompt_length', prompt],
              ['data.max_response_length', response],
            ])
          : settings.count('data.max_length'),
      learningRate: settings.positive('actor_rollout_ref.actor.optim.lr', 'optim.lr'),
      optimizer: libraryDefault('adamw', 'verl: torch.optim.AdamW in the FSDP workers'),
      precision: libraryDefault('bf16', 'verl: FSDP mixed precision, param_dtype bf16'),
      loraRank: rank,
      gradientCheckpointing: settings.flag('actor_rollout_ref.model.enable_gradient_checkpointing', 'model.enable_gradient_checkpointing'),
      gpuCount: gpuCount(settings),
      objective: objectiveIn(settings.text('algorithm.adv_estimator')),
      answersPerPrompt: settings.count('actor_rollout_ref.rollout.n'),
      answerTokens: response,
    };
  },
});

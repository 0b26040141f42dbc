// What TRL's trainers learn from: pairs, scores, answers that the model generates, or another model.
import type { Objective } from '../../../model/run';
import type { Instance, Value } from '../../evaluate/values';
import { asPositive, asText, derived, factOf, type Draft } from '../draft';
import { describeTeacher } from '../objects/teacher';
import type { Reading } from '../reading';

/** Trainers that learn from samples as they stand (SFT, PRM, DDPO) are not listed. */
const objectiveOfTrainer: Readonly<Record<string, Objective>> = {
  DPOTrainer: 'dpo',
  KTOTrainer: 'kto',
  BCOTrainer: 'bco',
  ORPOTrainer: 'orpo',
  CPOTrainer: 'cpo',
  RewardTrainer: 'reward',
  PPOTrainer: 'ppo',
  GRPOTrainer: 'grpo',
  AsyncGRPOTrainer: 'grpo',
  RLOOTrainer: 'rloo',
  OnlineDPOTrainer: 'online-dpo',
  NashMDTrainer: 'online-dpo',
  XPOTrainer: 'online-dpo',
  GKDTrainer: 'distillation',
  DistillationTrainer: 'distillation',
  GOLDTrainer: 'distillation',
  MiniLLMTrainer: 'distillation',
};
/** `loss_type` that makes one trainer's objective another's. */
const objectiveOfLoss: Readonly<Record<string, Objective>> = { ipo: 'ipo', simpo: 'simpo' };

/** Sets the objective with the trainer's place, and of answers how many there are to a prompt and where they are cut. */
export function describeObjective(draft: Draft, trainer: Instance, args: Value | undefined, reading: Reading): void {
  const names = [trainer.callee, ...trainer.bases].map((name) => name.slice(name.lastIndexOf('.') + 1));
  const objective = names.map((name) => objectiveOfTrainer[name]).find((found) => found !== undefined);
  if (!objective) return;
  const loss = reading.property(args, 'loss_type');
  draft.set('objective', factOf(loss, (text) => objectiveOfLoss[asText(text) ?? '']) ?? derived(objective, trainer.span));
  const first = (...settings: readonly string[]): Value | undefined =>
    settings.map((name) => reading.property(args, name)).find((value) => value !== undefined);
  draft.set('answersPerPrompt', factOf(first('num_generations', 'rloo_k'), asPositive));
  draft.set('answerTokens', factOf(first('max_completion_length', 'response_length', 'max_new_tokens'), asPositive));
  if (objective === 'distillation') describeTeacher(draft, trainer, reading, reading.property(args, 'teacher_model_name_or_path'));
}

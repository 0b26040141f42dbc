// What a run learns from, as configurations of preference and reinforcement trainers say it in one word.
import type { Fact, Objective } from '../../../model/run';
import { reading } from './settings';

const objectiveOfWord: Readonly<Record<string, Objective>> = {
  dpo: 'dpo',
  sigmoid: 'dpo',
  ipo: 'ipo',
  kto: 'kto',
  bco: 'bco',
  orpo: 'orpo',
  cpo: 'cpo',
  simpo: 'simpo',
  rm: 'reward',
  reward: 'reward',
  ppo: 'ppo',
  gae: 'ppo',
  grpo: 'grpo',
  rloo: 'rloo',
  online_dpo: 'online-dpo',
  gkd: 'distillation',
  distillation: 'distillation',
};

/** The first of `words` that names an objective; `sft`, `pt` and their like name none. */
export function objectiveIn(...words: readonly (Fact<string> | undefined)[]): Fact<Objective> | undefined {
  for (const word of words) {
    const objective = word && objectiveOfWord[word.value.toLowerCase()];
    if (objective) return reading(word, objective);
  }
  return undefined;
}

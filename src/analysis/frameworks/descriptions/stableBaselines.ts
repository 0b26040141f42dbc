// Stable-Baselines3: reinforcement learning by `model.learn(total_timesteps)`.
import { isNone, type Value } from '../../evaluate/values';
import { derived, libraryDefault } from '../draft';
import { defineFramework, type StartHandler } from '../framework';
import { shortName } from '../reading';
import { draftAt } from '../transformers/trainerRun';

interface AlgorithmDefaults {
  readonly rate: number;
  readonly batch?: number;
  readonly optimizer: string;
}
/** stable-baselines3 2.x, constructor defaults of each algorithm */
const algorithms: Readonly<Record<string, AlgorithmDefaults>> = {
  PPO: { rate: 3e-4, batch: 64, optimizer: 'adam' },
  A2C: { rate: 7e-4, optimizer: 'rmsprop' },
  DQN: { rate: 1e-4, batch: 32, optimizer: 'adam' },
  SAC: { rate: 3e-4, batch: 256, optimizer: 'adam' },
  TD3: { rate: 1e-3, batch: 256, optimizer: 'adam' },
  DDPG: { rate: 1e-3, batch: 256, optimizer: 'adam' },
};

const learn: StartHandler = (event, reading, machine) => {
  const model = event.instance.receiver;
  const maker = model?.kind === 'instance' && !model.role ? model : undefined;
  const name = maker && shortName(maker.callee.replace(/\.load$/, ''));
  const defaults = name && Object.hasOwn(algorithms, name) ? algorithms[name] : undefined;
  if (!maker || !defaults) return undefined;
  const draft = draftAt('stable-baselines3', event, machine, maker);
  const stated = (key: string): Value | undefined => reading.argument(maker, key);
  const set = (fact: 'learningRate' | 'perDeviceBatchSize', key: string, fallback: number | undefined): void => {
    const value = stated(key);
    if (value && !isNone(value)) draft.number(fact, value);
    else if (fallback !== undefined && maker.call.complete) draft.set(fact, libraryDefault(fallback, `stable-baselines3 2 ${name}.${key}`));
  };
  set('learningRate', 'learning_rate', defaults.rate);
  set('perDeviceBatchSize', 'batch_size', defaults.batch);
  if (!stated('policy_kwargs')) draft.set('optimizer', libraryDefault(defaults.optimizer, `stable-baselines3 2 ${name} policy optimizer`));
  draft.set('precision', libraryDefault('fp32', 'PyTorch: torch.get_default_dtype() is float32'));
  if (!/\.load$/.test(maker.callee)) draft.set('method', derived('pretrain', maker.span));
  return draft;
};

export const stableBaselines = defineFramework({
  name: 'stable-baselines3',
  starts: Object.fromEntries(
    Object.keys(algorithms).flatMap((name) => [
      [`stable_baselines3.${name}.learn`, learn],
      [`stable_baselines3.${name}.load.learn`, learn],
    ]),
  ),
});

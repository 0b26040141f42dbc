// Stable-Baselines3 and its contributed algorithms: reinforcement learning by `model.learn(total_timesteps)`.
// https://stable-baselines3.readthedocs.io, https://sb3-contrib.readthedocs.io
import { callValue } from '../../evaluate/calls/calls';
import type { CallEvent } from '../../evaluate/state/events';
import type { Machine } from '../../evaluate/machine';
import { emptyArguments, isNone, known, type Value } from '../../evaluate/values';
import { derived, libraryDefault } from '../draft';
import { defineFramework, type StartHandler } from '../framework';
import { shortName } from '../reading';
import { draftAt } from '../transformers/trainerRun';

interface AlgorithmDefaults {
  readonly rate: number;
  readonly batch?: number;
  readonly optimizer?: string;
  /** where the batch size stands among the positional arguments */
  readonly at?: number;
}
/** stable-baselines3 and sb3-contrib 2.x, constructor defaults of each algorithm; the rate is the third argument of all */
const algorithms: Readonly<Record<string, AlgorithmDefaults>> = {
  PPO: { rate: 3e-4, batch: 64, at: 4 },
  A2C: { rate: 7e-4, optimizer: 'rmsprop' },
  DQN: { rate: 1e-4, batch: 32, at: 5 },
  SAC: { rate: 3e-4, batch: 256, at: 5 },
  TD3: { rate: 1e-3, batch: 256, at: 5 },
  DDPG: { rate: 1e-3, batch: 256, at: 5 },
  TQC: { rate: 3e-4, batch: 256, at: 5 },
  QRDQN: { rate: 5e-5, batch: 32, at: 5 },
  CrossQ: { rate: 1e-3, batch: 256, at: 5 },
  MaskablePPO: { rate: 3e-4, batch: 64, at: 4 },
  RecurrentPPO: { rate: 3e-4, batch: 128, at: 4 },
};

/** A schedule is a function of what is left of the training, which is all of it at the start. */
const atStart = (rate: Value | undefined, event: CallEvent, machine: Machine): Value | undefined =>
  rate?.kind === 'reference' && rate.target ? callValue(machine, event.frame, rate, { ...emptyArguments, positional: [known(1)] }, event.place) : rate;

const learn: StartHandler = (event, reading, machine) => {
  const model = event.instance.receiver;
  const maker = model?.kind === 'instance' && !model.role ? model : undefined;
  // A workspace class that derives from an algorithm has defaults of its own.
  const name = maker && !maker.classTarget ? shortName(maker.callee.replace(/\.load$/, '')) : undefined;
  const defaults = name && Object.hasOwn(algorithms, name) ? algorithms[name] : undefined;
  if (!maker || !defaults) return undefined;
  const draft = draftAt('stable-baselines3', event, machine, maker);
  const isLoaded = /\.load$/.test(maker.callee);
  const source = `${maker.callee.startsWith('sb3') ? 'sb3-contrib' : 'stable-baselines3'} 2 ${name}`;
  const set = (fact: 'learningRate' | 'perDeviceBatchSize', key: string, position: number | undefined, fallback: number | undefined): void => {
    const stated = reading.argument(maker, key, isLoaded ? undefined : position);
    const value = key === 'learning_rate' ? atStart(stated, event, machine) : stated;
    if (value && !isNone(value)) draft.number(fact, value);
    else if (fallback !== undefined && maker.call.complete && !isLoaded) draft.set(fact, libraryDefault(fallback, `${source}.${key}`));
  };
  set('learningRate', 'learning_rate', 2, defaults.rate);
  set('perDeviceBatchSize', 'batch_size', defaults.at, defaults.batch);
  if (!reading.argument(maker, 'policy_kwargs')) draft.set('optimizer', libraryDefault(defaults.optimizer ?? 'adam', `${source} policy optimizer`));
  draft.set('precision', libraryDefault('fp32', 'PyTorch: torch.get_default_dtype() is float32'));
  if (!isLoaded) draft.set('method', derived('pretrain', maker.span));
  return draft;
};

export const stableBaselines = defineFramework({
  name: 'stable-baselines3',
  starts: Object.fromEntries(
    Object.keys(algorithms).flatMap((name) =>
      ['stable_baselines3', 'sb3_contrib'].flatMap((library) => [
        [`${library}.${name}.learn`, learn],
        [`${library}.${name}.load.learn`, learn],
      ]),
    ),
  ),
});

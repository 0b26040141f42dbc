// RLlib: algorithms built from a configuration and trained round by round, or handed to Tune by name. https://docs.ray.io/en/latest/rllib/
import type { CallEvent } from '../../evaluate/state/events';
import type { Machine } from '../../evaluate/machine';
import { isNone, knownNumber, knownString, mapping, optionsOf, type Instance, type Mapping, type Value } from '../../evaluate/values';
import { derived, libraryDefault, type Draft } from '../draft';
import { defineFramework, type CallHandler, type StartHandler } from '../framework';
import { draftAt } from '../transformers/trainerRun';

/** What the last call of each section said is kept on the configuration under this name. */
const settings = '#rllib';

const configurationName = /^ray\.rllib\.(?:[\w.]+\.)?([A-Z][A-Za-z0-9]*)Config$/;
const isConfiguration = ({ callee, role }: Instance): boolean => !role && configurationName.test(callee);

/** The configuration under a chain of calls that each give it back. */
function rootOf(value: Value | undefined): Instance | undefined {
  let current = optionsOf(value).find((option): option is Instance => option.kind === 'instance');
  while (current?.receiver?.kind === 'instance') current = current.receiver;
  return current;
}

const settingsOf = (root: Instance | undefined): Mapping | undefined => {
  const kept = root?.attributes.get(settings);
  return kept?.kind === 'mapping' ? kept : undefined;
};

/** `config.training(lr=1e-4, ...)`, `config.resources(num_gpus=1)`. */
const keep: CallHandler = ({ instance, place }, _reading, machine) => {
  const root = rootOf(instance.receiver);
  if (!root || !isConfiguration(root)) return;
  const before = settingsOf(root);
  const complete = instance.call.complete && before?.complete !== false;
  machine.trail.set(root.attributes, settings, mapping(new Map([...(before?.entries ?? []), ...instance.call.keywords]), place, complete));
};

/** ray 2.40: what a configuration of the algorithm starts with. */
const algorithms: Readonly<Record<string, { readonly rate: number; readonly batch: number }>> = {
  PPO: { rate: 5e-5, batch: 128 },
  DQN: { rate: 5e-4, batch: 32 },
};

/** Networks are made anew and trained by Adam in float32 unless the configuration says otherwise. */
function describe(draft: Draft, name: string | undefined, given: Mapping | undefined): void {
  const entry = (...names: readonly string[]): Value | undefined => names.map((key) => given?.entries.get(key)).find((value) => value && !isNone(value));
  const standard = name !== undefined && Object.hasOwn(algorithms, name) && given?.complete !== false ? algorithms[name] : undefined;
  const rate = entry('lr');
  if (rate) draft.number('learningRate', rate);
  else if (standard && !entry('lr_schedule')) draft.set('learningRate', libraryDefault(standard.rate, `ray 2.40 ${name}Config.lr`));
  // PPO's samples of a round are learnt from in minibatches; the others draw a batch a step.
  const batch = name === 'PPO' ? entry('minibatch_size', 'sgd_minibatch_size') : entry('train_batch_size', 'train_batch_size_per_learner');
  if (batch) draft.number('perDeviceBatchSize', batch);
  else if (standard)
    draft.set('perDeviceBatchSize', libraryDefault(standard.batch, `ray 2.40 ${name}Config.${name === 'PPO' ? 'minibatch_size' : 'train_batch_size'}`));
  if (standard) draft.set('optimizer', libraryDefault('adam', `ray 2.40 ${name} optimizer`));
  const gpus = entry('num_gpus', 'num_learners');
  if (Number.isInteger(knownNumber(gpus))) draft.number('gpuCount', gpus);
  draft.set('precision', libraryDefault('fp32', 'PyTorch: torch.get_default_dtype() is float32'));
  draft.set('method', derived('pretrain'));
}

const run = (event: CallEvent, machine: Machine, made: Value | undefined, name: string | undefined, given: Mapping | undefined): Draft => {
  const draft = draftAt('rllib', event, machine, made);
  describe(draft, name, given);
  return draft;
};

/** `algo = config.build()`, `algo.train()`. */
const train: StartHandler = (event, _reading, machine) => {
  const root = rootOf(event.instance.receiver);
  const name = root && configurationName.exec(root.callee)?.[1];
  return name ? run(event, machine, root, name, settingsOf(root)) : undefined;
};

/** `tune.run("PPO", config={...})`, `tune.Tuner("PPO", param_space=config).fit()`. */
function tuned(event: CallEvent, machine: Machine, algorithm: Value | undefined, space: Value | undefined): Draft | undefined {
  const name = knownString(algorithm);
  if (name === undefined || !/^[A-Z][A-Za-z0-9]+$/.test(name)) return undefined;
  const root = rootOf(space);
  const isConfigured = root !== undefined && isConfiguration(root);
  if (space?.kind !== 'mapping' && !isConfigured) return undefined;
  return run(event, machine, undefined, name, space?.kind === 'mapping' ? space : settingsOf(root));
}

export const rllib = defineFramework({
  name: 'rllib',
  calls: Object.fromEntries(['training', 'resources', 'learners'].map((section) => [`ray.*.${section}`, keep])),
  starts: {
    'ray.build.train': train,
    'ray.build_algo.train': train,
    'ray.tune.run': (event, reading, machine) => tuned(event, machine, reading.argument(event, 'run_or_experiment', 0), reading.argument(event, 'config')),
    'ray.tune.Tuner.fit': (event, reading, machine) => {
      const tuner = event.instance.receiver;
      return tuner?.kind === 'instance' ? tuned(event, machine, reading.argument(tuner, 'trainable', 0), reading.argument(tuner, 'param_space')) : undefined;
    },
  },
});

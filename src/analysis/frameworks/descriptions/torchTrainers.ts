// Trainers around PyTorch that are told everything by arguments: Catalyst's runners, skorch's estimators, pytorch-metric-learning's trainers.
import type { CallEvent } from '../../evaluate/state/events';
import { isNone, knownBoolean, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { derived, libraryDefault, type Draft } from '../draft';
import { defineFramework, type StartHandler } from '../framework';
import { describeDataset, fetchOne } from '../objects/datasets';
import { describeImages } from '../objects/images';
import { loaderOf } from '../objects/loaders';
import { describeModel } from '../objects/models';
import { describeOptimizer } from '../objects/optimizers';
import type { Reading } from '../reading';
import { draftAt } from '../transformers/trainerRun';

const precisionSource = 'PyTorch: torch.get_default_dtype() is float32';

/** The entry of a mapping under one of the names, or its first. */
const entryOf = (value: Value | undefined, ...names: readonly string[]): Value | undefined =>
  value?.kind === 'mapping' ? (names.map((name) => value.entries.get(name)).find((entry) => entry !== undefined) ?? [...value.entries.values()][0]) : value;

/** Batch size, data set and image size of what the trainer walks, read when the program has been followed to its end. */
function describeLoader(draft: Draft, data: Value | undefined, event: CallEvent, reading: Reading): void {
  const loader = loaderOf(data, reading);
  if (loader?.batchSize) draft.number('perDeviceBatchSize', loader.batchSize);
  else draft.doubt('perDeviceBatchSize', data);
  draft.finish = (): void => describeData(draft, loader?.dataset, loader?.object, event, reading);
}

function describeData(draft: Draft, dataset: Value | undefined, loader: Value | undefined, event: CallEvent, reading: Reading): void {
  const before = reading.happenings.length;
  if (reading.machine) fetchOne(dataset, reading.machine, event);
  describeDataset(draft, [dataset, loader], reading);
  describeImages(draft, dataset, reading, reading.happenings.slice(before));
}

/** Catalyst 22: `runner.train(loaders=..., model=..., optimizer=..., num_epochs=1, fp16=False)`. */
const catalystTrain: StartHandler = (event, reading, machine) => {
  const runner = event.instance.receiver;
  if (runner?.kind !== 'instance' || runner.role) return undefined;
  const draft = draftAt('catalyst', event, machine, runner);
  const epochs = reading.argument(event, 'num_epochs');
  if (epochs) draft.number('epochs', epochs);
  else if (event.instance.call.complete) draft.set('epochs', libraryDefault(1, 'catalyst 22.04 Runner.train.num_epochs'));
  const model = reading.argument(event, 'model') ?? reading.argument(runner, 'model');
  describeOptimizer(draft, reading.argument(event, 'optimizer'), reading);
  describeModel(draft, entryOf(model, 'model', 'encoder', 'generator'), reading);
  const mixed = [reading.argument(event, 'fp16'), reading.argument(event, 'amp')].find((value) => value !== undefined && !isNone(value));
  const engine = reading.argument(event, 'engine');
  if (mixed && knownBoolean(mixed) === undefined) draft.doubt('precision', mixed);
  else if (knownBoolean(mixed)) draft.set('precision', derived('fp16', mixed?.span));
  else if (!engine || isNone(engine)) draft.set('precision', libraryDefault('fp32', precisionSource));
  describeLoader(draft, entryOf(reading.argument(event, 'loaders') ?? reading.argument(event, 'loader'), 'train'), event, reading);
  return draft;
};

/** skorch 1.x `NeuralNet` defaults. */
const skorch = { max_epochs: 10, lr: 0.01, batch_size: 128 };

/** `NeuralNetClassifier(Module, max_epochs=10, lr=0.01).fit(X, y)`. */
const skorchFit: StartHandler = (event, reading, machine) => {
  const net = event.instance.receiver;
  if (net?.kind !== 'instance' || net.role) return undefined;
  const draft = draftAt('skorch', event, machine, net);
  const set = (fact: 'epochs' | 'learningRate' | 'perDeviceBatchSize', name: keyof typeof skorch): void => {
    const value = reading.argument(net, name);
    if (value) draft.number(fact, value);
    else if (net.call.complete) draft.set(fact, libraryDefault(skorch[name], `skorch 1 NeuralNet.${name}`));
  };
  set('epochs', 'max_epochs');
  set('learningRate', 'lr');
  set('perDeviceBatchSize', 'batch_size');
  const optimizer = reading.argument(net, 'optimizer');
  if (optimizer?.kind === 'reference') draft.set('optimizer', derived(optimizer.name.slice(optimizer.name.lastIndexOf('.') + 1).toLowerCase(), optimizer.span));
  else if (!optimizer && net.call.complete) draft.set('optimizer', libraryDefault('sgd', 'skorch 1 NeuralNet.optimizer'));
  const module = reading.argument(net, 'module', 0);
  if (module?.kind === 'instance') describeModel(draft, module, reading);
  else if (module?.kind === 'reference' && module.target) draft.set('method', derived('pretrain', module.span));
  draft.set('precision', libraryDefault('fp32', precisionSource));
  draft.finish = (): void => describeData(draft, reading.argument(event, 'X', 0), undefined, event, reading);
  return draft;
};

/** pytorch-metric-learning 2: `trainer = MetricLossOnly(models, optimizers, batch_size, ...)`, `trainer.train(num_epochs=n)`. */
const metricTrain: StartHandler = (event, reading, machine) => {
  const trainer = event.instance.receiver;
  if (trainer?.kind !== 'instance' || trainer.role) return undefined;
  const draft = draftAt('pytorch-metric-learning', event, machine, trainer);
  const epochs = reading.argument(event, 'num_epochs', 1);
  if (epochs) draft.number('epochs', epochs);
  else if (event.instance.call.complete) draft.set('epochs', libraryDefault(1, 'pytorch-metric-learning 2 BaseTrainer.train.num_epochs'));
  describeOptimizer(draft, entryOf(reading.argument(trainer, 'optimizers', 1), 'trunk_optimizer'), reading);
  describeModel(draft, entryOf(reading.argument(trainer, 'models', 0), 'trunk'), reading);
  const batch = reading.argument(trainer, 'batch_size', 2);
  if (batch) draft.number('perDeviceBatchSize', batch);
  draft.set('precision', libraryDefault('fp32', precisionSource));
  // These trainers come as (loss_funcs, dataset) from version 2 on, and as (loss_funcs, mining_funcs, dataset) before.
  const given = reading.argument(trainer, 'dataset') ?? trainer.call.positional.slice(4).find(isData);
  draft.finish = (): void => describeData(draft, given, undefined, event, reading);
  return draft;
};

const isData = (value: Value): boolean =>
  optionsOf(value).some(
    (option): option is Instance => option.kind === 'instance' && /dataset|ImageFolder|Subset/i.test([option.callee, ...option.bases].join(' ')),
  );

export const torchTrainers = defineFramework({
  name: 'catalyst',
  starts: {
    'catalyst.SupervisedRunner.train': catalystTrain,
    'catalyst.Runner.train': catalystTrain,
    'catalyst.SelfSupervisedRunner.train': catalystTrain,
    'catalyst.SiameseRunner.train': catalystTrain,
    'catalyst.GanRunner.train': catalystTrain,
    'skorch.NeuralNetClassifier.fit': skorchFit,
    'skorch.NeuralNetRegressor.fit': skorchFit,
    'skorch.NeuralNetBinaryClassifier.fit': skorchFit,
    'skorch.NeuralNet.fit': skorchFit,
    ...Object.fromEntries(
      [
        'MetricLossOnly',
        'TrainWithClassifier',
        'CascadedEmbeddings',
        'DeepAdversarialMetricLearning',
        'TwoStreamMetricLoss',
        'UnsupervisedEmbeddingsUsingAugmentations',
        'BaseTrainer',
      ].map((name) => [`pytorch_metric_learning.${name}.train`, metricTrain]),
    ),
  },
});

// MindSpore: `Model(network, loss, optimizer).train(epochs, dataset)` and hand-written steps. https://www.mindspore.cn/docs/en/master/api_python/mindspore.html
import { known, knownString, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { optimizerName } from '../configs/names';
import { derived, libraryDefault, type Draft } from '../draft';
import { defineFramework, type LoopDescriber, type StartHandler } from '../framework';
import { loopRun, type LoopManner } from '../handWritten';
import { describeDataset } from '../objects/datasets';
import { loaderOf } from '../objects/loaders';
import { describeModel } from '../objects/models';
import { shortName, type Reading } from '../reading';
import { draftAt } from '../transformers/trainerRun';

const precisionSource = 'MindSpore: parameters are float32';

/** mindspore 2.3 mindspore.nn: rates of the optimizers that have one by default. */
const defaultRates: Readonly<Record<string, number>> = {
  Adam: 1e-3,
  AdamWeightDecay: 1e-3,
  AdaFactor: 1e-3,
  Adagrad: 0.1,
  AdaMax: 1e-3,
  RMSProp: 0.1,
  SGD: 0.1,
};

const optimizerClass =
  /^mindspore\.(nn|mint\.optim|experimental\.optim)\.(Ada\w+|Adam\w*|SGD|Momentum|RMSProp|RMSprop|Lamb|LARS|FTRL|ProximalAdagrad|Rprop|ASGD)$/;
const isOptimizer = (value: Value | undefined): value is Instance => value?.kind === 'instance' && !value.role && optimizerClass.test(value.callee);

/** `nn.cosine_decay_lr(min_lr, max_lr, total_step, ...)` and its kin: where the schedule starts from. */
function peakOf(rate: Value): Value | undefined {
  if (rate.kind !== 'instance') return rate;
  const { positional, keywords } = rate.call;
  if (/\.(cosine_decay_lr|CosineDecayLR)$/.test(rate.callee)) return keywords.get('max_lr') ?? positional[1];
  if (/\.(exponential_decay_lr|ExponentialDecayLR|polynomial_decay_lr|PolynomialDecayLR)$/.test(rate.callee))
    return keywords.get('learning_rate') ?? positional[0];
  return rate;
}

function describeOptimizer(draft: Draft, value: Value | undefined): void {
  const options = optionsOf(value);
  const [optimizer] = options;
  if (options.length !== 1 || !isOptimizer(optimizer)) {
    draft.doubt('optimizer', value);
    return;
  }
  const className = shortName(optimizer.callee);
  const name = optimizerName(className);
  if (name) draft.set('optimizer', { ...derived(name, optimizer.span), origin: 'literal' });
  const given = optimizer.call.keywords.get('learning_rate') ?? optimizer.call.keywords.get('lr') ?? optimizer.call.positional[1];
  const standard = optimizer.call.complete && optimizer.callee.startsWith('mindspore.nn.') ? defaultRates[className] : undefined;
  if (given) draft.number('learningRate', peakOf(given));
  else if (standard !== undefined) draft.set('learningRate', libraryDefault(standard, `mindspore 2.3 nn.${className}.learning_rate`));
}

/** What an optimizer or a step's cell moves. */
const parametersOf = (optimizer: Value | undefined): Value | undefined => {
  const made = optionsOf(optimizer).find(isOptimizer);
  return made?.call.positional[0] ?? made?.call.keywords.get('params');
};

const manner: LoopManner = {
  engine: 'mindspore',
  // `optimizer(gradients)`, or `step(data, label)` of a cell that holds network and optimizer
  optimizerOf: ({ instance: { receiver } }) => {
    const object = optionsOf(receiver).find((option): option is Instance => option.kind === 'instance');
    const held = object && /\.Train\w*Cell$/.test(object.callee) ? (object.call.keywords.get('optimizer') ?? object.call.positional[1]) : object;
    return isOptimizer(held) ? held : undefined;
  },
  describeOptimizer,
  precisionSource,
};
const steps = loopRun('mindspore', manner);

const describeLoop: LoopDescriber = ({ draft, optimizer, reading }) => {
  if (draft.engine === 'mindspore') describeNetwork(draft, parametersOf(optimizer), reading);
};

/** Weights that the program reads from a file may go into any network. */
function describeNetwork(draft: Draft, network: Value | undefined, reading: Reading): void {
  describeModel(draft, network, reading);
  if (draft.facts.method?.value === 'pretrain' && reading.settings.has(loading)) delete draft.facts.method;
}
const loading = 'mindspore-weights-loaded';

/** `Model(network, loss_fn=None, optimizer=None, ..., amp_level="O0")`, `train(epoch, train_dataset, callbacks=None, ...)`. */
const train: StartHandler = (event, reading, machine) => {
  const model = event.instance.receiver;
  if (model?.kind !== 'instance' || model.role) return undefined;
  const draft = draftAt('mindspore', event, machine, model);
  draft.number('epochs', reading.argument(event, 'epoch', 0));
  describeOptimizer(draft, reading.argument(model, 'optimizer', 2));
  const data = reading.argument(event, 'train_dataset', 1);
  const loader = loaderOf(data, reading);
  if (loader?.batchSize) draft.number('perDeviceBatchSize', loader.batchSize);
  else draft.doubt('perDeviceBatchSize', data);
  describeDataset(draft, [loader?.dataset ?? data], reading);
  describeNetwork(draft, reading.argument(model, 'network', 0), reading);
  const level = reading.argument(model, 'amp_level') ?? known('O0');
  const mixed = knownString(level);
  if (mixed === 'O0') draft.set('precision', libraryDefault('fp32', precisionSource));
  else if (mixed === 'O1' || mixed === 'O2' || mixed === 'O3') draft.set('precision', derived('fp16', level.span));
  else draft.doubt('precision', level);
  return draft;
};

export const mindspore = defineFramework({
  name: 'mindspore',
  calls: {
    'mindspore.load_param_into_net': (event, reading) => void reading.settings.set(loading, event.instance),
  },
  starts: { 'mindspore.Model.train': train, 'mindspore.*.__call__': steps },
  loops: [describeLoop],
});

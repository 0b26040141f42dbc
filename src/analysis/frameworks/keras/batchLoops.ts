// Loops of one's own around `model.train_on_batch(x, y)`: adversarial pairs, agents, data that is fetched by hand.
import type { CallEvent, Loop } from '../../evaluate/state/events';
import type { Scope } from '../../evaluate/state/targets';
import { knownNumber, optionsOf, type Instance, type Value } from '../../evaluate/values';
import type { Draft } from '../draft';
import type { LoopDescriber, StartHandler } from '../framework';
import { loopRun, type LoopManner } from '../handWritten';
import { describeDataset } from '../objects/datasets';
import { shortName, type Reading } from '../reading';
import { learnsFromEnvironment } from '../torch/environments';
import { kerasData } from './kerasData';
import { partsOf } from './kerasGraph';
import { describeKerasOptimizer } from './kerasOptimizer';
import { countNetworks, describeLayers, describePolicy, describeStrategy } from './kerasRun';
import { describeKerasModel } from './kerasSources';

const trained = 'keras-trained-on-batch';
const batchNames = ['batch_size', 'BATCH_SIZE', 'batchsize', 'BATCHSIZE', 'n_batch', 'minibatch_size', 'mini_batch_size'];
const deepestArray = 12;

const modelOf = ({ instance }: CallEvent): Instance | undefined => {
  const options = optionsOf(instance.receiver).filter((option): option is Instance => option.kind === 'instance' && option.attributes.has('#compile'));
  return options.length === 1 ? options[0] : undefined;
};

const manner: LoopManner = {
  engine: 'tensorflow',
  optimizerOf: (event) => {
    const compiled = modelOf(event)?.attributes.get('#compile');
    return compiled?.kind === 'instance' ? (compiled.call.keywords.get('optimizer') ?? compiled.call.positional[0]) : undefined;
  },
  describeOptimizer: describeKerasOptimizer,
  precisionSource: 'keras 3.15 config.dtype_policy',
};
const run = loopRun('keras', manner);

export const trainOnBatch: StartHandler = (event, reading, machine) => {
  if (!modelOf(event)) return undefined;
  reading.note(trained, event);
  return run(event, reading, machine);
};

/** Rows of an array by what made it: `ones((n, 1))`, `randn(n, d)`, `x.reshape(n, d)`, `data[randint(0, high, n)]`. */
function rowsOf(value: Value | undefined, depth = 0): Value | undefined {
  const only = optionsOf(value)[0];
  if (only?.kind === 'sequence' && only.type !== 'tuple') return depth === 0 ? rowsOf(only.items[0], 1) : undefined;
  if (only?.kind !== 'instance' || depth > deepestArray) return undefined;
  const { call, receiver } = only;
  const name = shortName(only.callee);
  const [first, second] = call.positional;
  const dimension = (size: Value | undefined): Value | undefined => (size?.kind === 'sequence' ? size.items[0] : size);
  if (only.role === 'item') return rowsOf(call.positional[0], depth + 1);
  if (only.role === 'operator') return call.positional.map((part) => rowsOf(part, depth + 1)).find((rows) => rows !== undefined);
  if (/^(ones|zeros|full|empty|randn|rand|standard_normal)$/.test(name)) return dimension(call.keywords.get('shape') ?? call.keywords.get('size') ?? first);
  if (/^(normal|uniform)$/.test(name)) return dimension(call.keywords.get('size') ?? call.keywords.get('shape') ?? call.positional[2] ?? first);
  if (/^(randint|choice|integers)$/.test(name)) return dimension(call.keywords.get('size') ?? (name === 'choice' ? second : call.positional[2]));
  if (name === 'reshape') return knownNumber(dimension(first)) === undefined ? undefined : dimension(first);
  return receiver ? rowsOf(receiver, depth + 1) : undefined;
}

function named({ frame }: CallEvent): Value | undefined {
  for (let scope: Scope | undefined = frame.scope; scope; scope = scope.parent)
    for (const name of batchNames) if (Number.isSafeInteger(knownNumber(scope.variables.get(name)))) return scope.variables.get(name);
  const self = frame.self?.kind === 'instance' ? frame.self.attributes : undefined;
  return batchNames.map((name) => self?.get(name)).find((value) => knownNumber(value) !== undefined);
}

/** The largest batch of the calls: an adversary often gets half of it twice. */
function batchOf(draft: Draft, events: readonly CallEvent[], loops: readonly Loop[]): void {
  const data = events.flatMap(({ instance: { call } }) => [...call.positional.slice(0, 2), ...call.keywords.values()]);
  const fed = [...data, ...loops.map((loop) => loop.iterable)].map((value) => kerasData(value).batch).find((batch) => batch !== undefined);
  const rows = data
    .map((value) => rowsOf(value))
    .filter((size): size is Value => Number.isSafeInteger(knownNumber(size)))
    .sort((left, right) => knownNumber(right)! - knownNumber(left)!);
  draft.number('perDeviceBatchSize', fed ?? events.map(named).find((value) => value !== undefined) ?? rows[0]);
}

/** One network's layers, or those of all that are trained; a network that holds the others counts for them. */
function countTogether(draft: Draft, models: readonly Instance[], event: CallEvent, reading: Reading): void {
  const { machine } = reading;
  if (!machine) return;
  const whole = models.find((model) => {
    const parts = new Set<Value>(partsOf(model));
    return models.every((other) => parts.has(other));
  });
  countNetworks(draft, whole ? [whole] : models, machine, event, models[0]);
}

export const describeBatchLoop: LoopDescriber = ({ draft, anchor, event, reading }) => {
  const { machine } = reading;
  const model = modelOf(event);
  if (draft.framework !== 'keras' || !machine || !model || shortName(event.instance.callee) !== 'train_on_batch') return;
  const events = reading.inside(anchor, trained).map((happening) => happening.event);
  const models = [...new Set(events.map(modelOf))].filter((one) => one !== undefined);
  draft.subject = model;
  describeKerasModel(draft, model);
  describeLayers(draft, model, machine, event);
  if (models.length > 1) countTogether(draft, models, event, reading);
  describePolicy(draft, reading);
  describeStrategy(draft, reading);
  const loops: Loop[] = [];
  for (let loop = event.loop; loop; loop = loop.outer) loops.push(loop);
  if (!draft.facts.perDeviceBatchSize) batchOf(draft, events, loops);
  const fed = events.flatMap(({ instance: { call } }) => call.positional.slice(0, 1));
  if (!draft.facts.dataset) describeDataset(draft, [...fed, ...loops.map((loop) => loop.iterable).filter((value) => value !== undefined)], reading);
  const acts = learnsFromEnvironment(anchor, reading);
  if (!acts && !draft.facts.epochs && !draft.facts.maxSteps && anchor.trips && anchor !== event.loop && /epoch/i.test(headOf(anchor)))
    draft.number('epochs', anchor.trips);
};

const headOf = ({ place }: Loop): string => place.text;

// TensorFlow 1: a graph whose training operation is run by a session, again and again, or by an Estimator.
import { callValue } from '../../evaluate/calls';
import type { CallEvent } from '../../evaluate/machine';
import { isNone, knownNumber, optionsOf, unknown, type Instance, type Value } from '../../evaluate/values';
import { derived, libraryDefault, type Draft } from '../draft';
import { defineFramework, type CallHandler, type LoopDescriber, type StartHandler } from '../framework';
import { loopRun, type LoopManner } from '../handWritten';
import { kerasData } from '../keras/kerasData';
import { describeDataset } from '../objects/datasets';
import { shortName, type Reading } from '../reading';
import { draftAt } from '../transformers/trainerRun';

const searchLimit = 60;
const optimizerNames: Readonly<Record<string, string>> = {
  GradientDescentOptimizer: 'sgd',
  MomentumOptimizer: 'sgd',
  AdamOptimizer: 'adam',
  AdamWOptimizer: 'adamw',
  RMSPropOptimizer: 'rmsprop',
  AdagradOptimizer: 'adagrad',
  AdadeltaOptimizer: 'adadelta',
  FtrlOptimizer: 'ftrl',
  LazyAdamOptimizer: 'adam',
  NadamOptimizer: 'nadam',
};
/** tensorflow 1.15 python/training: the optimizers whose learning rate has a default. */
const defaultRates: Readonly<Record<string, number>> = { AdamOptimizer: 0.001, AdadeltaOptimizer: 0.001, LazyAdamOptimizer: 0.001, NadamOptimizer: 0.001 };
const isOptimizer = (value: Value | undefined): value is Instance =>
  value?.kind === 'instance' && !value.role && optimizerNames[shortName(value.callee)] !== undefined;

/** The optimizer whose update is among the operations that are run. */
function updateIn(values: readonly Value[]): Instance | undefined {
  const pending = [...values];
  const seen = new Set<Value>();
  while (pending.length > 0 && seen.size < searchLimit) {
    const current = pending.shift()!;
    if (seen.has(current)) continue;
    seen.add(current);
    if (current.kind === 'sequence') pending.push(...current.items);
    else if (current.kind === 'mapping') pending.push(...current.entries.values());
    else if (current.kind === 'choice') pending.push(...current.options);
    else if (current.kind === 'instance' && !current.role) {
      if (/\.(minimize|apply_gradients)$/.test(current.callee) && isOptimizer(current.receiver)) return current.receiver;
      if (/^tensorflow\.(group|tuple|identity)$/.test(current.callee)) pending.push(...current.call.positional);
    }
  }
  return undefined;
}

const fetched = ({ instance: { call, receiver } }: CallEvent): Value[] =>
  [call.positional[0], call.keywords.get('fetches'), receiver].filter((value): value is Value => value !== undefined);

function describeOptimizer(draft: Draft, value: Value | undefined): void {
  if (!isOptimizer(value)) return;
  const name = shortName(value.callee);
  draft.set('optimizer', { ...derived(optimizerNames[name]!, value.span), origin: 'literal' });
  const stated = value.call.keywords.get('learning_rate') ?? value.call.positional[name === 'AdamWOptimizer' ? 1 : 0];
  const schedule =
    stated?.kind === 'instance' &&
    /\.(exponential_decay|polynomial_decay|natural_exp_decay|inverse_time_decay|cosine_decay|cosine_decay_restarts)$/.test(stated.callee)
      ? stated
      : undefined;
  const rate = schedule ? (schedule.call.keywords.get('learning_rate') ?? schedule.call.positional[0]) : stated;
  if (rate && knownNumber(rate) !== undefined) draft.number('learningRate', rate);
  else if (rate) draft.doubt('learningRate', rate);
  else if (defaultRates[name] !== undefined && value.call.complete)
    draft.set('learningRate', libraryDefault(defaultRates[name], `tensorflow 1.15 ${name}.learning_rate`));
}

const manner: LoopManner = {
  engine: 'tensorflow',
  optimizerOf: (event) => updateIn(fetched(event)),
  describeOptimizer,
  precisionSource: 'TensorFlow: the default floating-point type is float32',
};

/** Weights are new where the program made them and nothing that could fill them was called before it trained. */
function methodOf(draft: Draft, reading: Reading): void {
  const made = reading.settings.get('tensorflow-variables');
  if (made && !reading.settings.has('tensorflow-restored')) draft.set('method', derived('pretrain', made.span));
}

const describeLoop: LoopDescriber = ({ draft, anchor, event, reading }) => {
  if (draft.engine !== 'tensorflow' || !updateIn(fetched(event))) return;
  methodOf(draft, reading);
  const asked = reading.inside(anchor, 'next-batch').map((happening) => happening.event.instance);
  const sizes = asked.map(({ call }) => call.positional[0] ?? call.keywords.get('batch_size'));
  const pipelines = reading.happenings.filter(({ kind }) => kind === 'graph-batch').map((happening) => happening.event.instance);
  const [size] = sizes;
  if (size && sizes.every((other) => knownNumber(other) === knownNumber(size))) draft.number('perDeviceBatchSize', size);
  else if (sizes.length === 0 && pipelines.length === 1) {
    const { call } = pipelines[0]!;
    draft.number(
      'perDeviceBatchSize',
      call.keywords.get('batch_size') ?? (shortName(pipelines[0]!.callee) === 'batch' && pipelines[0]!.receiver ? call.positional[0] : call.positional[1]),
    );
  }
  if (!draft.facts.dataset)
    describeDataset(
      draft,
      asked.map(({ receiver }) => receiver),
      reading,
    );
};

/** `estimator.train(input_fn, steps=...)`: the model function is followed once, to see its optimizer. */
const train: StartHandler = (event, reading, machine) => {
  const whole = shortName(event.instance.callee) === 'train_and_evaluate';
  const estimator = optionsOf(whole ? reading.argument(event, 'estimator', 0) : event.instance.receiver)[0];
  if (estimator?.kind !== 'instance' || estimator.role || !/\.Estimator$/.test([estimator.callee, ...estimator.bases].join(' '))) return undefined;
  const spec = whole ? reading.argument(event, 'train_spec', 1) : undefined;
  const argument = (name: string, position: number): Value | undefined =>
    spec?.kind === 'instance'
      ? (spec.call.keywords.get(name) ?? (name === 'input_fn' ? spec.call.positional[0] : name === 'max_steps' ? spec.call.positional[1] : undefined))
      : reading.argument(event, name, position);
  const draft = draftAt('tensorflow', event, machine, estimator);
  const steps = [argument('steps', 2), argument('max_steps', 3)].find((value) => value && !isNone(value));
  if (steps) draft.number('maxSteps', steps);
  const input = argument('input_fn', 0);
  const builder = reading.argument(estimator, 'model_fn', 0);
  const before = reading.happenings.length;
  const place = event.place;
  const nothing = unknown('run-time');
  const follow = (callee: Value | undefined, positional: readonly Value[]): Value | undefined => {
    let result: Value | undefined;
    if (callee?.kind === 'reference')
      machine.quietly(() => void (result = callValue(machine, event.frame, callee, { positional, keywords: new Map(), complete: true }, place)));
    return result;
  };
  const parameters = reading.argument(estimator, 'params', 2);
  follow(builder, [nothing, nothing, nothing, ...(parameters ? [parameters] : [])]);
  const update = reading.happenings.slice(before).find(({ kind }) => kind === 'minimize')?.event.instance.receiver;
  describeOptimizer(draft, optionsOf(update)[0]);
  const data = follow(input, []) ?? input;
  if (data?.kind === 'instance' && /_input_fn$/.test(data.callee)) {
    draft.number('perDeviceBatchSize', data.call.keywords.get('batch_size'));
    const epochs = data.call.keywords.get('num_epochs');
    if (!steps && epochs && !isNone(epochs)) draft.number('epochs', epochs);
  } else if (data) {
    const { batch } = kerasData(data);
    if (batch) draft.number('perDeviceBatchSize', batch);
  }
  describeDataset(draft, [data], reading);
  draft.set('precision', libraryDefault('fp32', manner.precisionSource));
  methodOf(draft, reading);
  return draft;
};

const noteVariables: CallHandler = (event, reading) => {
  if (!reading.settings.has('tensorflow-variables')) reading.settings.set('tensorflow-variables', event.instance);
};
const noteRestored: CallHandler = (event, reading) => {
  if (reading.drafts.length === 0) reading.settings.set('tensorflow-restored', event.instance);
};
const noteBatch: CallHandler = (event, reading) => reading.note('graph-batch', event);
const run = loopRun('tensorflow', manner);
const each = <T>(names: readonly string[], entry: T): Record<string, T> => Object.fromEntries(names.map((name) => [name, entry]));

export const tensorflowSessions = defineFramework({
  name: 'tensorflow',
  calls: {
    ...each(
      [
        'tensorflow.Variable',
        'tensorflow.get_variable',
        'tensorflow.dense',
        'tensorflow.conv2d',
        'tensorflow.fully_connected',
        'tensorflow.*.BasicLSTMCell',
        'tensorflow.*.GRUCell',
      ],
      noteVariables,
    ),
    ...each(
      [
        '*.restore',
        '*.init_from_checkpoint',
        'tensorflow_hub.*',
        'numpy.load',
        'scipy.io.loadmat',
        '*.assign_from_checkpoint_fn',
        '*.load_weights',
        '*.load_model',
        'tensorflow.import_graph_def',
        'tensorflow.*.import_meta_graph',
      ],
      noteRestored,
    ),
    '*.minimize': (event, reading) => reading.note('minimize', event),
    '*.next_batch': (event, reading) => reading.note('next-batch', event),
    ...each(['tensorflow.train.batch', 'tensorflow.train.shuffle_batch', 'tensorflow.data.*.batch'], noteBatch),
  },
  starts: {
    ...each(
      [
        'tensorflow.Session.run',
        'tensorflow.InteractiveSession.run',
        'tensorflow.train.MonitoredTrainingSession.run',
        'tensorflow.train.MonitoredSession.run',
        'tensorflow.get_default_session.run',
        'tensorflow.*.minimize.run',
        'tensorflow.*.apply_gradients.run',
      ],
      run,
    ),
    ...each(['tensorflow.estimator.Estimator.train', 'tensorflow.estimator.train_and_evaluate'], train),
  },
  loops: [describeLoop],
});

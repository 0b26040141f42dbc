// TensorFlow 1: a graph whose training operation is run by a session, again and again, or by an Estimator.
import type { CallEvent } from '../../evaluate/state/events';
import { ValueSearch } from '../../evaluate/valueSearch';
import { knownNumber, type Instance, type Value } from '../../evaluate/values';
import type { Draft } from '../draft';
import { defineFramework, type CallHandler, type LoopDescriber } from '../framework';
import { loopRun, type LoopManner } from '../handWritten';
import { describeDataset } from '../objects/datasets';
import { shortName, type Reading } from '../reading';
import { minimized, ownOptimizer, trainEstimator } from '../tensorflow/estimators';
import { describeGraphOptimizer, floatByDefault, isGraphOptimizer, methodOfGraph, restoredMark, variablesMark } from '../tensorflow/graphs';

const searchLimit = 60;
/** The optimizer whose update is among the operations that are run. */
function updateIn(values: readonly Value[]): Instance | undefined {
  const search = new ValueSearch(values, searchLimit);
  for (const current of search) {
    if (current.kind === 'sequence') search.follow(...current.items);
    else if (current.kind === 'mapping') search.follow(...current.entries.values());
    else if (current.kind === 'choice') search.follow(...current.options);
    else if (current.kind === 'instance' && !current.role) {
      if (/\.(minimize|apply_gradients)$/.test(current.callee) && isGraphOptimizer(current.receiver)) return current.receiver;
      if (/^tensorflow\.(group|tuple|identity)$/.test(current.callee)) search.follow(...current.call.positional);
    }
  }
  return undefined;
}

const fetched = ({ instance: { call, receiver } }: CallEvent): Value[] =>
  [call.positional[0], call.keywords.get('fetches'), receiver].filter((value): value is Value => value !== undefined);

const manner: LoopManner = {
  engine: 'tensorflow',
  optimizerOf: (event) => updateIn(fetched(event)),
  describeOptimizer: describeGraphOptimizer,
  precisionSource: floatByDefault,
};

/** Placeholders of one fixed number of rows: `tf.placeholder(tf.float32, shape=(batch_size, 784))`. */
function fixedBatch(draft: Draft, reading: Reading): void {
  const rows = reading.happenings
    .filter(({ kind }) => kind === placeholder)
    .map(({ event }) => reading.argument(event, 'shape', 1))
    .flatMap((shape) => (shape?.kind === 'sequence' && shape.items.length > 0 ? [shape.items[0]] : []));
  const [first] = rows;
  if (rows.length > 1 && Number.isSafeInteger(knownNumber(first)) && rows.every((size) => knownNumber(size) === knownNumber(first)))
    draft.number('perDeviceBatchSize', first);
}
const placeholder = 'placeholder';

const describeLoop: LoopDescriber = ({ draft, anchor, event, reading }) => {
  if (draft.engine !== 'tensorflow' || !updateIn(fetched(event))) return;
  methodOfGraph(draft, reading);
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
  if (sizes.length === 0 && pipelines.length === 0 && !draft.facts.perDeviceBatchSize) fixedBatch(draft, reading);
  if (!draft.facts.dataset)
    describeDataset(
      draft,
      asked.map(({ receiver }) => receiver),
      reading,
    );
};

const noteVariables: CallHandler = (event, reading) => {
  if (!reading.settings.has(variablesMark)) reading.settings.set(variablesMark, event.instance);
};
const noteRestored: CallHandler = (event, reading) => {
  if (reading.drafts.length === 0) reading.settings.set(restoredMark, event.instance);
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
    '*.minimize': (event, reading) => reading.note(minimized, event),
    'tensorflow.train.Optimizer': (event, reading) => reading.note(ownOptimizer, event),
    'tensorflow.placeholder': (event, reading) => reading.note(placeholder, event),
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
    ...each(['tensorflow.estimator.Estimator.train', 'tensorflow.*.TPUEstimator.train', 'tensorflow.estimator.train_and_evaluate'], trainEstimator),
  },
  loops: [describeLoop],
});

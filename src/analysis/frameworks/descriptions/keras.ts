// Keras and tf.keras: `compile` tells the optimizer, `fit` starts, the data tell the batch.
import { architectureOf } from '../../architecture/architectureOf';
import { addedLayers } from '../../architecture/kerasModel';
import { callValue } from '../../evaluate/calls';
import type { CallEvent, Machine } from '../../evaluate/machine';
import { isNone, known, knownBoolean, knownNumber, knownString, optionsOf, sequence, type Instance, type Value } from '../../evaluate/values';
import { derived, Draft, factOf, libraryDefault } from '../draft';
import { defineFramework, type AttributeHandler, type CallHandler, type StartHandler } from '../framework';
import { kerasData, perReplica, squareSide } from '../keras/kerasData';
import { describeKerasOptimizer } from '../keras/kerasOptimizer';
import { describeKerasModel, layersTrainable } from '../keras/kerasSources';
import { describeDataset } from '../objects/datasets';
import { describeTokenization } from '../objects/tokenization';
import type { Reading } from '../reading';

/** Names under which a model may have been made; its methods are called by them. */
const models = [
  'keras.Sequential',
  'keras.Model',
  'keras.Functional',
  'keras.load_model',
  'keras.model_from_json',
  'keras.clone_model',
  'keras.applications.*',
  'transformers.*.from_pretrained',
  'keras_hub.*.from_preset',
  'keras_nlp.*.from_preset',
  'keras_cv.*.from_preset',
  'classification_models.*',
  'efficientnet.*',
  'segmentation_models.*',
];
const methods = <T>(method: string, handler: T): Record<string, T> => Object.fromEntries(models.map((name) => [`${name}.${method}`, handler]));

const batchDefault = libraryDefault(32, 'keras 3.15 Model.fit.batch_size (32 when the data are arrays)');

const compile: CallHandler = (event, _reading, machine) => {
  for (const model of optionsOf(event.instance.receiver)) if (model.kind === 'instance') machine.trail.set(model.attributes, '#compile', event.instance);
};

const addLayer: CallHandler = (event, _reading, machine) => {
  const { receiver, call } = event.instance;
  const layer = call.positional[0] ?? call.keywords.get('layer');
  if (receiver?.kind !== 'instance' || !layer) return;
  const before = receiver.attributes.get(addedLayers);
  machine.trail.set(receiver.attributes, addedLayers, sequence([...(before?.kind === 'sequence' ? before.items : []), layer]));
};

const removeLayer: CallHandler = (event, _reading, machine) => {
  const { receiver } = event.instance;
  const before = receiver?.kind === 'instance' ? receiver.attributes.get(addedLayers) : undefined;
  if (receiver?.kind === 'instance')
    machine.trail.set(
      receiver.attributes,
      addedLayers,
      before?.kind === 'sequence' && before.items.length > 0 ? sequence(before.items.slice(0, -1)) : sequence([], undefined, 'list', false),
    );
};

const loadWeights: CallHandler = (event, _reading, machine) => {
  if (event.instance.receiver?.kind === 'instance') machine.trail.set(event.instance.receiver.attributes, '#loaded', event.instance);
};

const setPolicy: CallHandler = (event, reading) => {
  const policy = event.instance.call.positional[0] ?? event.instance.call.keywords.values().next().value;
  const name = policy?.kind === 'instance' ? (policy.call.positional[0] ?? policy.call.keywords.get('name')) : policy;
  if (name) reading.settings.set('keras-policy', name);
};

const strategy: CallHandler = (event, reading) => reading.settings.set('tensorflow-strategy', event.instance);

/** `for layer in base.layers: layer.trainable = False`, for all layers or some of them. */
const noteTrainable: AttributeHandler = (object, name, value, _reading, machine) => {
  if (name === 'trainable' && !object.role) machine.trail.set(object.attributes, layersTrainable, undefined);
  if (name !== 'trainable' || object.role !== 'element' || object.receiver?.kind !== 'instance') return;
  const slice = object.receiver.role === 'item';
  const layers = slice && object.receiver.receiver?.kind === 'instance' ? object.receiver.receiver : object.receiver;
  if (!/\.layers$/.test(layers.callee) || layers.receiver?.kind !== 'instance') return;
  machine.trail.set(layers.receiver.attributes, layersTrainable, known(knownBoolean(value) === false ? (slice ? 'partly' : 'wholly') : 'no'));
};

function precisionOf(draft: Draft, reading: Reading): void {
  const policy = reading.settings.get('keras-policy');
  const name = knownString(policy);
  if (policy && name === undefined) draft.doubt('precision', policy);
  else if (name === undefined) draft.set('precision', libraryDefault('fp32', 'keras 3.15 config.dtype_policy'));
  else
    draft.set(
      'precision',
      factOf(policy, () => (/bfloat16/.test(name) ? 'bf16' : /float16/.test(name) ? 'fp16' : 'fp32')),
    );
}

function batchOf(draft: Draft, event: CallEvent, reading: Reading, x: Value | undefined, given: Value | undefined): void {
  const data = kerasData(x);
  const hasLabels = reading.argument(event, 'y', 1) !== undefined && !isNone(reading.argument(event, 'y', 1));
  const batch = given && !isNone(given) ? given : data.batch;
  const strategyInUse = reading.settings.get('tensorflow-strategy');
  const share = perReplica(batch);
  if (share) draft.number('perDeviceBatchSize', share);
  else if (batch && strategyInUse) draft.number('globalBatchSize', batch);
  else if (batch) draft.number('perDeviceBatchSize', batch);
  else if (event.instance.call.complete && (data.kind === 'arrays' || (hasLabels && data.kind !== 'batches')))
    draft.set(strategyInUse ? 'globalBatchSize' : 'perDeviceBatchSize', batchDefault);
  else draft.doubt('perDeviceBatchSize', x);
  const side = squareSide(data.size);
  if (side && !draft.facts.imageSize) draft.number('imageSize', side);
}

function devices(draft: Draft, reading: Reading): void {
  const used = reading.settings.get('tensorflow-strategy');
  if (used?.kind !== 'instance') return;
  if (/TPUStrategy$/.test(used.callee)) draft.set('gpu', derived('tpu', used.span));
  const list = used.call.keywords.get('devices') ?? used.call.positional[0];
  if (/MirroredStrategy$/.test(used.callee) && list?.kind === 'sequence' && list.complete) draft.set('gpuCount', derived(list.items.length, list.span));
}

function stopsEarly(draft: Draft, callbacks: Value | undefined): void {
  if (callbacks?.kind !== 'sequence') return;
  const early = callbacks.items.find((callback) => callback.kind === 'instance' && /\.EarlyStopping$/.test(callback.callee));
  if (early) draft.set('earlyStopping', derived(true, early.span));
}

/** Everything but the number of epochs: the model, its optimizer, the data. */
export function describeKerasRun(
  draft: Draft,
  model: Value | undefined,
  event: CallEvent,
  reading: Reading,
  machine: Machine,
  x: Value | undefined,
  batch: Value | undefined,
): void {
  void machine;
  const only = optionsOf(model).length === 1 ? optionsOf(model)[0] : undefined;
  draft.subject = only;
  describeKerasModel(draft, only ?? model);
  const architecture = only && architectureOf(only);
  if (architecture) {
    draft.set('parameters', derived(architecture.parameters, only.span));
    if (architecture.flopsPerSample) draft.set('flopsPerSample', derived(architecture.flopsPerSample, only.span));
    if (architecture.imageSize) draft.set('imageSize', derived(architecture.imageSize, only.span));
  }
  const compiled = only?.kind === 'instance' ? only.attributes.get('#compile') : undefined;
  if (compiled?.kind === 'instance') {
    describeKerasOptimizer(
      draft,
      compiled.call.keywords.get('optimizer') ?? compiled.call.positional[0] ?? known('rmsprop', compiled.span, 'library-default'),
      reading,
    );
    if (knownBoolean(compiled.call.keywords.get('jit_compile'))) draft.set('compile', derived(true, compiled.span));
  }
  precisionOf(draft, reading);
  devices(draft, reading);
  batchOf(draft, event, reading, x, batch);
  describeDataset(draft, [x], reading);
  if (!draft.facts.imageSize) draft.set('imageSize', nativeImageSize(draft, x));
  if (!draft.facts.sequenceLength && draft.facts.model && reading.happenings.some(({ kind }) => kind === 'tokenizer')) describeTokenization(draft, reading);
  stopsEarly(draft, reading.argument(event, 'callbacks'));
}

/** Sides of the images of data sets that come in one size. */
const nativeSides: Readonly<Record<string, number>> = { mnist: 28, fashion_mnist: 28, cifar10: 32, cifar100: 32 };
const searchLimit = 100;

/** The data set's own size, where nothing on the way to the model may change it. */
function nativeImageSize(draft: Draft, x: Value | undefined): ReturnType<typeof derived<number>> | undefined {
  const side = nativeSides[draft.facts.dataset?.value ?? ''];
  if (!side) return undefined;
  const seen = new Set<Value>();
  const pending: Value[] = x ? [x] : [];
  while (pending.length > 0 && seen.size < searchLimit) {
    const current = pending.pop()!;
    if (seen.has(current)) continue;
    seen.add(current);
    if (current.kind === 'choice') pending.push(...current.options);
    else if (current.kind === 'sequence') pending.push(...current.items);
    else if (current.kind === 'instance') {
      if (/\.(map|resize\w*|reshape|flow\w*|pad|image_dataset\w*)$/.test(current.callee)) return undefined;
      if (current.receiver) pending.push(current.receiver);
      pending.push(...current.call.positional);
    }
  }
  return { ...derived(side, draft.facts.dataset?.span), origin: 'knowledge' };
}

function epochsOf(draft: Draft, epochs: Value | undefined, initial: Value | undefined): void {
  if (!epochs) draft.set('epochs', libraryDefault(1, 'keras 3.15 Model.fit.epochs'));
  else if (!initial || knownNumber(initial) === 0) draft.number('epochs', epochs);
  else if (knownNumber(initial) !== undefined && knownNumber(epochs) !== undefined)
    draft.number('epochs', known(knownNumber(epochs)! - knownNumber(initial)!, epochs.span, 'derived', [epochs, initial]));
  else draft.doubt('epochs', initial);
}

const isModel = (value: Value | undefined): boolean => optionsOf(value).some((option) => option.kind === 'instance' && !option.role);

const fit =
  (positions: { readonly x: string; readonly batch?: number; readonly epochs: number }): StartHandler =>
  (event, reading, machine) => {
    const model = event.instance.receiver;
    if (!isModel(model)) return undefined;
    const draft = new Draft({ framework: 'keras', anchor: event.place, loop: event.loop });
    const batch = positions.batch === undefined ? undefined : reading.argument(event, 'batch_size', positions.batch);
    describeKerasRun(draft, model, event, reading, machine, reading.argument(event, positions.x, 0), batch);
    const epochs = reading.argument(event, 'epochs', positions.epochs) ?? reading.argument(event, 'nb_epoch');
    if (epochs || event.instance.call.complete) epochsOf(draft, epochs, reading.argument(event, 'initial_epoch'));
    return draft;
  };

/** Keras Tuner: the model comes from a function, and the search trains it `max_trials` times. */
const search: StartHandler = (event, reading, machine) => {
  const tuner = event.instance.receiver;
  if (tuner?.kind !== 'instance') return undefined;
  const builder = reading.argument(tuner, 'hypermodel', 0);
  const model =
    builder?.kind === 'reference'
      ? callValue(machine, event.frame, builder, { positional: [hyperparameters], keywords: new Map(), complete: true }, event.place)
      : undefined;
  const draft = new Draft({ framework: 'keras', anchor: event.place, loop: event.loop });
  describeKerasRun(draft, model, event, reading, machine, reading.argument(event, 'x', 0), reading.argument(event, 'batch_size', 2));
  epochsOf(draft, reading.argument(event, 'epochs', 3), undefined);
  const trials = knownNumber(reading.argument(tuner, 'max_trials'));
  if (trials !== undefined && trials > 1) draft.repeats = trials;
  return draft;
};
const hyperparameters: Instance = {
  kind: 'instance',
  callee: 'keras_tuner.HyperParameters',
  bases: [],
  call: { positional: [], keywords: new Map(), complete: true },
  attributes: new Map(),
  origin: 'derived',
};

export const keras = defineFramework({
  name: 'keras',
  calls: {
    ...methods('compile', compile),
    ...methods('load_weights', loadWeights),
    'keras.Sequential.add': addLayer,
    'keras.Sequential.pop': removeLayer,
    'keras.set_global_policy': setPolicy,
    'keras.set_policy': setPolicy,
    'keras.set_dtype_policy': setPolicy,
    'tensorflow.distribute.MirroredStrategy': strategy,
    'tensorflow.distribute.MultiWorkerMirroredStrategy': strategy,
    'tensorflow.distribute.TPUStrategy': strategy,
    'tensorflow.distribute.experimental.TPUStrategy': strategy,
  },
  wrappers: { 'keras.multi_gpu_model': { argument: 0, mark: '#parallel' } },
  attributes: [noteTrainable],
  starts: {
    ...methods('fit', fit({ x: 'x', batch: 2, epochs: 3 })),
    ...methods('fit_generator', fit({ x: 'generator', epochs: 2 })),
    'keras_tuner.*.search': search,
    'kerastuner.*.search': search,
  },
});

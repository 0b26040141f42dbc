// Keras and tf.keras: `compile` tells the optimizer, `fit` starts, the data tell the batch.
import { addedLayers } from '../../architecture/keras/kerasModel';
import { callValue } from '../../evaluate/calls/calls';
import type { Machine } from '../../evaluate/machine';
import type { CallEvent } from '../../evaluate/state/events';
import { libraryRoots } from '../../evaluate/modules/names';
import { known, knownBoolean, knownNumber, optionsOf, sequence, type Instance, type Value } from '../../evaluate/values';
import { derived, Draft, libraryDefault } from '../draft';
import { defineFramework, type AttributeHandler, type CallHandler, type StartHandler } from '../framework';
import { loopsThatMade } from '../handWritten';
import { describeBatchLoop, trainOnBatch } from '../keras/batchLoops';
import { describeKerasRun } from '../keras/kerasRun';
import { layersTrainable } from '../keras/kerasSources';
import type { Reading } from '../reading';
import { learnsFromEnvironment } from '../torch/environments';

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

const compile: CallHandler = (event, _reading, machine) => {
  for (const model of optionsOf(event.instance.receiver)) if (model.kind === 'instance') machine.trail.set(model.attributes, '#compile', event.instance);
};

/** Whatever is compiled with a loss or an optimizer is a Keras model, also where what made it isn't in reach. */
const compileUnseen: CallHandler = (event, reading, machine) => {
  const { keywords } = event.instance.call;
  if (keywords.has('loss') || keywords.has('optimizer')) compile(event, reading, machine);
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
  if (name !== 'trainable' || object.receiver?.kind !== 'instance') return;
  // `model.layers[i].trainable = False` for some `i`
  if (object.role === 'item' && /\.layers$/.test(object.receiver.callee) && object.receiver.receiver?.kind === 'instance')
    machine.trail.set(object.receiver.receiver.attributes, layersTrainable, known(knownBoolean(value) === false ? 'partly' : 'no'));
  if (object.role !== 'element') return;
  const slice = object.receiver.role === 'item';
  const layers = slice && object.receiver.receiver?.kind === 'instance' ? object.receiver.receiver : object.receiver;
  if (!/\.layers$/.test(layers.callee) || layers.receiver?.kind !== 'instance') return;
  machine.trail.set(layers.receiver.attributes, layersTrainable, known(knownBoolean(value) === false ? (slice ? 'partly' : 'wholly') : 'no'));
};

function epochsOf(draft: Draft, epochs: Value | undefined, initial: Value | undefined): void {
  if (!epochs) draft.set('epochs', libraryDefault(1, 'keras 3.15 Model.fit.epochs'));
  // a run that starts afresh makes all of them
  else if (!initial || optionsOf(initial).some((start) => knownNumber(start) === 0)) draft.number('epochs', epochs);
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
    timesAround(draft, event, machine);
    // what follows in the loop may still tell
    draft.finish = (): void => whileActing(draft, event, reading);
    return draft;
  };

/** `for epoch in range(200): model.fit(x, y, epochs=1)` goes on with the same weights: the loop's rounds count, each for as many epochs as the call makes. */
function timesAround(draft: Draft, event: CallEvent, machine: Machine): void {
  const { loop, instance } = event;
  const each = draft.facts.epochs;
  if (!loop || !each || loop.node.kind !== 'for' || loop.node.target.kind !== 'name' || !/epoch/i.test(loop.node.target.name)) return;
  if (loopsThatMade(machine, loop, instance.receiver).includes(loop)) return;
  delete draft.facts.epochs;
  const rounds = knownNumber(loop.trips);
  if (rounds === undefined || each.value === 1) draft.number('epochs', loop.trips);
  else draft.set('epochs', derived(rounds * each.value, event.place));
}

/** `fit` of what an agent has just seen: one call of many, on as many samples as were drawn. */
function whileActing(draft: Draft, event: CallEvent, reading: Reading): void {
  let outer = event.loop;
  while (outer?.outer) outer = outer.outer;
  if (!outer || !learnsFromEnvironment(outer, reading)) return;
  delete draft.facts.epochs;
  const walksBatch = optionsOf(event.loop?.iterable).some((walked) => walked.kind === 'instance' && /(^|\.)sample\w*$/.test(walked.callee));
  if (walksBatch && draft.facts.perDeviceBatchSize?.origin === 'library-default') delete draft.facts.perDeviceBatchSize;
}

const fitAny = fit({ x: 'x', batch: 2, epochs: 3 });
const fitGenerator = fit({ x: 'generator', epochs: 2 });

const fitUnseen =
  (start: StartHandler): StartHandler =>
  (event, reading, machine) =>
    isSpokenLikeKeras(event) || optionsOf(event.instance.receiver).some((model) => model.kind === 'instance' && model.attributes.has('#compile'))
      ? start(event, reading, machine)
      : undefined;

const importsKeras = /^[ \t]*(import|from)[ \t][^\n]*\bkeras\b/m;

/** `fit` with epochs, of what some module out of reach made, in a file that uses Keras. */
function isSpokenLikeKeras({ instance, unit }: CallEvent): boolean {
  const { keywords } = instance.call;
  if (!keywords.has('epochs') && !keywords.has('nb_epoch')) return false;
  const made = optionsOf(instance.receiver)[0];
  return made?.kind === 'instance' && !made.classTarget && !libraryRoots.has(made.callee.split('.')[0]!) && importsKeras.test(unit.text);
}

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
    '*.compile': compileUnseen,
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
  loops: [describeBatchLoop],
  wrappers: { 'keras.multi_gpu_model': { argument: 0, mark: '#parallel' } },
  attributes: [noteTrainable],
  starts: {
    ...methods('fit', fitAny),
    ...methods('fit_generator', fitGenerator),
    '*.train_on_batch': trainOnBatch,
    '*.fit': fitUnseen(fitAny),
    '*.fit_generator': fitUnseen(fitGenerator),
    'keras_tuner.*.search': search,
    'kerastuner.*.search': search,
  },
});

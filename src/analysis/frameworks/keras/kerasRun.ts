// What a call of `fit` says of its run, whatever started it: model, optimizer, precision, devices, data.
import { architectureOf, type Architecture } from '../../architecture/architectureOf';
import { kerasInputShape } from '../../architecture/keras/kerasModel';
import type { CallEvent } from '../../evaluate/state/events';
import type { Machine } from '../../evaluate/machine';
import { isNone, known, knownBoolean, knownString, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { derived, factOf, libraryDefault, type Draft } from '../draft';
import { describeDataset } from '../objects/datasets';
import { describeTokenization } from '../objects/tokenization';
import type { Reading } from '../reading';
import { follower, mayHoldMore } from './kerasFollow';
import { kerasData, perReplica, squareSide, type KerasData } from './kerasData';
import { describeKerasOptimizer } from './kerasOptimizer';
import { describeKerasModel } from './kerasSources';
import { describeTokens } from './kerasTokens';
import { featuresOf, SamplePipeline } from './samplePipeline';
import { imageSide, sampleShape } from '../../architecture/keras/sampleShapes';

const batchDefault = libraryDefault(32, 'keras 3.15 Model.fit.batch_size (32 when the data are arrays)');

/** Precision of the policy that holds when the model is trained. */
export function describePolicy(draft: Draft, reading: Reading): void {
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

function batchOf(draft: Draft, event: CallEvent, reading: Reading, data: KerasData, x: Value | undefined, given: Value | undefined): void {
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
}

/** Device kind and count as a `tf.distribute` strategy says them. */
export function describeStrategy(draft: Draft, reading: Reading): void {
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

/** Parameters, work and input of the layers that the code shows; `features` is what the data feed a model that states no input. */
export function describeLayers(draft: Draft, model: Value | undefined, machine: Machine, event: CallEvent, features?: Value): void {
  if (!model) return;
  const architecture = countedLayers(model, machine, event, features);
  if (architecture) {
    draft.set('parameters', derived(architecture.parameters, model.span));
    if (architecture.flopsPerSample) draft.set('flopsPerSample', derived(architecture.flopsPerSample, model.span));
  }
  const side = imageSide(model.kind === 'instance' ? withChannels(kerasInputShape(model)) : undefined);
  if (side && !draft.facts.imageSize) draft.set('imageSize', derived(side, model.span));
}

/** The model's size from its layers, where none can be hidden from sight. */
const countedLayers = (model: Value, machine: Machine, event: CallEvent, features?: Value): Architecture | undefined =>
  model.kind === 'instance' && mayHoldMore(model, machine) ? undefined : architectureOf(model, follower(machine, event), sampleShape(features));

/** The parameters of networks that one loop trains side by side (generator and discriminator) together, told at one of them; forward work is left open. */
export function countNetworks(draft: Draft, networks: readonly Instance[], machine: Machine, event: CallEvent, at = networks[0]): void {
  const sizes = networks.map((network) => countedLayers(network, machine, event)?.parameters);
  if (sizes.every((size) => size !== undefined))
    draft.set(
      'parameters',
      derived(
        sizes.reduce((total, size) => total + size, 0),
        at?.span,
      ),
    );
  else delete draft.facts.parameters;
  delete draft.facts.flopsPerSample;
}

/** `(224, 224, None)` and a plain matrix aren't surely images. */
const withChannels = (shape: readonly number[] | undefined): readonly number[] | undefined =>
  shape?.length === 3 && !Number.isNaN(shape[2]!) ? shape : undefined;

/** Image size and sequence length of what the model is fed. */
export function describeSamples(draft: Draft, model: Value | undefined, features: Value | undefined, size?: Value): void {
  const shape = sampleShape(features);
  const side = imageSide(shape);
  const square = squareSide(size);
  if (!draft.facts.imageSize) {
    if (side && features) draft.set('imageSize', { ...derived(side, features.span) });
    else if (square && !shape) draft.number('imageSize', square);
  }
  describeTokens(draft, model, features);
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
  const only = optionsOf(model).length === 1 ? optionsOf(model)[0] : undefined;
  draft.subject = only;
  describeKerasModel(draft, only ?? model);
  const features = featuresOf(new SamplePipeline(machine, event).elementOf(x));
  describeLayers(draft, only, machine, event, features);
  const compiled = only?.kind === 'instance' ? only.attributes.get('#compile') : undefined;
  if (compiled?.kind === 'instance') {
    describeKerasOptimizer(
      draft,
      compiled.call.keywords.get('optimizer') ?? compiled.call.positional[0] ?? known('rmsprop', compiled.span, 'library-default'),
      reading,
    );
    if (knownBoolean(compiled.call.keywords.get('jit_compile'))) draft.set('compile', derived(true, compiled.span));
  }
  describePolicy(draft, reading);
  describeStrategy(draft, reading);
  const data = kerasData(x);
  batchOf(draft, event, reading, data, x, batch);
  describeDataset(draft, [x], reading);
  describeSamples(draft, only, features, data.size);
  if (!draft.facts.sequenceLength && draft.facts.model && reading.happenings.some(({ kind }) => kind === 'tokenizer')) describeTokenization(draft, reading);
  stopsEarly(draft, reading.argument(event, 'callbacks'));
}

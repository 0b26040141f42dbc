// TensorFlow loops of one's own: `optimizer.apply_gradients` on a tape's gradients.
import { isNone, optionsOf, type Instance, type Value } from '../../evaluate/values';
import type { CallEvent, Loop } from '../../evaluate/state/events';
import type { Draft } from '../draft';
import { defineFramework, type LoopDescriber, type StartHandler } from '../framework';
import { loopRun, type LoopManner } from '../handWritten';
import { kerasData, perReplica } from '../keras/kerasData';
import { describeKerasOptimizer } from '../keras/kerasOptimizer';
import { countNetworks, describeLayers, describePolicy, describeSamples, describeStrategy } from '../keras/kerasRun';
import { describeKerasModel } from '../keras/kerasSources';
import { featuresOf, SamplePipeline } from '../keras/samplePipeline';
import { describeDataset } from '../objects/datasets';
import { shortName, type Reading } from '../reading';

const manner: LoopManner = {
  engine: 'tensorflow',
  optimizerOf: (event) => event.instance.receiver,
  describeOptimizer: describeKerasOptimizer,
  precisionSource: 'TensorFlow: the default floating-point type is float32',
};
const applied = 'gradients-applied';
const searchLimit = 60;

/** The model whose `trainable_variables` get the gradients. */
function modelOf(event: CallEvent): Instance | undefined {
  const pending = [...event.instance.call.positional, ...event.instance.call.keywords.values()];
  for (let looked = 0; pending.length > 0 && looked < searchLimit; looked++) {
    const current = pending.shift()!;
    if (current.kind === 'sequence') pending.push(...current.items);
    if (current.kind === 'unknown') pending.push(...(current.inputs ?? []));
    if (current.kind !== 'instance') continue;
    if (current.role === 'attribute' && /\.(trainable_variables|trainable_weights|weights|variables)$/.test(current.callee)) {
      const [only, ...others] = optionsOf(current.receiver);
      return others.length === 0 && only?.kind === 'instance' ? only : undefined;
    }
    pending.push(...current.call.positional, ...(current.role ? [current.receiver] : []).filter((value) => value !== undefined));
  }
  return undefined;
}

/** Data sets that the loops around an event walk, the innermost first. */
function walked(inner: Loop | undefined): Value[] {
  const found: Value[] = [];
  for (let loop = inner; loop; loop = loop.outer) if (loop.iterable) found.push(loop.iterable);
  return found;
}

function batchOf(draft: Draft, data: readonly Value[], reading: Reading): void {
  for (const value of data) {
    const { batch } = kerasData(value);
    if (!batch) continue;
    const share = perReplica(batch);
    if (share) draft.number('perDeviceBatchSize', share);
    else draft.number(reading.settings.has('tensorflow-strategy') ? 'globalBatchSize' : 'perDeviceBatchSize', batch);
    return;
  }
}

/** `for batch in data.repeat().take(n)` makes n steps; `data.repeat(n).batch(b)` goes n times through the data. */
function passes(draft: Draft, data: Value | undefined): void {
  if (draft.facts.epochs || draft.facts.maxSteps) return;
  let repeated: Value | undefined;
  for (let stage = optionsOf(data)[0], looked = 0; stage?.kind === 'instance' && looked < searchLimit; looked++) {
    const name = shortName(stage.callee);
    const count = stage.call.positional[0] ?? stage.call.keywords.get('count');
    if (stage.role) return;
    if (name === 'take' && count) {
      draft.number('maxSteps', count);
      return;
    }
    if (name === 'repeat' && count && !isNone(count)) repeated = count;
    if (/^(map|batch|padded_batch|shuffle|prefetch|cache|repeat|enumerate|with_options|experimental_distribute_dataset|iter|__iter__)$/.test(name))
      stage = optionsOf(stage.receiver ?? stage.call.positional[0])[0];
    else break;
  }
  if (repeated) draft.number('epochs', repeated);
}

const describeLoop: LoopDescriber = ({ draft, anchor, event, reading }) => {
  const { machine } = reading;
  if (draft.engine !== 'tensorflow' || !machine || !/\.(apply_gradients|apply)$/.test(event.instance.callee)) return;
  const data = walked(event.loop);
  const pipeline = new SamplePipeline(machine, event);
  const features = data.map((value) => featuresOf(pipeline.elementOf(value))).find((value) => value?.kind === 'instance');
  const model = modelOf(event);
  if (model) {
    draft.subject = model;
    describeKerasModel(draft, model);
    describeLayers(draft, model, machine, event, features);
    const models = new Set(reading.inside(anchor, applied).map((happening) => modelOf(happening.event)));
    if (models.size > 1)
      countNetworks(
        draft,
        [...models].filter((one) => one !== undefined),
        machine,
        event,
      );
  }
  if (reading.settings.has('keras-policy')) describePolicy(draft, reading);
  describeStrategy(draft, reading);
  if (!draft.facts.perDeviceBatchSize) batchOf(draft, data, reading);
  if (!draft.facts.dataset) describeDataset(draft, data, reading);
  if (anchor === event.loop) passes(draft, anchor.iterable);
  describeSamples(draft, model, features);
};

const run = loopRun('tensorflow', manner);
const applyGradients: StartHandler = (event, reading, machine) => {
  reading.note(applied, event);
  return run(event, reading, machine);
};

export const tensorflow = defineFramework({
  name: 'tensorflow',
  wrappers: { 'tensorflow.function': { argument: 0 } },
  starts: {
    'keras.*.apply_gradients': applyGradients,
    'tensorflow.*.apply_gradients': applyGradients,
    'tensorflow_addons.*.apply_gradients': applyGradients,
    'keras.optimizers.*.apply': applyGradients,
  },
  loops: [describeLoop],
});

// TensorFlow loops of one's own: `optimizer.apply_gradients` on a tape's gradients.
import { optionsOf, type Value } from '../../evaluate/values';
import { architectureOf } from '../../architecture/architectureOf';
import { derived, type Draft } from '../draft';
import { defineFramework, type LoopDescriber } from '../framework';
import { loopRun, type LoopManner } from '../handWritten';
import { kerasData, perReplica } from '../keras/kerasData';
import { describeKerasOptimizer } from '../keras/kerasOptimizer';
import { describeKerasModel } from '../keras/kerasSources';
import { describeDataset } from '../objects/datasets';
import type { Loop } from '../../evaluate/machine';

const manner: LoopManner = {
  engine: 'tensorflow',
  optimizerOf: (event) => event.instance.receiver,
  describeOptimizer: describeKerasOptimizer,
  precisionSource: 'TensorFlow: the default floating-point type is float32',
};

/** The model whose `trainable_variables` get the gradients. */
function modelOf(values: readonly Value[]): Value | undefined {
  const pending = [...values];
  for (let looked = 0; pending.length > 0 && looked < 40; looked++) {
    const current = pending.shift()!;
    if (current.kind === 'sequence') pending.push(...current.items);
    if (current.kind !== 'instance') continue;
    if (current.role === 'attribute' && /\.(trainable_variables|trainable_weights|weights|variables)$/.test(current.callee)) return current.receiver;
    pending.push(...current.call.positional);
  }
  return undefined;
}

function batchOf(draft: Draft, inner: Loop | undefined): void {
  for (let loop = inner; loop; loop = loop.outer) {
    const data = kerasData(loop.iterable);
    if (!data.batch) continue;
    const share = perReplica(data.batch);
    draft.number('perDeviceBatchSize', share ?? data.batch);
    return;
  }
}

const describeLoop: LoopDescriber = ({ draft, event, reading }) => {
  if (draft.engine !== 'tensorflow') return;
  const model = modelOf(event.instance.call.positional);
  const only = optionsOf(model).length === 1 ? optionsOf(model)[0] : undefined;
  if (model) describeKerasModel(draft, model);
  const architecture = only && architectureOf(only);
  if (architecture) draft.set('parameters', derived(architecture.parameters, only.span));
  if (architecture?.imageSize) draft.set('imageSize', derived(architecture.imageSize, only?.span));
  if (!draft.facts.perDeviceBatchSize) batchOf(draft, event.loop);
  if (!draft.facts.dataset) {
    const walked: Value[] = [];
    for (let loop = event.loop; loop; loop = loop.outer) if (loop.iterable) walked.push(loop.iterable);
    describeDataset(draft, walked, reading);
  }
};

export const tensorflow = defineFramework({
  name: 'tensorflow',
  wrappers: { 'tensorflow.function': { argument: 0 } },
  starts: {
    'keras.*.apply_gradients': loopRun('tensorflow', manner),
    'tensorflow.*.apply_gradients': loopRun('tensorflow', manner),
    'tensorflow_addons.*.apply_gradients': loopRun('tensorflow', manner),
  },
  loops: [describeLoop],
});

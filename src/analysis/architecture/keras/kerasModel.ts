// Parameters and forward FLOPs of a Keras or TensorFlow.js model written in code: Sequential lists, `.add()`, the functional interface and subclasses.
import { findInClass } from '../../evaluate/classes/classLookup';
import { targetOf } from '../../evaluate/state/targets';
import { optionsOf, type Instance, type Value } from '../../evaluate/values';
import { applicationSize } from './kerasApplications';
import { KerasReader, type Follow } from './kerasReader';
import { elementsOf, type Shape } from './kerasShapes';
import { defaultInput, firstShape, inputsOf, isApplication, isFunctional, isSequential, kerasInputShape, outputsOf, symbolicInput } from './kerasStructure';

export { addedLayers, kerasInputShape } from './kerasStructure';
export type { Follow } from './kerasReader';

export interface ModelSize {
  readonly parameters: number;
  readonly flops: number;
  /** without the batch axis */
  readonly input: Shape;
  readonly output: Shape;
}

/** Whether the object is a Keras or tfjs model built from layers. */
export const isKerasModel = (value: Value): value is Instance =>
  value.kind === 'instance' &&
  !value.role &&
  /keras|^(tf|@tensorflow)/.test([value.callee, ...value.bases].join(' ')) &&
  (isSequential(value) || isFunctional(value) || isApplication(value) || isSubclass(value));

const isSubclass = (value: Instance): boolean => value.classTarget !== undefined && value.bases.some((base) => /^keras\.(.*\.)?Model$/.test(base));

/**
 * Sizes of a model; undefined when a layer has no rule for it, NaN inside when an argument is open.
 * @param follow calls a layer or model of the workspace on symbolic tensors
 * @param fed what the data say that a subclassed model, which states no input itself, is fed
 */
export function kerasModelSize(model: Instance, follow?: Follow, fed?: Shape): ModelSize | undefined {
  const reader = new KerasReader(follow);
  if (isApplication(model)) {
    const size = applicationSize(model);
    return size && { ...size, input: kerasInputShape(model) ?? defaultInput };
  }
  const functional = isFunctional(model) && outputsOf(model) !== undefined;
  if (!functional && !isSequential(model)) return subclassSize(model, reader, follow, fed);
  const input = functional ? inputsOf(model) : (firstShape(model) ?? fed);
  const output = functional ? reader.tensor(outputsOf(model)) : reader.sequential(model, firstShape(model) ? undefined : fed);
  return input && output && sized(reader, input, output);
}

function subclassSize(model: Instance, reader: KerasReader, follow: Follow | undefined, fed: Shape | undefined): ModelSize | undefined {
  if (!isCalled(model)) return heldModelsSize(model, follow);
  if (!follow || !fed || fed.some(Number.isNaN)) return undefined;
  const output = reader.applyOwn(model, [symbolicInput(fed)]);
  return output && sized(reader, fed, output);
}

/** Whether the class says itself what happens when it is called. */
function isCalled(model: Instance): boolean {
  const target = targetOf(model.classTarget as Value | undefined);
  return target?.type === 'class' && findInClass(target, 'call') !== undefined;
}

/** A class with a training step of its own around whole models, which are built: an encoder and a decoder, a generator and a discriminator. */
function heldModelsSize(model: Instance, follow: Follow | undefined): ModelSize | undefined {
  const held = [...model.attributes].filter(([name]) => !name.startsWith('#')).flatMap(([, value]) => optionsOf(value));
  const parts = new Set(held.filter((value): value is Instance => value.kind === 'instance' && !value.role));
  const models = [...parts].filter(isKerasModel);
  if ([...parts].some((part) => !models.includes(part) && /^keras\.(.*\.)?layers\.|\.Layer$/.test([part.callee, ...part.bases].join(' ')))) return undefined;
  const sizes = models.map((part) => kerasModelSize(part, follow));
  const [first] = sizes;
  if (!first || sizes.some((size) => size === undefined)) return undefined;
  // how often each is gone through in a step is the training step's business
  return { parameters: sizes.reduce((total, size) => total + size!.parameters, 0), flops: Number.NaN, input: first.input, output: first.output };
}

const sized = (reader: KerasReader, input: Shape, output: Shape): ModelSize => ({
  parameters: reader.parameters,
  flops: Number.isNaN(elementsOf(output)) ? Number.NaN : reader.flops,
  input,
  output,
});

// What a Keras or TensorFlow.js model is made of, as its code states it: input shapes, the layers of a Sequential, the ends of a functional graph.
import { isNone, known, sequence, type CallArguments, type Instance, type Value } from '../../evaluate/values';
import type { Shape } from './kerasShapes';
import { sliceOfShape } from './sampleShapes';
import { LayerArguments, numbersOf } from '../layerArguments';

/** Attribute under which `model.add(layer)` collects the layers that came after the constructor's. */
export const addedLayers = '\0added';

const shapeNames = ['input_shape', 'batch_input_shape', 'batch_shape', 'shape', 'input_dim', 'input_length'];

export const shortName = (callee: string): string => callee.slice(callee.lastIndexOf('.') + 1).toLowerCase();
export const isInput = (instance: Instance): boolean => !instance.role && ['input', 'inputlayer'].includes(shortName(instance.callee));
export const isSequential = (instance: Instance): boolean =>
  !instance.role && [instance.callee, ...instance.bases].some((name) => shortName(name) === 'sequential');
/** `keras.Model(inputs, outputs)`, also of a class of the workspace that only changes how it is trained. */
export const isFunctional = (instance: Instance): boolean =>
  !instance.role &&
  (['model', 'functional'].includes(shortName(instance.callee)) ||
    (instance.classTarget !== undefined && instance.bases.some((base) => shortName(base) === 'model') && outputsOf(instance) !== undefined));
/** Stock networks without an `input_shape` take any image. */
export const defaultInput: Shape = [Number.NaN, Number.NaN, 3];
export const isApplication = (instance: Instance): boolean => !instance.role && /^keras\.applications\./.test(instance.callee);

/** TensorFlow.js gives one object with camel-case keys; read it as Keras's keywords. */
export function argumentsOf(layer: Instance): CallArguments {
  const [only] = layer.call.positional;
  if (only?.kind !== 'mapping' || layer.call.positional.length !== 1) return layer.call;
  const keywords = new Map([...only.entries].map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value] as const));
  return { positional: [], keywords, complete: only.complete };
}

/** The input shape that a layer states itself, without the batch axis. */
export function statedShape(layer: Instance): Shape | undefined {
  const a = new LayerArguments(argumentsOf(layer), isInput(layer) ? ['shape'] : []);
  for (const name of shapeNames) {
    const value = a.value(name);
    if (!value || (value.kind === 'known' && value.value === null)) continue;
    const numbers = sliceOfShape(value) ?? numbersOf(value);
    return name.startsWith('batch') ? numbers.slice(1) : numbers;
  }
  return undefined;
}

/** What the first layer of a Sequential takes. */
export function startShape(first: Instance): Shape | undefined {
  if (isSequential(first)) {
    const inner = layersOf(first)?.[0];
    return inner?.kind === 'instance' ? startShape(inner) : undefined;
  }
  return statedShape(first) ?? (isFunctional(first) ? inputsOf(first) : isApplication(first) ? defaultInput : undefined);
}

/** The layers of a Sequential, or undefined where they aren't all known. */
export function layersOf(model: Instance): readonly Value[] | undefined {
  const [first] = model.call.positional;
  const given = argumentsOf(model).keywords.get('layers') ?? (first?.kind === 'mapping' || isNone(first) ? undefined : first);
  const added = model.attributes.get(addedLayers);
  if (given && !(given.kind === 'sequence' && given.complete)) return undefined;
  if (added && !(added.kind === 'sequence' && added.complete)) return undefined;
  return [...(given?.kind === 'sequence' ? given.items : []), ...(added?.kind === 'sequence' ? added.items : [])];
}

/** Keras 2.0 took `input` and `output`. */
export const outputsOf = (model: Instance): Value | undefined =>
  argumentsOf(model).keywords.get('outputs') ?? argumentsOf(model).keywords.get('output') ?? model.call.positional[1];

/** What the first input of a functional model takes. */
export function inputsOf(model: Instance): Shape | undefined {
  const inputs = argumentsOf(model).keywords.get('inputs') ?? argumentsOf(model).keywords.get('input') ?? model.call.positional[0];
  const first = inputs?.kind === 'sequence' ? inputs.items[0] : inputs;
  if (first?.kind !== 'instance') return undefined;
  // `Model(base.input, ...)`
  if (first.role === 'attribute' && /\.inputs?$/.test(first.callee) && first.receiver?.kind === 'instance')
    return isApplication(first.receiver) ? statedShape(first.receiver) : kerasInputShape(first.receiver);
  return isInput(first) ? statedShape(first) : undefined;
}

/** What the model takes, without the batch axis, whether or not its layers can be counted. */
export function kerasInputShape(model: Instance): Shape | undefined {
  if (isApplication(model)) return statedShape(model);
  if (isFunctional(model) && outputsOf(model) !== undefined) return inputsOf(model);
  return isSequential(model) ? firstShape(model) : undefined;
}

export function firstShape(model: Instance): Shape | undefined {
  const first = layersOf(model)?.[0];
  return first?.kind === 'instance' ? startShape(first) : undefined;
}

/** A symbolic input of that shape. */
export function symbolicInput(shape: Shape): Instance {
  const axes = sequence(shape.map((length) => known(length)));
  return {
    kind: 'instance',
    callee: 'keras.Input',
    bases: [],
    call: { positional: [], keywords: new Map([['shape', axes]]), complete: true },
    attributes: new Map(),
    origin: 'derived',
  };
}

// Parameters and forward FLOPs of a Keras or TensorFlow.js model written in code: Sequential lists, `.add()` and the functional interface.
import { isNone, type CallArguments, type Instance, type Value } from '../evaluate/values';
import { kerasLayerSize, kerasMergeSize, type Dialect, type LayerSize } from './kerasLayers';
import { kerasApplication } from './kerasApplications';
import { elementsOf, type Shape } from './kerasShapes';
import { LayerArguments, numbersOf } from './layerArguments';

/** Attribute under which `model.add(layer)` collects the layers that came after the constructor's. */
export const addedLayers = '\0added';

export interface ModelSize {
  readonly parameters: number;
  readonly flops: number;
  /** without the batch axis */
  readonly input: Shape;
  readonly output: Shape;
}

/** Models nested deeper than this, and graphs longer than a stack holds, are left open. */
const depthLimit = 300;
const shapeNames = ['input_shape', 'batch_input_shape', 'batch_shape', 'shape', 'input_dim', 'input_length'];

const shortName = (callee: string): string => callee.slice(callee.lastIndexOf('.') + 1).toLowerCase();
const dialectOf = (callee: string): Dialect => (/^(tf|@tensorflow)/.test(callee) && !/keras/.test(callee) ? 'tfjs' : 'keras');
const isInput = (instance: Instance): boolean => ['input', 'inputlayer'].includes(shortName(instance.callee));
const isSequential = (instance: Instance): boolean => [instance.callee, ...instance.bases].some((name) => shortName(name) === 'sequential');
const isFunctional = (instance: Instance): boolean => ['model', 'functional'].includes(shortName(instance.callee));

/** TensorFlow.js gives one object with camel-case keys; read it as Keras's keywords. */
function argumentsOf(layer: Instance): CallArguments {
  const [only] = layer.call.positional;
  if (only?.kind !== 'mapping' || layer.call.positional.length !== 1) return layer.call;
  const keywords = new Map([...only.entries].map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value] as const));
  return { positional: [], keywords, complete: only.complete };
}

/** The input shape that a layer states itself, without the batch axis. */
function statedShape(layer: Instance): Shape | undefined {
  const a = new LayerArguments(argumentsOf(layer), isInput(layer) ? ['shape'] : []);
  for (const name of shapeNames) {
    const value = a.value(name);
    if (!value || (value.kind === 'known' && value.value === null)) continue;
    const numbers = numbersOf(value);
    return name.startsWith('batch') ? numbers.slice(1) : numbers;
  }
  return undefined;
}

/** Stock networks without an `input_shape` take any image. */
const defaultInput: Shape = [Number.NaN, Number.NaN, 3];
const isApplication = (instance: Instance): boolean => !instance.role && /^keras\.applications\./.test(instance.callee);

/** A stock network; its work isn't known here, only its weights. */
function applicationSize(network: Instance): LayerSize | undefined {
  const known = kerasApplication(network.callee.slice(network.callee.lastIndexOf('.') + 1));
  const a = new LayerArguments(network.call, ['include_top', 'weights', 'input_tensor', 'input_shape', 'pooling', 'classes']);
  const top = a.flag('include_top', true);
  const shape = numbersOf(a.value('input_shape'));
  if (!known || top === undefined || (shape.length === 3 && shape[2] !== 3)) return undefined;
  if (top) {
    const classes = a.number('classes', 1000);
    return known.denseTop ? { parameters: known.parameters + (known.features + 1) * classes, output: [classes], flops: Number.NaN } : undefined;
  }
  const pooled = a.text('pooling', '');
  return {
    parameters: known.parameters,
    output: pooled === 'avg' || pooled === 'max' ? [known.features] : [Number.NaN, Number.NaN, known.features],
    flops: Number.NaN,
  };
}

class Reader {
  private readonly counted = new Set<Instance>();
  private readonly tensors = new Map<Value, Shape>();
  parameters = 0;
  flops = 0;
  depth = 0;

  /** The output of one layer or nested model; undefined when there is no rule for it. */
  apply(layer: Value | undefined, input: Shape): Shape | undefined {
    if (layer?.kind !== 'instance' || this.depth > depthLimit) return undefined;
    if (isInput(layer)) return statedShape(layer) ?? input;
    if (isSequential(layer)) return this.sequential(layer, input);
    if (isFunctional(layer)) return this.nested(layer);
    if (isApplication(layer)) return this.add(layer, applicationSize(layer));
    return this.add(layer, this.sizeOf(layer, input));
  }

  private sizeOf(layer: Value | undefined, input: Shape): LayerSize | undefined {
    if (layer?.kind !== 'instance') return undefined;
    return kerasLayerSize(shortName(layer.callee), argumentsOf(layer), input, {
      dialect: dialectOf(layer.callee),
      inner: (inner, shape) => this.sizeOf(inner, shape),
    });
  }

  /** A layer used twice has its weights once and does its work twice. */
  private add(layer: Instance, size: LayerSize | undefined): Shape | undefined {
    if (!size) return undefined;
    if (!this.counted.has(layer)) this.parameters += size.parameters;
    this.counted.add(layer);
    this.flops += size.flops;
    return size.output;
  }

  sequential(model: Instance, input: Shape | undefined): Shape | undefined {
    const layers = layersOf(model);
    const first = layers?.[0];
    let shape: Shape | undefined = input ?? (first?.kind === 'instance' ? startShape(first) : undefined);
    if (!layers || !shape) return undefined;
    this.depth++;
    for (const layer of layers) shape = shape && this.apply(layer, shape);
    this.depth--;
    return shape;
  }

  private nested(model: Instance): Shape | undefined {
    return this.tensor(outputsOf(model));
  }

  /** The shape of a symbolic tensor, from the input on. */
  tensor(value: Value | undefined): Shape | undefined {
    if (value?.kind === 'sequence') {
      const shapes = value.items.map((item) => this.tensor(item));
      return shapes.every((shape) => shape !== undefined) ? shapes[0] : undefined;
    }
    if (value?.kind !== 'instance' || this.depth > depthLimit) return undefined;
    const known = this.tensors.get(value);
    if (known) return known;
    this.depth++;
    const shape = isInput(value) ? statedShape(value) : this.called(value);
    this.depth--;
    if (shape) this.tensors.set(value, shape);
    return shape;
  }

  private called(value: Instance): Shape | undefined {
    const layer = value.receiver;
    const input = value.call.positional[0] ?? value.call.keywords.get('inputs');
    if (layer?.kind !== 'instance' || !input) return undefined;
    const shapes = (input.kind === 'sequence' ? input.items : [input]).map((item) => this.tensor(item));
    if (shapes.some((shape) => shape === undefined)) return undefined;
    const merged = kerasMergeSize(shortName(layer.callee), argumentsOf(layer), shapes as Shape[]);
    return merged ? this.add(layer, merged) : this.apply(layer, shapes[0]!);
  }
}

function startShape(first: Instance): Shape | undefined {
  if (isSequential(first)) {
    const inner = layersOf(first)?.[0];
    return inner?.kind === 'instance' ? startShape(inner) : undefined;
  }
  return statedShape(first) ?? (isFunctional(first) ? inputsOf(first) : isApplication(first) ? defaultInput : undefined);
}

function layersOf(model: Instance): readonly Value[] | undefined {
  const [first] = model.call.positional;
  const given = argumentsOf(model).keywords.get('layers') ?? (first?.kind === 'mapping' || isNone(first) ? undefined : first);
  const added = model.attributes.get(addedLayers);
  if (given && !(given.kind === 'sequence' && given.complete)) return undefined;
  if (added && !(added.kind === 'sequence' && added.complete)) return undefined;
  return [...(given?.kind === 'sequence' ? given.items : []), ...(added?.kind === 'sequence' ? added.items : [])];
}

const outputsOf = (model: Instance): Value | undefined => argumentsOf(model).keywords.get('outputs') ?? model.call.positional[1];

function inputsOf(model: Instance): Shape | undefined {
  const inputs = argumentsOf(model).keywords.get('inputs') ?? model.call.positional[0];
  const first = inputs?.kind === 'sequence' ? inputs.items[0] : inputs;
  return first?.kind === 'instance' && isInput(first) ? statedShape(first) : undefined;
}

/** Whether the object is a Keras or tfjs model built from layers. */
export const isKerasModel = (value: Value): value is Instance =>
  value.kind === 'instance' &&
  !value.role &&
  /keras|^(tf|@tensorflow)/.test([value.callee, ...value.bases].join(' ')) &&
  (isSequential(value) || isFunctional(value));

/** Sizes of a Sequential or functional model; undefined when a layer has no rule, NaN inside when an argument is open. */
export function kerasModelSize(model: Instance): ModelSize | undefined {
  const reader = new Reader();
  const functional = isFunctional(model) && outputsOf(model) !== undefined;
  const input = functional ? inputsOf(model) : firstShape(model);
  const output = functional ? reader.tensor(outputsOf(model)) : reader.sequential(model, undefined);
  if (!output || !input || Number.isNaN(elementsOf(output)))
    return output && input ? { parameters: reader.parameters, flops: Number.NaN, input, output } : undefined;
  return { parameters: reader.parameters, flops: reader.flops, input, output };
}

function firstShape(model: Instance): Shape | undefined {
  const first = layersOf(model)?.[0];
  return first?.kind === 'instance' ? startShape(first) : undefined;
}

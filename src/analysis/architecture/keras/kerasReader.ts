// Walks a Keras model's layers and symbolic tensors from the input on, adding up what each layer has and does.
import { isNone, knownNumber, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { applicationSize } from './kerasApplications';
import { kerasLayerSize, kerasMergeSize, type Dialect } from './kerasLayers';
import { operationShape } from './kerasOperations';
import type { Shape } from './kerasShapes';
import {
  argumentsOf,
  isApplication,
  isFunctional,
  isInput,
  isSequential,
  layersOf,
  outputsOf,
  shortName,
  startShape,
  statedShape,
  symbolicInput,
} from './kerasStructure';
import type { LayerSize } from './layerSize';

/** What a workspace layer's or model's own `call` gives, and how many weights the layer keeps itself, outside the layers in it. */
export interface Followed {
  readonly output: Value;
  readonly weights: number;
}

/**
 * Builds a workspace layer or model and calls its own `call` on tensors; undefined where it has none.
 * @param shapeOf shapes of tensors, without their batch axis, for conditions and sizes that depend on them
 */
export type Follow = (layer: Instance, inputs: readonly Value[], shapeOf: (tensor: Value) => Shape | undefined) => Followed | undefined;

/** Models nested deeper than this, and graphs longer than a stack holds, are left open. */
const depthLimit = 300;
const dialectOf = (callee: string): Dialect => (/^(tf|@tensorflow)/.test(callee) && !/keras/.test(callee) ? 'tfjs' : 'keras');

export class KerasReader {
  private readonly counted = new Set<Instance>();
  private readonly tensors = new Map<Value, Shape | undefined>();
  parameters = 0;
  flops = 0;
  private depth = 0;

  constructor(private readonly follow?: Follow) {}

  /** The output of one layer or nested model; undefined when there is no rule for it. */
  private apply(layer: Value | undefined, input: Shape): Shape | undefined {
    if (layer?.kind !== 'instance' || this.depth > depthLimit) return undefined;
    if (isInput(layer)) return statedShape(layer) ?? input;
    if (isSequential(layer)) return this.sequential(layer, input);
    if (isFunctional(layer)) return this.tensor(outputsOf(layer));
    if (isApplication(layer)) return this.add(layer, applicationSize(layer));
    if (layer.classTarget) return this.applyOwn(layer, [symbolicInput(input)]);
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

  /** A layer or model of the workspace, followed through its own `call`. */
  applyOwn(layer: Instance, inputs: readonly Value[]): Shape | undefined {
    // what it is given is computed first: one block in the middle of the next one's would nest them all
    for (const input of inputs) this.tensor(input);
    const followed = this.depth > depthLimit ? undefined : this.follow?.(layer, inputs, (tensor) => this.tensor(tensor));
    if (!followed) return undefined;
    if (!this.counted.has(layer)) this.parameters += followed.weights;
    this.counted.add(layer);
    this.depth++;
    const shape = this.tensor(followed.output);
    this.depth--;
    return shape;
  }

  /** The shape of a symbolic tensor, from the input on; of a tuple the first's, all of them counted. */
  tensor(value: Value | undefined): Shape | undefined {
    if (value?.kind === 'sequence' || value?.kind === 'choice') {
      const shapes = (value.kind === 'sequence' ? value.items : optionsOf(value)).map((item) => this.tensor(item));
      if (!shapes.every((shape) => shape !== undefined)) return undefined;
      return value.kind === 'sequence' || shapes.every((shape) => String(shape) === String(shapes[0])) ? shapes[0] : undefined;
    }
    if (value?.kind !== 'instance' || this.depth > depthLimit) return undefined;
    // A tensor without a shape has none the next time either: graphs with skips would be walked again for each.
    if (this.tensors.has(value)) return this.tensors.get(value);
    this.depth++;
    const shape = isInput(value) ? statedShape(value) : this.made(value);
    this.depth--;
    this.tensors.set(value, shape);
    return shape;
  }

  private made(value: Instance): Shape | undefined {
    const layer = value.receiver;
    if (value.role === 'element' && layer?.kind === 'instance') return this.part(layer, value);
    if (value.role === 'attribute' && /\.output$/.test(value.callee) && layer?.kind === 'instance')
      return isApplication(layer) ? this.add(layer, applicationSize(layer)) : isSequential(layer) ? this.sequential(layer, undefined) : this.apply(layer, []);
    return value.callee.endsWith('.__call__') || (layer?.kind === 'instance' && shortName(value.callee) === 'apply')
      ? this.called(value)
      : operationShape(
          value,
          (tensor) => this.tensor(tensor),
          (flops) => (this.flops += flops),
        );
  }

  /** One of several tensors that a layer gives: the output and the states of a recurrent layer, the parts of a tuple. */
  private part(whole: Instance, taken: Instance): Shape | undefined {
    const index = knownNumber(taken.call.positional[0]);
    const layer = whole.receiver;
    if (index === undefined || !whole.callee.endsWith('.__call__') || layer?.kind !== 'instance') return undefined;
    if (layer.classTarget && !isSequential(layer) && !isFunctional(layer)) {
      this.parts.set(whole, this.parts.get(whole) ?? this.follow?.(layer, whole.call.positional, (tensor) => this.tensor(tensor)));
      const followed = this.parts.get(whole);
      if (followed && !this.counted.has(layer)) this.parameters += followed.weights;
      this.counted.add(layer);
      return followed?.output.kind === 'sequence' ? this.tensor(followed.output.items[index]) : undefined;
    }
    if (isFunctional(layer)) {
      const outputs = outputsOf(layer);
      this.tensor(whole);
      return outputs?.kind === 'sequence' ? this.tensor(outputs.items[index]) : undefined;
    }
    const output = /^(lstm|gru|simplernn)$/.test(shortName(layer.callee)) ? this.tensor(whole) : undefined;
    return output && (index === 0 ? output : output.slice(-1));
  }
  private readonly parts = new Map<Instance, Followed | undefined>();

  private called(value: Instance): Shape | undefined {
    const layer = value.receiver;
    const first = value.call.positional[0] ?? value.call.keywords.get('inputs');
    if (layer?.kind !== 'instance' || !first) return undefined;
    if (layer.classTarget && !isSequential(layer) && !isFunctional(layer))
      return this.applyOwn(layer, value.call.positional.length > 0 ? value.call.positional : [first]);
    const shapes = (first.kind === 'sequence' ? first.items : [first]).map((item) => this.tensor(item));
    if (shapes.some((shape) => shape === undefined)) return undefined;
    const states = value.call.keywords.get('initial_state');
    if (states && !isNone(states) && this.tensor(states) === undefined) return undefined;
    const merged = kerasMergeSize(shortName(layer.callee), argumentsOf(layer), shapes as Shape[]);
    if (merged) return this.add(layer, merged);
    return this.sameWidth(value, shapes[0]!) ? this.apply(layer, shapes[0]!) : undefined;
  }

  /** Attention over other tensors than its own query counts only where those are as wide. */
  private sameWidth(value: Instance, query: Shape): boolean {
    const others = value.call.positional.slice(1).concat([...value.call.keywords].filter(([name]) => /^(value|key)$/.test(name)).map(([, tensor]) => tensor));
    if (value.receiver?.kind !== 'instance' || shortName(value.receiver.callee) !== 'multiheadattention') return true;
    return others.filter((other) => !isNone(other)).every((other) => this.tensor(other)?.at(-1) === query.at(-1));
  }
}

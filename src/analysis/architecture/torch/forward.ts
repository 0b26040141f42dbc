// Follows one sample through a PyTorch module's `forward` by the shapes of the values that the interpreter made, and adds up the multiply-adds.
import { emptyArguments as noArguments, knownString, type CallArguments, type Instance, type Value } from '../../evaluate/values';
import { listedModules } from '../../evaluate/libraries/moduleContainers';
import { einsumStep } from '../einsum';
import { product } from '../layerArguments';
import { elementwiseShape, joinedShape } from './combinedTensors';
import { einopsShape } from './einops';
import { indexedShape, type Sizes } from './indexing';
import { comesFromLayer, isCall, type ForwardPass } from './forwardPass';
import { heldTensor } from './heldTensors';
import { madeShape } from './madeTensors';
import { sequenceLayerStep } from './sequenceLayers';
import { layersOf } from './sequentialLayers';
import { torchLayerStep, type Step, type TensorShape } from './shapes';
import { functionStep, multiplied } from './tensorFunctions';
import { tensorNumber } from './tensorNumbers';
import { extremeShape, pieceShape, recurrentShape } from './tensorParts';
import { leavesOut } from './unvisitedLayers';

const depthLimit = 400;
const nodeLimit = 20_000;
const shortName = (callee: string): string => callee.slice(callee.lastIndexOf('.') + 1);
const normedLayer = /(^|\.)(weight_norm|spectral_norm|orthogonal)$/;
const gives = (value: Value | undefined, layers: RegExp): boolean => value?.kind === 'instance' && layers.test(value.callee);

/**
 * Forward FLOPs of one sample (2 per multiply-add) of a module that can be followed from inputs of the given shapes (batch axis of one first);
 * undefined as soon as a step has no rule, or where layers that hold a good part of the weights are not gone through.
 */
export function torchForwardFlops(module: Instance, call: CallArguments, shapes: ReadonlyMap<Value, TensorShape>, pass: ForwardPass): number | undefined {
  const follower = new Follower(shapes, pass);
  const followed = follower.throughModule(module, call);
  if (!followed || follower.isOpen || Number.isNaN(product(followed)) || !Number.isSafeInteger(follower.flops) || follower.flops <= 0) return undefined;
  return leavesOut(module, follower.visited) ? undefined : follower.flops;
}

/** The shapes of what a training gives its model, where they follow from its data. */
export function shapesOfInputs(inputs: readonly Value[], pass: ForwardPass): ReadonlyMap<Value, TensorShape> {
  const follower = new Follower(new Map(), pass);
  const shapes = inputs.map((input) => [input, input.kind === 'known' || input.kind === 'reference' ? undefined : follower.shapeOf(input)] as const);
  return new Map(shapes.filter((entry): entry is [Value, TensorShape] => entry[1]?.every(Number.isSafeInteger) === true));
}

class Follower {
  private readonly shapes: Map<Value, TensorShape>;
  private readonly failed = new Set<Value>();
  readonly visited = new Set<Instance>();
  flops = 0;
  private depth = 0;
  private nodes = 0;
  private readonly sizes: Sizes = { number: (value) => this.size(value), shape: (value) => this.shapeOf(value) };

  constructor(
    shapes: ReadonlyMap<Value, TensorShape>,
    private readonly pass: ForwardPass,
  ) {
    this.shapes = new Map(shapes);
  }

  /** The shape that a module gives for a call whose first input's shape is known. */
  throughModule(called: Instance, call: CallArguments): TensorShape | undefined {
    const module = this.heldModule(called);
    const input = call.positional[0] ?? [...call.keywords.values()][0];
    if (!input || module.role) return undefined;
    if (/^torch\.nn\.((parallel\.)?DistributedDataParallel|DataParallel)$/.test(module.callee)) return this.wrapped(module, call);
    if (module.callee.startsWith('torch.nn.') || module.callee === 'einops.layers.torch.Rearrange') {
      const shape = this.shapeOf(input);
      return shape && this.throughLayer(module, call, input, shape);
    }
    const output = this.called(module, call);
    if (output && output.kind !== 'unknown') return this.everything(output);
    // `class ConvBlock(nn.Sequential)` has the forward of its base
    const shape = module.bases.includes('torch.nn.Sequential') ? this.shapeOf(input) : undefined;
    return shape && this.throughSequence(module, input, shape);
  }

  /** Runs a module's own forward. What it is given is computed first: one block in the middle of the next one's would nest them all. */
  private called(module: Instance, call: CallArguments): Value | undefined {
    for (const input of [...call.positional, ...call.keywords.values()]) if (input.kind === 'instance') this.shapeOf(input);
    return this.pass.callForward(module, call, this.measure);
  }

  /** `attend` of `for attend, feed in self.layers`: what stands at that place of a list of modules. */
  private heldModule(called: Instance): Instance {
    const list = called.role === 'element' || called.role === 'item' ? called.receiver : undefined;
    const held = list?.kind === 'instance' ? listedModules(list)?.at(this.size(called.call.positional[0] ?? called)) : undefined;
    if (held?.kind === 'instance') return held;
    // `weight_norm(layer)` computes the layer's weight anew, which is no work to speak of
    const inner = normedLayer.test(called.callee) && !called.role ? called.call.positional[0] : undefined;
    return inner?.kind === 'instance' ? inner : called;
  }

  private wrapped(wrapper: Instance, call: CallArguments): TensorShape | undefined {
    const [inner] = wrapper.call.positional;
    return inner?.kind === 'instance' ? this.throughModule(inner, call) : undefined;
  }

  private throughLayer(layer: Instance, call: CallArguments, input: Value, shape: TensorShape): TensorShape | undefined {
    if (layer.callee === 'torch.nn.Sequential') return this.throughSequence(layer, input, shape);
    if (layer.callee === 'einops.layers.torch.Rearrange') return this.rearranged(layer.call.positional[0], layer.call, shape);
    const name = shortName(layer.callee);
    if (/Loss$/.test(name)) return [];
    // the state that a step starts from was computed by the step before
    if (/^(LSTM|GRU|RNN)(Cell)?$/.test(name) && !this.follows(call.positional[1] ?? call.keywords.get('hx'))) return undefined;
    this.visited.add(layer);
    const second = (): TensorShape | undefined => {
      const other = call.positional[1] ?? [...call.keywords].find(([key]) => /^(key|memory|tgt)$/.test(key))?.[1];
      return other && this.shapeOf(other);
    };
    return this.take(torchLayerStep(name, layer.call, shape) ?? sequenceLayerStep(name, layer.call, shape, second));
  }

  private throughBase(layer: Instance, call: CallArguments): TensorShape | undefined {
    const base = layer.classTarget ? layer.bases.find((name) => /^torch\.nn\.(?!Module$)\w+$/.test(name)) : layer.callee;
    const [input] = call.positional;
    const shape = base && input && this.shapeOf(input);
    if (!shape) return undefined;
    this.visited.add(layer);
    return this.throughLayer({ ...layer, callee: base, classTarget: undefined }, call, input, shape);
  }

  private throughSequence(sequence: Instance, input: Value, shape: TensorShape): TensorShape | undefined {
    let current: TensorShape | undefined = shape;
    let value = input;
    for (const layer of layersOf(sequence)) {
      if (layer.kind !== 'instance') return undefined;
      current = this.throughModule(layer, { positional: [value], keywords: new Map(), complete: true });
      if (!current) return undefined;
      // stands for what this layer gave
      value = { kind: 'instance', callee: 'torch.Tensor', bases: [], call: noArguments, attributes: new Map(), origin: 'derived' };
      this.shapes.set(value, current);
    }
    return current;
  }

  /** Whether the work behind a state is known; one that the program is given, or makes of nothing, has none. */
  private follows(state: Value | undefined): boolean {
    if (state?.kind === 'sequence') return state.items.every((part) => this.follows(part));
    if (state?.kind !== 'instance') return true;
    return this.shapeOf(state) !== undefined || !comesFromLayer(state);
  }

  private take(step: Step | undefined): TensorShape | undefined {
    // what doesn't fit was followed wrongly
    if (!step || Number.isNaN(step.flops)) return undefined;
    this.flops += step.flops;
    return step.output;
  }

  /** A forward pass's result: of several tensors all are computed, the first tells the shape. */
  private everything(output: Value): TensorShape | undefined {
    if (output.kind === 'choice') return this.either(output.options, (option) => this.everything(option));
    if (output.kind !== 'sequence' && output.kind !== 'mapping') return this.shapeOf(output);
    const parts = output.kind === 'sequence' ? output.items : [...output.entries.values()];
    const shapes = parts.filter((part) => part.kind !== 'known' && part.kind !== 'reference').map((part) => this.everything(part));
    return output.complete && shapes.every((shape) => shape !== undefined) ? shapes[0] : undefined;
  }

  shapeOf(value: Value): TensorShape | undefined {
    const before = this.shapes.get(value);
    if (before) return before;
    if (value.kind === 'sequence') return value.items[0] && this.shapeOf(value.items[0]);
    if (value.kind === 'choice') return this.either(value.options);
    if (value.kind !== 'instance' || this.failed.has(value) || this.depth >= depthLimit || ++this.nodes > nodeLimit) return undefined;
    this.depth++;
    const shape = this.computed(value);
    this.depth--;
    if (shape) this.shapes.set(value, shape);
    else this.failed.add(value);
    return shape;
  }

  /** What the program reads off a tensor on its way: on a way that it may not take, nothing counts. */
  private readonly measure = (tensor: Value, isWritten = false): TensorShape | undefined => {
    const shape = this.attempt(() => this.shapeOf(tensor), !this.pass.isUncertain() || isWritten);
    if (isWritten && !shape) this.isOpen = true;
    return shape;
  };
  /** something was written into a tensor whose work isn't known */
  isOpen = false;

  /** Follows something, and forgets what it found on the way where it came to nothing or isn't to count. */
  private attempt(follow: () => TensorShape | undefined, counts = true): TensorShape | undefined {
    const { flops } = this;
    const { size } = this.shapes;
    const shape = follow();
    if (shape && counts) return shape;
    this.flops = flops;
    // a map keeps the order in which things came
    for (const value of [...this.shapes.keys()].slice(size)) this.shapes.delete(value);
    return shape;
  }

  /** One of several ways to compute the same: the first that can be followed; what was seen on another way isn't computed. */
  private either(options: readonly Value[], follow = (option: Value) => this.shapeOf(option)): TensorShape | undefined {
    for (const option of options) {
      const shape = this.attempt(() => follow(option));
      if (shape) return shape;
    }
    return undefined;
  }

  private computed(value: Instance): TensorShape | undefined {
    const { callee, call, receiver } = value;
    if (this.pass.isRepeated(value)) return undefined;
    const sampled = this.pass.sampled?.(value, this.sizes);
    if (sampled) return sampled;
    if (value.role === 'operator' || /^torch\.(add|sub|subtract|mul|multiply|div|where|maximum|minimum)$/.test(callee)) return this.operated(value);
    if (value.role === 'item') return receiver && (this.part(receiver, value) ?? this.indexed(value, receiver));
    if (value.role === 'element') return receiver && (this.part(receiver, value) ?? this.firstOf(receiver));
    if (value.role === 'attribute')
      return receiver?.kind === 'instance' ? (heldTensor(value, receiver, this.sizes) ?? this.turned(callee, receiver)) : undefined;
    // `super().forward(x)` of a layer's subclass
    if (receiver?.kind === 'instance' && /^torch\.nn\.\w+\.forward$/.test(callee) && !receiver.role) return this.throughBase(receiver, call);
    if (isCall(value)) return receiver?.kind === 'instance' ? this.throughModule(receiver, call) : undefined;
    const made = madeShape(value, this.sizes);
    if (made) return made;
    const name = shortName(callee);
    if (name === 'cat' || name === 'concat' || name === 'stack') return joinedShape(call, name === 'stack', this.sizes);
    if (name === 'einsum') return this.contracted(call);
    if (name === 'checkpoint') return this.checkpointed(call);
    if (/^\w+\.(rearrange|repeat|reduce)$/.test(callee) && callee.startsWith('einops')) return this.einops(call);
    const subject = receiver ?? call.positional[0] ?? call.keywords.get('input');
    const shape = subject && this.shapeOf(subject);
    return shape && this.take(functionStep(name, shape, { ...call, positional: receiver ? call.positional : call.positional.slice(1) }, this.sizes));
  }

  private turned(callee: string, of: Value): TensorShape | undefined {
    const shape = /\.(T|mT|data|real)$/.test(callee) ? this.shapeOf(of) : undefined;
    return shape && /\.m?T$/.test(callee) ? [...shape.slice(0, -2), shape.at(-1)!, shape.at(-2)!] : shape;
  }

  private indexed(item: Instance, of: Value): TensorShape | undefined {
    const shape = this.shapeOf(of);
    return shape && indexedShape(item, shape, this.sizes);
  }

  /** One of the values that a call gives several of: `split` and `chunk`, a layer with its state, a maximum with its place. */
  private part(whole: Value, taken: Instance): TensorShape | undefined {
    if (whole.kind !== 'instance') return undefined;
    const { callee, receiver } = whole;
    const index = this.size(taken.call.positional[0] ?? taken);
    if (isCall(whole) && gives(receiver, /^torch\.nn\.(LSTM|GRU|RNN)$/)) return recurrentShape(whole, receiver as Instance, index, this.sizes);
    if (isCall(whole) && gives(receiver, /^torch\.nn\.(MultiheadAttention|LSTMCell)$/))
      return index === 0 || gives(receiver, /Cell$/) ? this.shapeOf(whole) : undefined;
    // `(h, c)` of an LSTM
    if (whole.role === 'element' && receiver?.kind === 'instance' && isCall(receiver) && gives(receiver.receiver, /^torch\.nn\.LSTM$/))
      return this.shapeOf(whole);
    const name = shortName(callee);
    if (whole.role) return undefined;
    if (/^(max|min|median|sort|topk)$/.test(name)) return name === 'max' || name === 'min' ? extremeShape(whole, this.sizes) : undefined;
    if (name === 'unbind') return this.shapeOf(whole);
    return name === 'split' || name === 'chunk' ? pieceShape(name, whole, this.sizes) : this.ownPart(whole, index);
  }

  /** A part of what a module of the workspace gives. */
  private ownPart(whole: Instance, index: number): TensorShape | undefined {
    if (!isCall(whole) || whole.receiver?.kind !== 'instance' || !whole.receiver.classTarget || Number.isNaN(index)) return undefined;
    if (!this.results.has(whole)) {
      const result = this.called(whole.receiver, whole.call);
      this.results.set(whole, result);
      // what nobody takes is computed all the same
      if (result?.kind === 'sequence') for (const part of result.items) this.attempt(() => this.everything(part));
    }
    const result = this.results.get(whole);
    const part = result?.kind === 'sequence' ? result.items.at(index) : undefined;
    return part && this.shapeOf(part);
  }

  /** One of a tensor's rows: `for step in x`, `q, k, v = qkv` after a reshape. */
  private firstOf(whole: Value): TensorShape | undefined {
    const isTensor = whole.kind === 'instance' && whole.receiver && !whole.role && /\.(view|reshape|permute|transpose|unflatten|stack)$/.test(whole.callee);
    const isRow = whole.kind === 'instance' && (whole.role === 'operator' || /^torch\.(linspace|logspace|arange)$/.test(whole.callee));
    return isTensor || isRow ? this.shapeOf(whole)?.slice(1) : undefined;
  }
  private readonly results = new Map<Instance, Value | undefined>();

  private rearranged(pattern: Value | undefined, call: CallArguments, shape: TensorShape): TensorShape | undefined {
    const text = knownString(pattern);
    const lengths = [...call.keywords].map(([name, value]) => [name, this.size(value)] as const).filter(([, length]) => !Number.isNaN(length));
    return text === undefined ? undefined : einopsShape(text, shape, new Map(lengths));
  }

  private einops(call: CallArguments): TensorShape | undefined {
    const shape = call.positional[0] && this.shapeOf(call.positional[0]);
    return shape && this.rearranged(call.positional[1], call, shape);
  }

  private contracted(call: CallArguments): TensorShape | undefined {
    const [formula, ...operands] = call.positional;
    const shapes = operands.map((operand) => this.shapeOf(operand));
    const text = knownString(formula);
    return text !== undefined && shapes.every((shape) => shape !== undefined) ? this.take(einsumStep(text, shapes as TensorShape[])) : undefined;
  }

  /** `checkpoint(self.block, x)`: the backward pass does it again, the forward pass once. */
  private checkpointed(call: CallArguments): TensorShape | undefined {
    const [block, ...positional] = call.positional;
    return block?.kind === 'instance' && positional.length > 0 ? this.throughModule(block, { ...call, keywords: new Map(), positional }) : undefined;
  }

  private operated(value: Instance): TensorShape | undefined {
    const operands = value.callee === 'torch.where' ? value.call.positional.slice(1) : value.call.positional.slice(0, 2);
    if (value.callee === 'operator@') {
      const [left, right] = operands.map((operand) => this.shapeOf(operand));
      return this.take(multiplied(left, right));
    }
    return elementwiseShape(operands, this.sizes);
  }

  /** A size given as a number, or read off another tensor: `x.size(0)`, `x.shape[0]`. */
  private size(value: Value): number {
    return tensorNumber(value, (tensor) => this.shapeOf(tensor));
  }
}

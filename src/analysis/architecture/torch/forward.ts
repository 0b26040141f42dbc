// Follows one sample through a PyTorch module's `forward` by the shapes of the values that the interpreter made, and adds up the multiply-adds.
import { optionsOf, type Instance, type Value } from '../../evaluate/values';
import { numbersOf, unresolved } from '../layerArguments';
import { adaptivelyPooled, broadcast, concatenated, flattened, pooled, reshapedTo, resized, torchLayerStep, type Step, type TensorShape } from './shapes';

/** Runs `forward` of a workspace module on a value; undefined where it has none. */
export type CallForward = (module: Instance, input: Value) => Value | undefined;

const depthLimit = 400;
const nodeLimit = 5_000;
const shortName = (callee: string): string => callee.slice(callee.lastIndexOf('.') + 1);

/**
 * Forward FLOPs of one sample (2 per multiply-add) of a module whose convolutions and linear layers can be followed from an input of the given shape
 * (channels first, no batch axis); undefined as soon as a step has no rule. `input` is the value that stands for the batch.
 */
export function torchForwardFlops(module: Instance, input: Value, shape: readonly number[], callForward: CallForward): number | undefined {
  const follower = new Follower(input, [1, ...shape], callForward);
  const output = follower.throughModule(module, input);
  return output && Number.isSafeInteger(follower.flops) && follower.flops > 0 ? follower.flops : undefined;
}

class Follower {
  private readonly shapes = new Map<Value, TensorShape>();
  flops = 0;
  private depth = 0;
  private nodes = 0;

  constructor(
    input: Value,
    shape: TensorShape,
    private readonly callForward: CallForward,
  ) {
    this.shapes.set(input, shape);
  }

  /** The shape that a module gives for a value whose shape is known. */
  throughModule(module: Instance, input: Value): TensorShape | undefined {
    const shape = this.shapeOf(input);
    if (!shape || module.role) return undefined;
    if (module.callee === 'torch.nn.Sequential') return this.throughSequence(module, input, shape);
    if (module.callee.startsWith('torch.nn.')) return this.take(torchLayerStep(shortName(module.callee), module.call, shape));
    const output = this.callForward(module, input);
    return output && this.shapeOf(output);
  }

  private throughSequence(sequence: Instance, input: Value, shape: TensorShape): TensorShape | undefined {
    let current: TensorShape | undefined = shape;
    let value = input;
    for (const layer of layersOf(sequence)) {
      if (layer.kind !== 'instance') return undefined;
      current = this.throughModule(layer, value);
      if (!current) return undefined;
      // stands for what this layer gave
      value = { kind: 'unknown', reason: 'run-time', origin: 'derived' };
      this.shapes.set(value, current);
    }
    return current;
  }

  private take(step: Step | undefined): TensorShape | undefined {
    if (!step) return undefined;
    this.flops += step.flops;
    return step.output;
  }

  shapeOf(value: Value): TensorShape | undefined {
    const before = this.shapes.get(value);
    if (before) return before;
    if (value.kind === 'sequence') return value.items[0] && this.shapeOf(value.items[0]);
    if (value.kind !== 'instance' || this.depth >= depthLimit || ++this.nodes > nodeLimit) return undefined;
    this.depth++;
    const shape = this.computed(value);
    this.depth--;
    if (shape) this.shapes.set(value, shape);
    return shape;
  }

  private computed(value: Instance): TensorShape | undefined {
    const { callee, call, receiver } = value;
    if (value.role === 'operator') return this.operated(value);
    if (value.role) return undefined;
    if (callee.endsWith('.__call__')) return receiver?.kind === 'instance' && call.positional[0] ? this.throughModule(receiver, call.positional[0]) : undefined;
    const subject = receiver ?? call.positional[0] ?? call.keywords.get('input');
    const inputs = receiver ? call.positional : call.positional.slice(1);
    const name = shortName(callee);
    if (name === 'cat' || name === 'concat') return this.joined(value);
    const shape = subject && this.shapeOf(subject);
    return shape && this.applied(name, shape, { ...call, positional: inputs });
  }

  private applied(name: string, shape: TensorShape, call: Instance['call']): TensorShape | undefined {
    const numbers = call.positional.flatMap((argument) =>
      argument.kind === 'sequence' ? argument.items.map((item) => this.size(item)) : [this.size(argument)],
    );
    const rank = Number(/([123])d$/.exec(name)?.[1] ?? 2);
    if (/^(max|avg)_pool[123]d$/.test(name)) return this.take(pooled(call, shape, rank));
    if (/^adaptive_(max|avg)_pool[123]d$/.test(name)) return this.take(adaptivelyPooled(call, shape, rank));
    if (name === 'interpolate' || name === 'upsample') return this.take(resized(call, shape, ['size', 'scale_factor']));
    if (name === 'view' || name === 'reshape') return reshapedTo(shape, numbers);
    if (name === 'flatten') return flattened(shape, numbers[0] ?? this.keyword(call, 'start_dim', 0), numbers[1] ?? this.keyword(call, 'end_dim', -1));
    if (name === 'permute') return numbers.map((axis) => shape[axis] ?? unresolved);
    if (name === 'transpose') return swapped(shape, numbers[0]!, numbers[1]!);
    if (name === 'mean' || name === 'sum' || name === 'amax')
      return this.reduced(shape, numbers.length > 0 ? numbers : [...numbersOf(call.keywords.get('dim') ?? call.keywords.get('axis'))], call);
    if (name === 'squeeze')
      return numbers.length === 0
        ? shape.filter((length, axis) => axis === 0 || length !== 1)
        : shape.filter((length, axis) => !numbers.includes(axis) || length !== 1);
    if (name === 'unsqueeze') return [...shape.slice(0, numbers[0]), 1, ...shape.slice(numbers[0])];
    return elementwise.has(name) ? shape : undefined;
  }

  private keyword(call: Instance['call'], name: string, fallback: number): number {
    const value = call.keywords.get(name);
    return value ? this.size(value) : fallback;
  }

  private reduced(shape: TensorShape, axes: readonly number[], call: Instance['call']): TensorShape | undefined {
    if (axes.some(Number.isNaN) || call.keywords.has('keepdim')) return undefined;
    const gone = new Set(axes.map((axis) => (axis < 0 ? shape.length + axis : axis)));
    return shape.filter((_, axis) => !gone.has(axis));
  }

  private operated(value: Instance): TensorShape | undefined {
    const [left, right] = value.call.positional.map((operand) => this.shapeOf(operand) ?? (operand.kind === 'known' ? [] : undefined));
    if (!left || !right || value.callee === 'operator@') return undefined;
    return broadcast(left, right);
  }

  private joined(value: Instance): TensorShape | undefined {
    const [list, axis] = value.call.positional;
    const parts = list?.kind === 'sequence' && list.complete ? list.items.map((item) => this.shapeOf(item)) : [];
    if (parts.length === 0 || parts.some((part) => part === undefined)) return undefined;
    return concatenated(parts as TensorShape[], axis ? this.size(axis) : this.keyword(value.call, 'dim', 0));
  }

  /** A size given as a number, or read off another tensor: `x.size(0)`, `x.shape[0]`. */
  private size(value: Value): number {
    const number = numbersOf(value)[0]!;
    if (!Number.isNaN(number) || value.kind !== 'instance' || value.receiver?.kind !== 'instance') return number;
    const axis = numbersOf(value.call.positional[0])[0]!;
    const tensor = shortName(value.callee) === 'size' ? value.receiver : shortName(value.receiver.callee) === 'shape' ? value.receiver.receiver : undefined;
    return (tensor && this.shapeOf(tensor)?.at(axis)) ?? unresolved;
  }
}

function layersOf(sequence: Instance): readonly Value[] {
  const [only] = sequence.call.positional;
  const members =
    sequence.call.positional.length === 1 && only?.kind === 'instance' && only.callee === 'collections.OrderedDict' ? pairsOf(only) : sequence.call.positional;
  return sequence.call.complete ? members.flatMap((member) => (member.kind === 'sequence' ? member.items : optionsOf(member))) : [unresolvedLayer];
}
const unresolvedLayer: Value = { kind: 'unknown', reason: 'run-time', origin: 'derived' };
const pairsOf = (dictionary: Instance): readonly Value[] => {
  const [pairs] = dictionary.call.positional;
  return pairs?.kind === 'sequence'
    ? pairs.items.map((pair) => (pair.kind === 'sequence' ? (pair.items[1] ?? unresolvedLayer) : unresolvedLayer))
    : [unresolvedLayer];
};

function swapped(shape: TensorShape, first: number, second: number): TensorShape {
  const at = (axis: number): number => (axis < 0 ? shape.length + axis : axis);
  return shape.map((length, axis) => (axis === at(first) ? shape[at(second)]! : axis === at(second) ? shape[at(first)]! : length));
}

const elementwise = new Set(
  'relu relu_ relu6 leaky_relu elu gelu silu mish sigmoid tanh softmax log_softmax softplus hardswish dropout dropout2d alpha_dropout feature_dropout contiguous clone detach float half to clamp abs sqrt exp normalize'.split(
    ' ',
  ),
);

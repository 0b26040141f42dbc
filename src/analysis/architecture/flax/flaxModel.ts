// Parameters and forward FLOPs of a Flax Linen network: its own call is followed on the arrays that `init` was given, and the layers it goes through are counted once each.
import { isNone, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { ValueSearch } from '../../evaluate/valueSearch';
import { linenLayerSize } from './flaxLayers';
import { operationShape, sizesOf, type ArrayShape } from './flaxTensors';
import { product } from '../layerArguments';

const depthLimit = 300;
const searchLimit = 20_000;

class LinenReader {
  private readonly counted = new Set<Instance>();
  private readonly shapes = new Map<Value, ArrayShape | undefined>();
  private depth = 0;
  parameters = 0;
  flops = 0;

  /** The shape of an array, from what made it; counts every layer on the way. One that has no shape has none the next time either: networks with skips would be walked again for each. */
  readonly shapeOf = (value: Value | undefined): ArrayShape | undefined => {
    if (!value) return undefined;
    if (this.shapes.has(value)) return this.shapes.get(value);
    const shape = this.found(value);
    this.shapes.set(value, shape);
    return shape;
  };

  private found(value: Value): ArrayShape | undefined {
    const options = optionsOf(value);
    if (options.length > 1) {
      // one way may go through layers that the other leaves out
      const [first, ...others] = options.map(weightedLayers);
      if (others.some((layers) => layers.size !== first!.size || [...layers].some((layer) => !first!.has(layer)))) return undefined;
      const shapes = options.map((option) => this.shapeOf(option));
      return shapes.every((shape) => shape && String(shape) === String(shapes[0])) ? shapes[0] : undefined;
    }
    const only = options[0];
    if (only?.kind === 'known' && typeof only.value === 'number') return [];
    if (only?.kind === 'sequence') {
      const parts = only.items.map((item) => this.shapeOf(item));
      return parts.every((part) => part !== undefined) ? parts[0] : undefined;
    }
    if (only?.kind !== 'instance' || this.depth > depthLimit) return undefined;
    if (only !== value) return this.shapeOf(only);
    this.depth++;
    const shape = this.made(only);
    this.depth--;
    return shape;
  }

  private made(value: Instance): ArrayShape | undefined {
    const layer = value.receiver;
    if (/\.param$/.test(value.callee) && !value.role) return this.ownWeight(value);
    if (value.role || layer?.kind !== 'instance' || !/^flax\.linen\.(\w+\.)*[A-Z]\w*\.(__call__|attend)$/.test(value.callee))
      return operationShape(value, this.shapeOf, (flops) => (this.flops += flops));
    const input = this.shapeOf(value.call.positional[0] ?? value.call.keywords.get('inputs'));
    if (!input) return undefined;
    if (value.callee.endsWith('.attend')) return this.attended(layer, input);
    if (!this.sameWidth(value, input)) return undefined;
    const size = linenLayerSize(layer, input, this.shapeOf);
    if (!size) return undefined;
    if (!this.counted.has(layer)) this.parameters += size.parameters;
    this.counted.add(layer);
    this.flops += size.flops;
    return size.output;
  }

  /** `self.param('scale', init, (n,))`: a weight of the network's own. */
  private ownWeight(value: Instance): ArrayShape | undefined {
    const shape = value.call.positional[2] && sizesOf(value.call.positional[2], this.shapeOf);
    if (!shape) return undefined;
    if (!this.counted.has(value)) this.parameters += product(shape);
    this.counted.add(value);
    return shape;
  }

  /** The embedding's weights used as the output layer: no new ones. */
  private attended(layer: Instance, input: ArrayShape): ArrayShape | undefined {
    if (!this.counted.has(layer)) return undefined;
    const size = linenLayerSize(layer, [1], this.shapeOf);
    const width = size?.output.at(-1);
    if (size && width) this.flops += 2 * product(input) * (size.parameters / width);
    return size && width ? [...input.slice(0, -1), size.parameters / width] : undefined;
  }

  private sameWidth(value: Instance, input: ArrayShape): boolean {
    if (!/Attention$/.test(value.receiver?.kind === 'instance' ? value.receiver.callee : '')) return true;
    const others = value.call.positional.slice(1, 3).filter((other) => !isNone(other) && other.kind === 'instance' && !/mask/i.test(other.callee));
    return others.every((other) => this.shapeOf(other)?.at(-1) === input.at(-1));
  }
}

/** Layers with weights that were called on the way to a value. */
function weightedLayers(value: Value): ReadonlySet<Value> {
  const layers = new Set<Value>();
  const search = new ValueSearch([value], searchLimit);
  for (const current of search) {
    if (current.kind === 'choice') search.follow(...current.options);
    if (current.kind === 'sequence') search.follow(...current.items);
    if (current.kind !== 'instance') continue;
    if (/^flax\.linen\.(?!Dropout)(\w+\.)*[A-Z]\w*\.__call__$/.test(current.callee) && current.receiver && !current.role) layers.add(current.receiver);
    search.follow(current.receiver, ...current.call.positional);
  }
  return layers;
}

/** What a network's call on arrays of known shapes goes through. */
export interface LinenSize {
  readonly parameters: number;
  /** of all samples in the example; NaN where it isn't known */
  readonly flops: number;
}

/**
 * Counts a network; undefined unless every layer on the way resolves.
 * @param call calls the network on arrays whose shapes are known; `shapeOf` tells it the shapes of arrays on the way
 */
export function linenSize(call: (shapeOf: (array: Value) => ArrayShape | undefined) => Value | undefined): LinenSize | undefined {
  const reader = new LinenReader();
  const shape = reader.shapeOf(call(reader.shapeOf));
  return shape && Number.isSafeInteger(reader.parameters) && reader.parameters > 0 ? { parameters: reader.parameters, flops: reader.flops } : undefined;
}

// What a tf.data pipeline yields: its maps are followed once on one element, so that what they do to a sample is seen.
import { callValue } from '../../evaluate/calls/calls';
import type { CallEvent } from '../../evaluate/state/events';
import type { Machine } from '../../evaluate/machine';
import { knownBoolean, knownString, optionsOf, sequence, unknown, type Instance, type Value } from '../../evaluate/values';
import { shortName } from '../reading';
import { tfdsImage } from '../../architecture/keras/sampleShapes';

const depthLimit = 40;
/** Stages that hand elements on as they are, one by one or many together. */
const passing =
  /^(batch|padded_batch|ragged_batch|rebatch|unbatch|shuffle|repeat|cache|prefetch|take|skip|shard|filter|apply|with_options|assert_cardinality|concatenate|snapshot|ignore_errors|interleave|bucket_by_sequence_length|experimental_distribute_dataset|as_numpy_iterator|make_one_shot_iterator|get_next|as_numpy|__iter__|iter|next)$/;

/** Follows pipelines with one machine, from one place in the program. */
export class SamplePipeline {
  private readonly yielded = new Map<Value, Value | undefined>();

  constructor(
    private readonly machine: Machine,
    private readonly event: CallEvent,
  ) {}

  /** One element of a data set; an array stands for its own samples. */
  elementOf(value: Value | undefined, depth = 0): Value | undefined {
    const options = optionsOf(value);
    const data = options.length === 1 ? options[0] : undefined;
    if (!data || depth > depthLimit) return undefined;
    if (data.kind !== 'instance') return data;
    if (this.yielded.has(data)) return this.yielded.get(data);
    const element = this.stage(data, depth);
    this.yielded.set(data, element);
    return element;
  }

  private stage(data: Instance, depth: number): Value | undefined {
    const name = shortName(data.callee);
    if (data.role) return isCatalogued(data) ? catalogued(data) : data;
    if (name === 'map' && data.receiver) return this.mapped(data, this.elementOf(data.receiver, depth + 1));
    if (/^(from_tensor_slices|from_tensors|from_generator)$/.test(name)) return data.call.positional[0];
    if (name === 'enumerate')
      return sequence([unknown('run-time'), this.elementOf(data.receiver ?? data.call.positional[0], depth + 1) ?? unknown('run-time')], undefined, 'tuple');
    if (name === 'zip') {
      const parts = data.call.positional.flatMap((part) => (part.kind === 'sequence' ? part.items : [part]));
      return sequence(
        parts.map((part) => this.elementOf(part, depth + 1) ?? unknown('run-time')),
        undefined,
        'tuple',
      );
    }
    if (isCatalogued(data)) return catalogued(data);
    if (passing.test(name)) return this.elementOf(data.receiver ?? data.call.positional[0], depth + 1);
    return data;
  }

  private mapped(data: Instance, element: Value | undefined): Value | undefined {
    const function_ = data.call.positional[0] ?? data.call.keywords.get('map_func');
    if (!function_) return undefined;
    const open = unknown('run-time');
    const positional = element?.kind === 'sequence' && element.type === 'tuple' ? element.items : [element ?? open, ...(element ? [] : [open])];
    let result: Value | undefined;
    this.machine.quietly(() => {
      result = callValue(this.machine, this.event.frame, function_, { positional, keywords: new Map(), complete: true }, this.event.place);
    });
    return result;
  }
}

/** The data set that a `tfds.load` or one of its splits is. */
function loadOf(data: Instance): Instance | undefined {
  for (let current: Value | undefined = data; current?.kind === 'instance'; current = current.receiver) {
    if (!current.role && /^tensorflow_datasets\.(.*\.)?(load|as_dataset|builder)$/.test(current.callee)) return current;
    if (!current.role) return undefined;
  }
  return undefined;
}
const isCatalogued = (data: Instance): boolean => loadOf(data) !== undefined;

/** `(image, label)` where the data set is loaded for supervised training, otherwise a dictionary of features. */
function catalogued(data: Instance): Value | undefined {
  const load = loadOf(data)!;
  const path = load.call.positional[0] ?? load.call.keywords.get('name');
  const name = knownString(path)?.split(/[/:]/)[0];
  if (name === undefined) return undefined;
  const image: Instance = {
    kind: 'instance',
    callee: tfdsImage,
    bases: [],
    call: { positional: [{ kind: 'known', value: name, origin: 'derived' }], keywords: new Map(), complete: true },
    attributes: new Map(),
    origin: 'derived',
    span: load.span,
  };
  if (knownBoolean(load.call.keywords.get('as_supervised')) === true) return sequence([image, unknown('run-time')], undefined, 'tuple');
  return {
    kind: 'mapping',
    entries: new Map<string, Value>([
      ['image', image],
      ['label', unknown('run-time')],
    ]),
    complete: false,
    origin: 'derived',
  };
}

/** The input that a model gets: the first of `(x, y)`. */
export const featuresOf = (element: Value | undefined): Value | undefined => (element?.kind === 'sequence' ? element.items[0] : element);

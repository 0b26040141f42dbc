// What `fit` is fed: arrays, a tf.data pipeline, a generator or a Sequence, with the batch and image size that it says.
import { localOfGenerator } from '../../evaluate/calls/generators';
import { ValueSearch } from '../../evaluate/valueSearch';
import { known, knownNumber, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { shortName } from '../reading';

export interface KerasData {
  readonly kind: 'arrays' | 'batches' | 'unknown';
  readonly batch?: Value;
  /** height and width where the pipeline resizes */
  readonly size?: Value;
}

const searchLimit = 200;
/** Default batch of makers of ready batches (https://keras.io/api/data_loading, keras 3.15). */
const directoryBatch = 32;
const directorySize = 256;
const timeseriesBatch = 128;

/** What a loader of a package that isn't in reach is called. */
const loaderName = /load|data|iter|sampl|batch|pipeline|stream|generat/i;
const batchAttributes = ['batch_size', '_batch_size', 'batchsize', 'bs'];
const arrayRoots =
  /^(numpy|pandas|sklearn|scipy|PIL|cv2|keras\.datasets|keras\.utils\.(to_categorical|pad_sequences|img_to_array)|keras\.preprocessing\.sequence)\b/;
const pipelines = /^tensorflow\.data\.|_dataset_from_(directory|array)$|^tensorflow_datasets\.load|\.to_tf_dataset$|\.prepare_tf_dataset$/;

/** Follows a value back to what made its batches. */
export function kerasData(value: Value | undefined): KerasData {
  const search = new ValueSearch(optionsOf(value), searchLimit);
  let generated: Value | undefined;
  let arrays = value?.kind === 'sequence' && value.type !== 'generator';
  let pipeline = false;
  for (const current of search) {
    if (current.kind === 'choice') search.follow(...current.options);
    if (current.kind === 'sequence' && (current.type === 'tuple' || current.type === 'generator')) search.follow(...current.items);
    if (current.kind === 'sequence' && current.type === 'generator') generated ??= localOfGenerator(current, batchAttributes);
    if (current.kind !== 'instance') continue;
    const found = current.role ? undefined : batchMaker(current);
    if (found) return found;
    if (!current.role && arrayRoots.test(current.callee)) arrays = true;
    if (!current.role && pipelines.test(current.callee)) pipeline = true;
    if (current.receiver) search.follow(...optionsOf(current.receiver));
    if (!current.role || current.role === 'operator')
      search.follow(...current.call.positional.flatMap((argument) => (argument.kind === 'sequence' ? argument.items : optionsOf(argument))));
  }
  if (knownNumber(generated) !== undefined) return { kind: 'batches', batch: generated };
  return { kind: pipeline ? 'batches' : arrays ? 'arrays' : 'unknown' };
}

function batchMaker(object: Instance): KerasData | undefined {
  const name = shortName(object.callee);
  const { keywords, positional } = object.call;
  if (
    object.receiver &&
    /^(batch|padded_batch|ragged_batch|rebatch|shuffle_and_batch|map_and_batch|dense_to_ragged_batch|to_tf_dataset|prepare_tf_dataset)$/.test(name)
  ) {
    const own = /dataset$/.test(name) ? keywords.get('batch_size') : (keywords.get('batch_size') ?? positional[0]);
    return { kind: 'batches', batch: own ?? open };
  }
  if (/^(image|text|audio)_dataset_from_directory$/.test(name))
    return {
      kind: 'batches',
      batch: given(keywords.get('batch_size'), directoryBatch, `keras 3.15 ${name}.batch_size`),
      size: name.startsWith('image') ? given(keywords.get('image_size'), directorySize, 'keras 3.15 image_dataset_from_directory.image_size') : undefined,
    };
  if (name === 'timeseries_dataset_from_array' || name === 'TimeseriesGenerator')
    return { kind: 'batches', batch: given(keywords.get('batch_size'), timeseriesBatch, `keras 3.15 ${name}.batch_size`) };
  if (/^flow(_from_directory|_from_dataframe)?$/.test(name) && object.receiver) {
    const size =
      name === 'flow'
        ? undefined
        : given(
            keywords.get('target_size') ?? (name === 'flow_from_directory' ? positional[1] : undefined),
            directorySize,
            `keras 3.15 ImageDataGenerator.${name}.target_size`,
          );
    return {
      kind: 'batches',
      batch: given(
        keywords.get('batch_size') ?? (name === 'flow' ? positional[2] : undefined),
        directoryBatch,
        `keras 3.15 ImageDataGenerator.${name}.batch_size`,
      ),
      size,
    };
  }
  if (object.bases.some((base) => /^keras\.utils\.(Sequence|PyDataset|all_utils\.Sequence)$/.test(base))) {
    const attribute = batchAttributes.map((key) => object.attributes.get(key)).find((held) => held !== undefined);
    return { kind: 'batches', batch: attribute ?? open };
  }
  if (object.classTarget && !object.bases.length) return batchesOfOwnClass(object);
  const stated = keywords.get('batch_size');
  return stated && !object.classTarget && loaderName.test(name) ? { kind: 'batches', batch: stated } : undefined;
}

/** A generator class of the workspace that keeps its batch size in an attribute. */
function batchesOfOwnClass(object: Instance): KerasData | undefined {
  const attribute = batchAttributes.map((key) => object.attributes.get(key)).find((held) => knownNumber(held) !== undefined);
  return attribute && { kind: 'batches', batch: attribute };
}

const open: Value = { kind: 'unknown', reason: 'run-time', origin: 'derived' };
const given = (value: Value | undefined, fallback: number, source: string): Value => value ?? { ...known(fallback, undefined, 'library-default'), source };

/** A batch written as `16 * strategy.num_replicas_in_sync` is 16 a device. */
export function perReplica(batch: Value | undefined): Value | undefined {
  if (batch?.kind !== 'instance' || batch.callee !== 'operator*') return undefined;
  const [left, right] = batch.call.positional;
  const isReplicas = (value: Value | undefined): boolean =>
    value?.kind === 'instance' && /\.(num_replicas_in_sync|num_replicas|device_count|local_device_count|size)$/.test(value.callee);
  if (isReplicas(left)) return right;
  return isReplicas(right) ? left : undefined;
}

/** The side of `(224, 224)` or of one number; undefined unless square and known. */
export function squareSide(size: Value | undefined): Value | undefined {
  if (size?.kind !== 'sequence') return size;
  const [height, width] = size.items;
  return height?.kind === 'known' && width?.kind === 'known' && height.value === width.value ? height : undefined;
}

// The shape of one sample on its way to a Keras model: the arrays that `keras.datasets` gives, cast, scaled, reshaped and resized.
import { isNone, knownNumber, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { numbersOf } from '../layerArguments';

const shortName = (qualified: string): string => qualified.slice(qualified.lastIndexOf('.') + 1);

/** Sizes of one sample without the batch axis; an open axis is NaN. */
export type SampleShape = readonly number[];

/** https://keras.io/api/datasets, https://www.tensorflow.org/datasets/catalog: images that come in one size. */
const arrays: Readonly<Record<string, SampleShape>> = { mnist: [28, 28], fashion_mnist: [28, 28], cifar10: [32, 32, 3], cifar100: [32, 32, 3] };
const catalog: Readonly<Record<string, SampleShape>> = {
  mnist: [28, 28, 1],
  fashion_mnist: [28, 28, 1],
  kmnist: [28, 28, 1],
  emnist: [28, 28, 1],
  cifar10: [32, 32, 3],
  cifar100: [32, 32, 3],
  svhn_cropped: [32, 32, 3],
  rock_paper_scissors: [300, 300, 3],
  beans: [500, 500, 3],
  eurosat: [64, 64, 3],
};
const imageChannels = [1, 3, 4];
const depthLimit = 60;

/** Methods and functions after which a sample has the shape it had before. */
const keeping =
  /\.(astype|cast|copy|convert_image_dtype|asarray|array|convert_to_tensor|constant|normalize|clip_by_value|per_image_standardization|random_flip_left_right|random_flip_up_down|random_brightness|random_contrast|random_hue|random_saturation|flip_left_right|rot90|float32|identity|preprocess_input|numpy|shuffle|divide|subtract|add|multiply|squeeze_dims|to|flip|train_test_split|permutation|take|gather)$/;

/** The shape of one sample of what a value holds, as far as the program says it. */
export function sampleShape(value: Value | undefined, depth = 0): SampleShape | undefined {
  const options = optionsOf(value);
  const object = options.length === 1 ? options[0] : undefined;
  if (object?.kind !== 'instance' || depth > depthLimit) return undefined;
  const native = nativeShape(object);
  if (native) return native;
  const deeper = (next: Value | undefined): SampleShape | undefined => sampleShape(next, depth + 1);
  if (object.role === 'operator') return operated(object, deeper);
  if (object.role === 'item') return indexed(object, deeper(object.receiver));
  if (object.role === 'element') return isSplit(object.receiver) ? deeper(splitSource(object.receiver)) : deeper(object.receiver);
  if (object.role) return undefined;
  const drawn = drawnShape(object);
  if (drawn) return drawn;
  if (isNoise(object.callee)) return deeper(noiseFor(object));
  const name = shortName(object.callee);
  const subject = object.receiver ?? object.call.positional[0];
  const rest = object.receiver ? object.call.positional : object.call.positional.slice(1);
  if (name === 'reshape' || name === 'ensure_shape' || name === 'set_shape' || name === 'Reshape')
    return unbatched(
      rest.length > 1 ? rest.flatMap(numbersOf) : numbersOf(object.call.keywords.get('newshape') ?? object.call.keywords.get('shape') ?? rest[0]),
    );
  if (name === 'expand_dims') return widened(deeper(subject), object.call.keywords.get('axis') ?? rest[0]);
  if (/^(resize|resize_with_pad|resize_with_crop_or_pad|central_crop)$/.test(name)) return resized(object, rest, deeper(subject));
  if (name === 'random_crop') return numbersOf(object.call.keywords.get('size') ?? rest[0]);
  if (keeping.test(object.callee) || isLayerCall(object)) return resizedByLayer(object) ?? deeper(subjectOf(object));
  return undefined;
}

const isLayerCall = (object: Instance): boolean => shortName(object.callee) === '__call__' && object.receiver?.kind === 'instance';
const subjectOf = (object: Instance): Value | undefined => (isLayerCall(object) ? object.call.positional[0] : (object.receiver ?? object.call.positional[0]));

/** `keras.datasets.mnist.load_data()` gives `((x, y), (x, y))`; `tfds.load` features of a known size. */
function nativeShape(object: Instance): SampleShape | undefined {
  if (object.role === 'element' || object.role === 'item') {
    const outer = object.receiver;
    const load = outer?.kind === 'instance' && (outer.role === 'element' || outer.role === 'item') ? outer.receiver : undefined;
    const name = load?.kind === 'instance' && !load.role ? /^keras\.datasets\.(\w+)\.load_data$/.exec(load.callee)?.[1] : undefined;
    if (name) return arrays[name];
  }
  if (object.callee === tfdsImage) return catalog[String(object.call.positional[0]?.kind === 'known' ? object.call.positional[0].value : '')];
  return undefined;
}
/** The image of a sample of a catalogued data set; its argument is the data set's name. */
export const tfdsImage = 'tensorflow_datasets.image';

const isSplit = (value: Value | undefined): boolean => value?.kind === 'instance' && !value.role && /train_test_split$/.test(value.callee);
const splitSource = (value: Value | undefined): Value | undefined => (value?.kind === 'instance' ? value.call.positional[0] : undefined);

function operated(object: Instance, deeper: (value: Value | undefined) => SampleShape | undefined): SampleShape | undefined {
  const sides = object.call.positional.filter((side) => side.kind !== 'known');
  const first = deeper(sides[0]);
  if (sides.length === 1 || sides[1]?.kind !== 'instance') return first;
  const second = deeper(sides[1]);
  return first && second?.length === first.length && second.every((length, axis) => length === first[axis]) ? first : undefined;
}

/** Arrays that the program makes up: `np.random.randint(0, 9, (1000, 2))`, `np.zeros((n, 16, 71))`, `np.random.rand(1000, 54)`. */
function drawnShape({ callee, call }: Instance): SampleShape | undefined {
  const [, maker] = /^numpy\.(?:random\.)?(\w+)$/.exec(callee) ?? [];
  if (maker === 'rand' || maker === 'randn') return call.positional.length > 1 ? call.positional.slice(1).map((size) => numbersOf(size)[0]!) : undefined;
  if (!/^(zeros|ones|empty|full|randint|random|normal|uniform|choice)$/.test(maker ?? '')) return undefined;
  const size = call.keywords.get('size') ?? call.keywords.get('shape') ?? call.positional.find((argument) => argument.kind === 'sequence');
  return size?.kind === 'sequence' && size.complete && size.items.length > 1 ? size.items.slice(1).map((axis) => numbersOf(axis)[0]!) : undefined;
}

/** `np.random.normal(size=x.shape)`, `tf.random.normal(tf.shape(x))`: noise as large as the samples. */
function noiseFor(object: Instance): Value | undefined {
  const size = object.call.keywords.get('size') ?? object.call.keywords.get('shape') ?? object.call.positional.at(-1);
  if (size?.kind !== 'instance' || !/\.shape$/.test(size.callee)) return undefined;
  return size.role === 'attribute' ? size.receiver : size.call.positional[0];
}
const isNoise = (callee: string): boolean => /(^|\.)random\.(normal|uniform|standard_normal|truncated_normal|random_sample|stateless_normal)$/.test(callee);

/** `x[..., tf.newaxis]` adds an axis; `x[:1000]` and `x[i]` leave the samples as they are. */
function indexed(object: Instance, shape: SampleShape | undefined): SampleShape | undefined {
  const index = object.call.positional[0];
  if (index?.kind !== 'sequence') return shape;
  const last = index.items.at(-1);
  return shape && (isNone(last) || (last?.kind === 'reference' && /\.newaxis$/.test(last.name))) ? [...shape, 1] : undefined;
}

/** `reshape(-1, 28, 28, 1)` has the batch axis, `reshape(image, (28, 28, 1))` hasn't. */
function unbatched(shape: SampleShape): SampleShape | undefined {
  if (shape.length === 3 && shape[0]! > 1 && shape[0] === shape[1] && imageChannels.includes(shape[2]!)) return shape;
  return shape.length > 1 ? shape.slice(1) : undefined;
}

function widened(shape: SampleShape | undefined, axis: Value | undefined): SampleShape | undefined {
  const at = knownNumber(axis);
  return shape && (at === -1 || at === shape.length + 1 || (at === shape.length && shape.length === 2)) ? [...shape, 1] : shape && at === 0 ? shape : undefined;
}

function resized(object: Instance, rest: readonly Value[], before: SampleShape | undefined): SampleShape | undefined {
  const { keywords, positional } = object.call;
  const numbers =
    shortName(object.callee) === 'resize' || rest.length < 2
      ? numbersOf(keywords.get('size') ?? keywords.get('output_shape') ?? rest[0] ?? positional[1])
      : rest.slice(0, 2).flatMap(numbersOf);
  const sides = numbers.length >= 2 ? numbers.slice(0, 2) : [Number.NaN, Number.NaN];
  return [...sides, before?.[2] ?? Number.NaN];
}

/** `Resizing(180, 180)(image)`, alone or in a Sequential of preprocessing layers. */
function resizedByLayer(object: Instance): SampleShape | undefined {
  const layer = object.receiver;
  if (!isLayerCall(object) || layer?.kind !== 'instance') return undefined;
  const first = layer.call.positional[0];
  const layers = /Sequential$/.test(layer.callee) && first?.kind === 'sequence' ? first.items : [layer];
  for (const one of layers.toReversed()) {
    if (one.kind !== 'instance' || !/\.(Resizing|RandomCrop|CenterCrop)$/.test(one.callee)) continue;
    const sides = ['height', 'width'].map((name, index) => knownNumber(one.call.keywords.get(name) ?? one.call.positional[index]) ?? Number.NaN);
    return [...sides, Number.NaN];
  }
  return undefined;
}

/** The side of a square image of that shape; undefined for everything else. */
export function imageSide(shape: SampleShape | undefined): number | undefined {
  const [height, width, channels] = shape ?? [];
  const isImage = shape?.length === 2 || (shape?.length === 3 && (Number.isNaN(channels!) || imageChannels.includes(channels!)));
  return isImage && height === width && Number.isSafeInteger(height) && height! > 1 ? height : undefined;
}

/** `x_train.shape[1:]`: the shape of one sample, written as the array's own. */
export function sliceOfShape(value: Value | undefined): SampleShape | undefined {
  const shape =
    value?.kind === 'instance' && value.role === 'item' && knownNumber(value.call.positional[0]) === 1 && value.call.positional.length === 1
      ? value.receiver
      : undefined;
  return shape?.kind === 'instance' && shape.role === 'attribute' && /\.shape$/.test(shape.callee) ? sampleShape(shape.receiver) : undefined;
}

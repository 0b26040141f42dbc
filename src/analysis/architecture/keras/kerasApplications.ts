// Pre-built Keras networks without their top: parameters and the width of their last feature map.
// Source: https://keras.io/api/applications (parameters with top), less the top's features x 1000 + 1000; VGG from the convolutions' own sizes.
import type { Instance } from '../../evaluate/values';
import type { LayerSize } from './layerSize';
import { LayerArguments, numbersOf } from '../layerArguments';

export interface KerasApplication {
  /** with `include_top=False` */
  readonly parameters: number;
  /** channels of the last feature map */
  readonly features: number;
  /** whether `include_top=True` adds one dense layer on the pooled features (VGG adds three) */
  readonly denseTop: boolean;
}

const row = (parameters: number, features: number, denseTop = true): KerasApplication => ({ parameters, features, denseTop });

const applications: Readonly<Record<string, KerasApplication>> = {
  Xception: row(20_861_480, 2048),
  VGG16: row(14_714_688, 512, false),
  VGG19: row(20_024_384, 512, false),
  ResNet50: row(23_587_712, 2048),
  ResNet101: row(42_658_176, 2048),
  ResNet152: row(58_370_944, 2048),
  ResNet50V2: row(23_564_800, 2048),
  ResNet101V2: row(42_626_560, 2048),
  ResNet152V2: row(58_331_648, 2048),
  InceptionV3: row(21_802_784, 2048),
  InceptionResNetV2: row(54_336_736, 1536),
  MobileNet: row(3_228_864, 1024, false),
  MobileNetV2: row(2_257_984, 1280),
  DenseNet121: row(7_037_504, 1024),
  DenseNet169: row(12_642_880, 1664),
  DenseNet201: row(18_321_984, 1920),
  NASNetMobile: row(4_269_716, 1056),
  NASNetLarge: row(84_916_818, 4032),
  EfficientNetB0: row(4_049_571, 1280),
  EfficientNetB1: row(6_575_239, 1280),
  EfficientNetB2: row(7_768_569, 1408),
  EfficientNetB3: row(10_783_535, 1536),
  EfficientNetB4: row(17_673_823, 1792),
  EfficientNetB5: row(28_513_527, 2048),
  EfficientNetB6: row(40_960_143, 2304),
  EfficientNetB7: row(64_097_687, 2560),
};

/** The stock network of that class name (`MobileNetV2`); undefined for others. */
export const kerasApplication = (name: string): KerasApplication | undefined => (Object.hasOwn(applications, name) ? applications[name] : undefined);

/** A stock network; its work isn't known here, only its weights. */
export function applicationSize(network: Instance): LayerSize | undefined {
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

// torchvision's networks: their parameters with the 1000-class head they are built with, and where that head sits, so that a replaced head changes the count exactly.
import { knownNumber, type Instance, type Value } from '../../evaluate/values';

interface Network {
  /** `num_params` of the weights in torchvision 0.20 (https://pytorch.org/vision/stable/models.html) */
  readonly parameters: number;
  /** the attribute path of the last layer, and the width that it takes; it has a bias */
  readonly head: string;
  readonly width: number;
  /** parameters of an auxiliary classifier that only pre-trained or default construction adds, by its attribute path */
  readonly auxiliary?: { readonly path: string; readonly width: number };
}

const network = (parameters: number, head: string, width: number): Network => ({ parameters, head, width });

/** Classes of ImageNet, which every one of these networks is built for unless told otherwise. */
const imageNetClasses = 1000;

const networks: Readonly<Record<string, Network>> = {
  alexnet: network(61_100_840, 'classifier.6', 4096),
  vgg11: network(132_863_336, 'classifier.6', 4096),
  vgg11_bn: network(132_868_840, 'classifier.6', 4096),
  vgg13: network(133_047_848, 'classifier.6', 4096),
  vgg13_bn: network(133_053_736, 'classifier.6', 4096),
  vgg16: network(138_357_544, 'classifier.6', 4096),
  vgg16_bn: network(138_365_992, 'classifier.6', 4096),
  vgg19: network(143_667_240, 'classifier.6', 4096),
  vgg19_bn: network(143_678_248, 'classifier.6', 4096),
  resnet18: network(11_689_512, 'fc', 512),
  resnet34: network(21_797_672, 'fc', 512),
  resnet50: network(25_557_032, 'fc', 2048),
  resnet101: network(44_549_160, 'fc', 2048),
  resnet152: network(60_192_808, 'fc', 2048),
  resnext50_32x4d: network(25_028_904, 'fc', 2048),
  resnext101_32x8d: network(88_791_336, 'fc', 2048),
  resnext101_64x4d: network(83_455_272, 'fc', 2048),
  wide_resnet50_2: network(68_883_240, 'fc', 2048),
  wide_resnet101_2: network(126_886_696, 'fc', 2048),
  regnet_x_400mf: network(5_495_976, 'fc', 400),
  regnet_x_800mf: network(7_259_656, 'fc', 672),
  regnet_x_1_6gf: network(9_190_136, 'fc', 912),
  regnet_x_3_2gf: network(15_296_552, 'fc', 1008),
  regnet_x_8gf: network(39_572_648, 'fc', 1920),
  regnet_x_16gf: network(54_278_536, 'fc', 2048),
  regnet_x_32gf: network(107_811_560, 'fc', 2520),
  regnet_y_400mf: network(4_344_144, 'fc', 440),
  regnet_y_800mf: network(6_432_512, 'fc', 784),
  regnet_y_1_6gf: network(11_202_430, 'fc', 888),
  regnet_y_3_2gf: network(19_436_338, 'fc', 1512),
  regnet_y_8gf: network(39_381_472, 'fc', 2016),
  regnet_y_16gf: network(83_590_140, 'fc', 3024),
  regnet_y_32gf: network(145_046_770, 'fc', 3712),
  regnet_y_128gf: network(644_812_894, 'fc', 7392),
  densenet121: network(7_978_856, 'classifier', 1024),
  densenet161: network(28_681_000, 'classifier', 2208),
  densenet169: network(14_149_480, 'classifier', 1664),
  densenet201: network(20_013_928, 'classifier', 1920),
  mobilenet_v2: network(3_504_872, 'classifier.1', 1280),
  mobilenet_v3_small: network(2_542_856, 'classifier.3', 1024),
  mobilenet_v3_large: network(5_483_032, 'classifier.3', 1280),
  efficientnet_b0: network(5_288_548, 'classifier.1', 1280),
  efficientnet_b1: network(7_794_184, 'classifier.1', 1280),
  efficientnet_b2: network(9_109_994, 'classifier.1', 1408),
  efficientnet_b3: network(12_233_232, 'classifier.1', 1536),
  efficientnet_b4: network(19_341_616, 'classifier.1', 1792),
  efficientnet_b5: network(30_389_784, 'classifier.1', 2048),
  efficientnet_b6: network(43_040_704, 'classifier.1', 2304),
  efficientnet_b7: network(66_347_960, 'classifier.1', 2560),
  efficientnet_v2_s: network(21_458_488, 'classifier.1', 1280),
  efficientnet_v2_m: network(54_139_356, 'classifier.1', 1280),
  efficientnet_v2_l: network(118_515_272, 'classifier.1', 1280),
  squeezenet1_0: network(1_248_424, 'classifier.1', 512),
  squeezenet1_1: network(1_235_496, 'classifier.1', 512),
  shufflenet_v2_x1_0: network(2_278_604, 'fc', 1024),
  shufflenet_v2_x0_5: network(1_366_792, 'fc', 1024),
  shufflenet_v2_x1_5: network(3_503_624, 'fc', 1024),
  shufflenet_v2_x2_0: network(7_393_996, 'fc', 2048),
  mnasnet1_0: network(4_383_312, 'classifier.1', 1280),
  mnasnet0_5: network(2_218_512, 'classifier.1', 1280),
  mnasnet0_75: network(3_170_208, 'classifier.1', 1280),
  mnasnet1_3: network(6_282_256, 'classifier.1', 1280),
  inception_v3: { ...network(27_161_264, 'fc', 2048), auxiliary: { path: 'AuxLogits.fc', width: 768 } },
  convnext_tiny: network(28_589_128, 'classifier.2', 768),
  convnext_small: network(50_223_688, 'classifier.2', 768),
  convnext_base: network(88_591_464, 'classifier.2', 1024),
  convnext_large: network(197_767_336, 'classifier.2', 1536),
  vit_b_16: network(86_567_656, 'heads.head', 768),
  vit_b_32: network(88_224_232, 'heads.head', 768),
  vit_l_16: network(304_326_632, 'heads.head', 1024),
  vit_l_32: network(306_535_400, 'heads.head', 1024),
  vit_h_14: network(633_470_440, 'heads.head', 1280),
  swin_t: network(28_288_354, 'head', 768),
  swin_s: network(49_606_258, 'head', 768),
  swin_b: network(87_768_224, 'head', 1024),
  swin_v2_t: network(28_351_570, 'head', 768),
  swin_v2_s: network(49_737_442, 'head', 768),
  swin_v2_b: network(87_930_848, 'head', 1024),
};

/** Whether a call builds one of torchvision's networks that are known here. */
export const isTorchvisionNetwork = (model: Value): model is Instance => model.kind === 'instance' && networkOf(model) !== undefined;

/** The network that a call of `torchvision.models.<name>(…)` builds; undefined for other calls. */
function networkOf(model: Instance): Network | undefined {
  if (model.role || model.receiver || !/^torchvision\.models\./.test(model.callee)) return undefined;
  const name = model.callee.slice(model.callee.lastIndexOf('.') + 1);
  return Object.hasOwn(networks, name) ? networks[name] : undefined;
}

/** Arguments of the builders that leave the layers as they are. */
const harmlessArguments = new Set(['weights', 'pretrained', 'progress', 'num_classes']);

const linear = (width: number, classes: number): number => width * classes + classes;

/** `network.classifier[6]` as a path below the network, with the network; undefined for what is no part of one. */
function pathBelow(part: Instance): { readonly root: Instance; readonly path: string } | undefined {
  const names: string[] = [];
  let current: Value | undefined = part;
  while (current?.kind === 'instance' && (current.role === 'attribute' || current.role === 'item') && names.length < 4) {
    const index: Value | undefined = current.role === 'item' ? current.call.positional[0] : undefined;
    names.unshift(index ? String(knownNumber(index) ?? '?') : current.callee.slice(current.callee.lastIndexOf('.') + 1));
    current = current.receiver;
  }
  return current?.kind === 'instance' && names.length > 0 ? { root: current, path: names.join('.') } : undefined;
}

/** The width that the head of a torchvision network takes, where the value is that head. */
export function headWidth(layer: Instance): number | undefined {
  const place = pathBelow(layer);
  const found = place && networkOf(place.root);
  if (!found) return undefined;
  return place.path === found.head ? found.width : place.path === found.auxiliary?.path ? found.auxiliary.width : undefined;
}

/** What the program put in place of parts of the network: the path and the new module. */
export interface Replacement {
  readonly path: string;
  readonly module: Value;
}

/**
 * Parameters of a torchvision network as the program leaves it: the published count, less the head that was replaced, plus what stands there now.
 * @param replaced parts that were put in place of the network's own
 * @param sizeOf counts a new part
 * @returns undefined when the call builds none of these networks, NaN when a replaced part's old size isn't known
 */
export function torchvisionParameters(model: Instance, replaced: readonly Replacement[], sizeOf: (module: Value) => number): number | undefined {
  const found = networkOf(model);
  if (!found) return undefined;
  if (!model.call.complete || [...model.call.keywords.keys()].some((name) => !harmlessArguments.has(name))) return Number.NaN;
  const stated = model.call.keywords.get('num_classes');
  const classes = stated ? (knownNumber(stated) ?? Number.NaN) : imageNetClasses;
  let total = found.parameters - linear(found.width, imageNetClasses) + linear(found.width, classes);
  if (found.auxiliary && stated) return Number.NaN;
  for (const { path, module } of replaced) {
    const old =
      path === found.head
        ? linear(found.width, classes)
        : path === found.auxiliary?.path
          ? linear(found.auxiliary.width, imageNetClasses)
          : wholeHead(found, path, classes);
    total += sizeOf(module) - old;
  }
  return total;
}

/** `network.classifier = …` in place of a head whose last layer is the only one with weights. */
function wholeHead(found: Network, path: string, classes: number): number {
  if (!found.head.startsWith(`${path}.`)) return Number.NaN;
  // the heads of VGG and AlexNet are three layers, those of MobileNetV3 two
  if (found.width === 4096) return hiddenOf(found) + linear(4096, classes);
  if (found.head === 'classifier.3' || found.head === 'classifier.2') return Number.NaN;
  return linear(found.width, classes);
}

/** The two hidden layers of VGG's and AlexNet's classifier: 512 x 7 x 7 or 256 x 6 x 6 inputs. */
const hiddenOf = (found: Network): number => linear(found.parameters === networks['alexnet']!.parameters ? 9216 : 25_088, 4096) + linear(4096, 4096);

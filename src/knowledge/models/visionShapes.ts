// What an image model's name says beyond its table row: convolution or transformer, and the widths of the usual vision transformers.
import type { ModelFamily, ModelSizes } from '../../model/architecture';

/** Names of transformers over patches, whose cost grows with tokens. Hybrids that are mostly convolutions are left to `cnn`. */
const transformerName =
  /(?<![a-z])(vit|deit3?|beit|beitv2|eva|eva02|swin|swinv2|cait|xcit|pvt|twins|dinov2|dinov3|siglip|aimv2|hiera|volo|tnt|samvit|pit|convit|flexivit|naflexvit|crossvit|mvit|mvitv2|mixer|gmlp|resmlp)(?![a-uw-z])/i;

const detectionTasks: ReadonlySet<string> = new Set(['detection', 'segmentation', 'pose', 'keypoint', 'visual-grounding']);
const pairedTasks: ReadonlySet<string> = new Set([
  'image-text',
  'image-caption',
  'visual-question-answering',
  'image-to-text-retrieval',
  'image-retrieval',
  'nlvr',
]);

export function visionFamily(id: string, task: string): ModelFamily {
  if (detectionTasks.has(task)) return 'detection';
  if (pairedTasks.has(task)) return 'multimodal';
  return transformerName.test(id) ? 'vit' : 'cnn';
}

type Shape = Pick<ModelSizes, 'layers' | 'hiddenSize' | 'attentionHeads' | 'keyValueHeads' | 'headSize' | 'intermediateSize' | 'gatedMlp'>;

/** Dosovitskiy et al. 2021 (arXiv 2010.11929, table 1), Touvron et al. 2021 (DeiT, tiny and small), Zhai et al. 2022 (giant). */
const plainShapes: readonly {
  readonly size: RegExp;
  readonly layers: number;
  readonly hiddenSize: number;
  readonly attentionHeads: number;
  readonly intermediateSize: number;
}[] = [
  { size: /tiny|(?<=vit_)ti(?=_)/, layers: 12, hiddenSize: 192, attentionHeads: 3, intermediateSize: 768 },
  { size: /small|(?<=vit_)s(?=_)/, layers: 12, hiddenSize: 384, attentionHeads: 6, intermediateSize: 1_536 },
  { size: /base|(?<=vit_)b(?=_)/, layers: 12, hiddenSize: 768, attentionHeads: 12, intermediateSize: 3_072 },
  { size: /large|(?<=vit_)l(?=_)/, layers: 24, hiddenSize: 1_024, attentionHeads: 16, intermediateSize: 4_096 },
  { size: /huge|(?<=vit_)h(?=_)/, layers: 32, hiddenSize: 1_280, attentionHeads: 16, intermediateSize: 5_120 },
  { size: /giant/, layers: 40, hiddenSize: 1_408, attentionHeads: 16, intermediateSize: 6_144 },
];

/** Layers and widths of plain ViT, DeiT, BEiT and DINO models, empty for all others. */
export function visionTransformerShape(id: string): Shape {
  const name = id.toLowerCase().replaceAll('-', '_');
  if (
    !/(^|\/)(vit|deit|beit|dinov2)_/.test(name) ||
    /relpos|srelpos|medium|little|xsmall|so\d+m|dwee|wee|pwee|mediumd|betwixt|reg\d_(?!dinov2)|resnet|_r\d|distilled/.test(name)
  )
    return {};
  const shape = plainShapes.find(({ size }) => size.test(name));
  if (!shape) return {};
  const { layers, hiddenSize, attentionHeads, intermediateSize } = shape;
  return { layers, hiddenSize, attentionHeads, keyValueHeads: attentionHeads, headSize: hiddenSize / attentionHeads, intermediateSize, gatedMlp: false };
}

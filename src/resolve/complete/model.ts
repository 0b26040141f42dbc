// Which model is trained and how big it is: by name, by stated sizes, or by a size alone with the usual shape for it.
import type { ModelFamily, ModelSizes } from '../../model/architecture';
import type { Assumption } from '../../model/estimate';
import type { Provenance } from '../../model/source';
import type { Input } from '../../model/workload';
import type { Knowledge } from '../../knowledge/knowledge';
import { activationsOfSimilarNetworks } from '../../knowledge/similarNetworks';
import { backingOf, type Stated } from '../stated';

/**
 * @returns the sizes, or null when the name is in no table and no size is stated; the reason then stands among the assumptions.
 */
export function completeModel(stated: Stated, knowledge: Knowledge, assume: (assumption: Assumption) => void): Input<ModelSizes> | null {
  const { id, parameters, flopsPerSample } = stated.spec.model;
  const known = id ? knowledge.model(id, stated.framework) : undefined;
  const sized = Boolean(parameters || flopsPerSample || (stated.spec.model.layers && stated.spec.model.hiddenSize));
  if (known) {
    const value = withActivations(withStatedSizes(known, stated), stated);
    if (stated.modelAltered && !parameters)
      assume({ name: 'model', value: known.name, why: `the code cuts or extends ${known.name}; the size of the whole model is taken`, source: 'the code' });
    return { value, provenance: [...backingOf(stated, 'model.id'), ...known.provenance], assumed: false, editable: 'model' };
  }
  if (!sized) {
    const why = id ? unknownName(id, knowledge.nearestModels(id, stated.framework)) : 'the file does not determine the model and no size is stated';
    assume({ name: 'model', value: null, why, source: 'bundled model tables' });
    return null;
  }
  const value = withActivations(sizesFrom(stated), stated);
  return { value, provenance: value.provenance, assumed: false, editable: 'model' };
}

const unknownName = (id: string, near: readonly string[]): string =>
  `"${id}" is in none of the bundled tables and no size is stated${near.length > 0 ? `; names near it: ${near.join(', ')}` : ''}`;

/** Activations follow neither from parameters nor from FLOPs: where no table has them, networks of a like size lend theirs. */
function withActivations(sizes: ModelSizes, stated: Stated): ModelSizes {
  const side = sizes.imageSize ?? stated.spec.imageSize ?? undefined;
  if (sizes.activationsMillions || !sizes.forwardFlopsPerSample || !side) return sizes;
  // Networks for small images keep them whole where others begin with a stem that quarters the side: they work like networks for images four times as large.
  const workingSide = side <= smallImageSide ? stemReduction * side : side;
  const activationsMillions = activationsOfSimilarNetworks(sizes.forwardFlopsPerSample, sizes.parameters, workingSide);
  return activationsMillions ? { ...sizes, imageSize: side, activationsMillions } : sizes;
}

/** CIFAR's 32 and Tiny ImageNet's 64 pixels; the stem of networks for 224 pixels halves the side twice (He et al. 2015, sections 4.1 and 4.2). */
const smallImageSide = 64;
const stemReduction = 4;

/** Stated sizes win over the table's. */
function withStatedSizes(known: ModelSizes, stated: Stated): ModelSizes {
  const { parameters, activeParameters, flopsPerSample, layers, hiddenSize, attentionHeads, vocabularySize } = stated.spec.model;
  return {
    ...known,
    parameters: parameters ?? known.parameters,
    activeParameters: activeParameters ?? known.activeParameters,
    forwardFlopsPerSample: flopsPerSample ?? known.forwardFlopsPerSample,
    layers: layers ?? known.layers,
    hiddenSize: hiddenSize ?? known.hiddenSize,
    attentionHeads: attentionHeads ?? known.attentionHeads,
    vocabularySize: vocabularySize ?? known.vocabularySize,
  };
}

function sizesFrom(stated: Stated): ModelSizes {
  const { id, parameters, activeParameters, layers, hiddenSize, attentionHeads, vocabularySize, flopsPerSample } = stated.spec.model;
  const backing = ['parameters', 'flopsPerSample', 'layers']
    .filter((key) => stated.spec.model[key as 'parameters'])
    .flatMap((key): readonly Provenance[] => backingOf(stated, `model.${key}`));
  const blocks = layers && hiddenSize ? 12 * layers * hiddenSize * hiddenSize + (vocabularySize ?? 0) * hiddenSize : undefined;
  return {
    name: id ?? "the file's own model",
    family: familyOf(stated),
    parameters: parameters ?? blocks ?? parametersOf(flopsPerSample ?? 0, stated.spec.imageSize ?? 0),
    activeParameters: activeParameters ?? undefined,
    layers: layers ?? undefined,
    hiddenSize: hiddenSize ?? undefined,
    attentionHeads: attentionHeads ?? undefined,
    vocabularySize: vocabularySize ?? undefined,
    embeddingParameters: vocabularySize && hiddenSize ? vocabularySize * hiddenSize : undefined,
    forwardFlopsPerSample: flopsPerSample ?? undefined,
    imageSize: flopsPerSample && stated.spec.imageSize ? stated.spec.imageSize : undefined,
    provenance: backing,
  };
}

/** Forward FLOPs a parameter: each weight is used once a sample in dense layers; about 350 times at 224 px in image networks (timm benchmark table). */
const denseFlopsPerParameter = 2;
const imageFlopsPerParameter = 350;
const parametersOf = (flops: number, imageSize: number): number =>
  Math.max(1, flops / (imageSize > 0 ? imageFlopsPerParameter * (imageSize / 224) ** 2 : denseFlopsPerParameter));

/** Images this large are what detectors are fine-tuned at (torchvision and detectron2: 800 to 1333). */
const detectorSide = 600;

/** Networks of images with more weights than this are denoisers (Stable Diffusion's U-Net: 0.86 billion); the largest of the timm table have 0.85. */
const largestImageNetwork = 0.85e9;

/** Without a name the family shows in what is counted: tokens, pixels, or neither. */
function familyOf({ spec, task }: Stated): ModelFamily {
  if (/object-detection|instance-seg/.test(task ?? '')) return 'detection';
  if (spec.imageSize && spec.imageSize >= detectorSide && spec.model.flopsPerSample && spec.method !== 'pretrain') return 'detection';
  if (spec.imageSize && !spec.model.layers) return spec.model.flopsPerSample && (spec.model.parameters ?? 0) < largestImageNetwork ? 'cnn' : 'diffusion';
  if (spec.model.vocabularySize && spec.model.vocabularySize < 32_000 && spec.sequenceLength && spec.sequenceLength <= 512) return 'encoder';
  if (spec.tokens || spec.sequenceLength || spec.model.layers) return 'decoder';
  return spec.model.flopsPerSample ? 'other' : 'mlp';
}

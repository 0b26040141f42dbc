// The model tables' rows as sizes: one entry an id, made into `ModelSizes` only when it is asked for.
import type { ModelFamily, ModelSizes } from '../../model/architecture';
import { rowProvenance, tableProvenance } from '../provenance';
import { KeyedTable, lazily, parseTable, type TableRow } from '../table';
import { languageModelsTable } from '../tables/languageModels.generated';
import { languageShapesTable } from '../tables/languageShapes.generated';
import { otherModelsTable } from '../tables/otherModels.generated';
import { visionModelsTable } from '../tables/visionModels.generated';
import { visionFamily, visionTransformerShape } from './visionShapes';

export interface ModelEntry {
  readonly id: string;
  /** whose name it is: transformers, timm, torchvision, keras.applications, whisper ... */
  readonly library: () => string;
  readonly sizes: () => ModelSizes;
}

/** timm and others list 10^9 multiply-adds of one forward pass; a multiply-add is two operations. */
const flopsPerGigaMultiplyAdd = 2e9;

const languageFamilies: Readonly<Record<string, ModelFamily>> = { d: 'decoder', e: 'encoder', s: 'encoder-decoder' };

/** Architectures whose embedding table is narrower than the layers: config.embedding_size, word_embed_proj_dim. Source: their papers and configurations. */
const narrowEmbedding: readonly { readonly architecture: RegExp; readonly hidden?: number; readonly size: number }[] = [
  { architecture: /^Albert/, size: 128 },
  { architecture: /^Electra/, hidden: 256, size: 128 },
  { architecture: /^MobileBert/, size: 128 },
  { architecture: /^OPT/, hidden: 1024, size: 512 },
];

const matchRemarks: Readonly<Record<string, string>> = {
  p: 'the name says that it has this architecture',
  d: 'has the architecture of its declared base model',
  n: 'only its nominal size is known',
};

const shapes = lazily<readonly TableRow[]>(() => parseTable(languageShapesTable));

interface Kind {
  /** asked for when it is needed: in Node hosts the text is a file that is read then */
  readonly text: () => string;
  readonly entryOf: (row: TableRow) => ModelEntry;
}

/** Language models first; where two libraries share a name both are listed. */
const kinds: readonly Kind[] = [
  { text: () => languageModelsTable, entryOf: languageEntry },
  { text: () => otherModelsTable, entryOf: otherEntry },
  { text: () => visionModelsTable, entryOf: visionEntry },
];

const keyed = kinds.map(({ text, entryOf }) => ({ table: lazily(() => new KeyedTable(text())), entryOf }));

/** The entries of an id in any case. */
export const entriesNamed = (id: string): readonly ModelEntry[] => keyed.flatMap(({ table, entryOf }) => table().rows(id).map(entryOf));

/** The entries of whatever organisation with this, in any case, after the last slash. */
export const entriesAfterSlash = (segment: string): readonly ModelEntry[] =>
  keyed.flatMap(({ table, entryOf }) => table().rowsAfterSlash(segment).map(entryOf));

export const visionEntries = lazily<readonly ModelEntry[]>(() => parseTable(visionModelsTable).map(visionEntry));

/** The entries whose id passes; told a text in lower case, and where in it the id begins and ends. */
export const entriesWhere = (passes: (text: string, start: number, end: number) => boolean): readonly ModelEntry[] =>
  keyed.flatMap(({ table, entryOf }) => table().rowsWhere(passes).map(entryOf));

function languageEntry(row: TableRow): ModelEntry {
  const id = row.key;
  return { id, library: () => 'transformers', sizes: () => languageSizes(id, row, shapes()[row.required('shape')]) };
}

function languageSizes(id: string, row: TableRow, shape: TableRow | undefined): ModelSizes {
  if (!shape) throw new Error(`${id} names a shape that is not there`);
  const architecture = shape.optionalText('architecture');
  const hiddenSize = shape.number('hidden');
  const vocabularySize = shape.number('vocabulary');
  const narrow = narrowEmbedding.find((each) => each.architecture.test(architecture ?? '') && (each.hidden === undefined || each.hidden === hiddenSize))?.size;
  const embeddingSize = narrow ?? hiddenSize;
  return {
    name: id,
    family: languageFamilies[shape.text('kind')] ?? 'other',
    parameters: shape.required('parameters'),
    activeParameters: shape.number('activeParameters'),
    embeddingParameters: vocabularySize && embeddingSize ? vocabularySize * embeddingSize : undefined,
    ...layersOf(shape),
    architecture,
    library: 'transformers',
    provenance: rowProvenance('languageModels', id, row, { remark: matchRemarks[row.text('match')], fallbackUrl: hubPage(id) }),
  };
}

type Layers = Omit<Partial<ModelSizes>, 'name' | 'family' | 'parameters' | 'provenance'>;

const layersOf = (shape: TableRow): Layers => ({
  layers: shape.number('layers'),
  decoderLayers: shape.number('decoderLayers'),
  hiddenSize: shape.number('hidden'),
  attentionHeads: shape.number('heads'),
  keyValueHeads: shape.number('keyValueHeads'),
  headSize: shape.number('headSize'),
  intermediateSize: shape.number('intermediate'),
  gatedMlp: shape.number('gatedMlp') === undefined ? undefined : shape.flag('gatedMlp'),
  vocabularySize: shape.number('vocabulary'),
  maxPositions: shape.number('maxPositions'),
  tiedEmbeddings: shape.number('tied') === undefined ? undefined : shape.flag('tied'),
  experts: shape.number('experts'),
  expertsPerToken: shape.number('expertsPerToken'),
  sharedExperts: shape.number('sharedExperts'),
  expertIntermediateSize: shape.number('expertIntermediate'),
});

function otherEntry(row: TableRow): ModelEntry {
  const id = row.key;
  return { id, library: () => (bareWhisperName.test(id) ? 'whisper' : libraryOfOther(row)), sizes: () => otherSizes(id, row) };
}

/** `whisper.load_model('base')`: words that name a model only there. */
const bareWhisperName = /^(?:tiny|base|small|medium|large|turbo)(?:[.-](?:en|v[123]|v3-turbo))?$/;

const libraryOfOther = (row: TableRow): string => (row.text('kind') === 'diffusion' ? 'diffusers' : 'transformers');

function otherSizes(id: string, row: TableRow): ModelSizes {
  const gmacs = row.number('gmacs');
  const kind = row.text('kind');
  return {
    name: id,
    family: kind === 'diffusion' ? 'diffusion' : kind === 'speech' ? 'speech' : 'multimodal',
    parameters: row.required('parameters'),
    activeParameters: row.number('activeParameters'),
    forwardFlopsPerSample: gmacs === undefined ? undefined : Math.round(gmacs * flopsPerGigaMultiplyAdd),
    imageSize: row.number('imageSize'),
    imageTokens: row.number('imageTokens'),
    frames: row.number('frames'),
    framesPerSecond: row.number('framesPerSecond'),
    ...encoderLayers(row),
    ...(kind === 'multimodal' ? languageLayers(row.number('languageParameters')) : {}),
    frozenParameters: row.number('frozenParameters'),
    languageParameters: row.number('languageParameters'),
    visionParameters: row.number('visionParameters'),
    library: libraryOfOther(row),
    task: row.optionalText('group'),
    provenance: rowProvenance('otherModels', id, row, { remark: row.optionalText('note'), fallbackUrl: hubPage(id) }),
  };
}

const shapesByParameters = lazily<ReadonlyMap<number, TableRow>>(
  () =>
    new Map(
      shapes()
        .filter((shape) => shape.text('kind') !== 'e')
        .map((shape) => [shape.required('parameters'), shape]),
    ),
);

/** A multimodal model's layers are its language model's, known by the exact count of its parameters; rounded counts tell nothing. */
function languageLayers(parameters: number | undefined): Layers {
  const shape = parameters === undefined || parameters % 1e6 === 0 ? undefined : shapesByParameters().get(parameters);
  return shape ? layersOf(shape) : {};
}

/** Heads of 64 and a fourfold feed-forward layer. Source: configurations of Whisper, wav2vec 2.0, HuBERT, WavLM and LayoutLM in transformers. */
const encoderHeadSize = 64;
const encoderWidening = 4;

function encoderLayers(row: TableRow): Layers {
  const hiddenSize = row.number('hidden');
  const layers = row.number('layers');
  const isTransformer = hiddenSize !== undefined && layers !== undefined && hiddenSize % encoderHeadSize === 0;
  return {
    layers,
    decoderLayers: row.number('decoderLayers'),
    hiddenSize,
    attentionHeads: isTransformer ? hiddenSize / encoderHeadSize : undefined,
    headSize: isTransformer ? encoderHeadSize : undefined,
    intermediateSize: isTransformer ? hiddenSize * encoderWidening : undefined,
    gatedMlp: isTransformer ? false : undefined,
    maxPositions: row.number('maxPositions'),
  };
}

function visionEntry(row: TableRow): ModelEntry {
  const id = row.key;
  return { id, library: () => row.text('library'), sizes: () => visionSizes(id, row) };
}

function visionSizes(id: string, row: TableRow): ModelSizes {
  const gmacs = row.number('gmacs');
  const task = row.text('task');
  const library = row.text('library');
  const family = visionFamily(id, task);
  return {
    name: id,
    family,
    parameters: row.required('parameters'),
    ...(family === 'vit' ? visionTransformerShape(id) : {}),
    forwardFlopsPerSample: gmacs === undefined ? undefined : Math.round(gmacs * flopsPerGigaMultiplyAdd),
    activationsMillions: row.number('activationsMillions'),
    imageSize: row.number('imageSize'),
    frames: row.number('frames'),
    textParameters: row.number('textParameters'),
    library,
    task,
    provenance: tableProvenance({
      table: 'visionModels',
      row: `${id} (${library})`,
      numbers: row.text('sources'),
      confidence: row.text('confidence'),
      fallbackUrl: hubPage(id),
    }),
  };
}

/** The model's page, for hub ids. */
const hubPage = (id: string): string | undefined => (/^[\w.-]+\/[\w.-]+$/.test(id) && !id.endsWith('.yaml') ? `https://huggingface.co/${id}` : undefined);

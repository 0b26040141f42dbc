// Parameters of transformer architectures from their configuration, term by term, as the reference implementations in Hugging Face transformers lay the layers out.

/** A transformer's sizes; widths in elements, counts plain. */
export interface TransformerConfiguration {
  /** the layout family: which biases, norms, position tables and heads there are */
  readonly layout: Layout;
  readonly layers: number;
  /** encoder-decoders only; equal to `layers` where absent */
  readonly decoderLayers?: number;
  readonly hiddenSize: number;
  readonly attentionHeads: number;
  /** equal to `attentionHeads` where absent */
  readonly keyValueHeads?: number;
  /** hiddenSize / attentionHeads where absent */
  readonly headSize?: number;
  readonly intermediateSize: number;
  readonly vocabularySize: number;
  readonly maxPositions?: number;
  readonly tiedEmbeddings?: boolean;
  /** width of the embedding table where it differs from the hidden size (ALBERT, ELECTRA small, OPT 350M) */
  readonly embeddingSize?: number;
  readonly experts?: number;
  readonly expertsPerToken?: number;
  readonly sharedExperts?: number;
  readonly expertIntermediateSize?: number;
}

/** How one family of models is laid out. */
export interface Layout {
  /** decoder: causal, output head; encoder: pooler; encoder-decoder: cross-attention */
  readonly kind: 'decoder' | 'encoder' | 'encoder-decoder';
  /** three matrices (gate, up, down) instead of two */
  readonly gatedMlp: boolean;
  /** biases of query, key and value projections / of the output projection / of the feed-forward matrices */
  readonly biasQueryKeyValue: boolean;
  readonly biasAttentionOutput: boolean;
  readonly biasMlp: boolean;
  /** elements of one normalisation per hidden unit: 2 for LayerNorm (weight, bias), 1 for RMSNorm or a bias-free LayerNorm, 0 for one without weights */
  readonly normElements: 0 | 1 | 2;
  /** normalisations a layer (a decoder's layer of an encoder-decoder has one more, for its cross-attention) */
  readonly normsPerLayer: number;
  /** normalisation after the last layer (pre-norm models) */
  readonly finalNorm: boolean;
  /** normalisation after the embeddings (BERT) */
  readonly embeddingNorm: boolean;
  /** a normalisation of queries and keys over the head's size (Qwen3), or over the full projections (OLMo 2) */
  readonly queryKeyNorm?: 'head' | 'projection';
  /** rows of the learned position table beyond `maxPositions` (OPT and BART: 2), or undefined for no such table */
  readonly extraPositions?: number;
  readonly segmentTypes?: number;
  /** a dense layer on the first token, hidden x hidden with bias (BERT) */
  readonly pooler?: boolean;
  /** buckets of T5's relative positions (one table in the first layer of each side) */
  readonly relativeBuckets?: number;
  /** the output head carries a bias (GPT-J, Phi) */
  readonly headBias?: boolean;
  /** all layers share one set of weights (ALBERT) */
  readonly sharedLayers?: boolean;
}

const llamaLike: Layout = {
  kind: 'decoder',
  gatedMlp: true,
  biasQueryKeyValue: false,
  biasAttentionOutput: false,
  biasMlp: false,
  normElements: 1,
  normsPerLayer: 2,
  finalNorm: true,
  embeddingNorm: false,
};
const gpt2Like: Layout = {
  kind: 'decoder',
  gatedMlp: false,
  biasQueryKeyValue: true,
  biasAttentionOutput: true,
  biasMlp: true,
  normElements: 2,
  normsPerLayer: 2,
  finalNorm: true,
  embeddingNorm: false,
};
const bartLike: Layout = { ...gpt2Like, kind: 'encoder-decoder', finalNorm: false, embeddingNorm: true, extraPositions: 2 };
const bertLike: Layout = { ...bartLike, kind: 'encoder', extraPositions: 0, segmentTypes: 2, pooler: true };
const t5Like: Layout = { ...llamaLike, kind: 'encoder-decoder', gatedMlp: false, relativeBuckets: 32 };

/** By transformers' `model_type`. Source: the modelling files of transformers 4.x; checked against published totals in the tests. */
export const layouts = {
  llama: llamaLike,
  mistral: llamaLike,
  mixtral: llamaLike,
  gemma: llamaLike,
  gemma2: { ...llamaLike, normsPerLayer: 4 },
  gemma3_text: { ...llamaLike, normsPerLayer: 4, queryKeyNorm: 'head' },
  qwen2: { ...llamaLike, biasQueryKeyValue: true },
  qwen3: { ...llamaLike, queryKeyNorm: 'head' },
  qwen3_moe: { ...llamaLike, queryKeyNorm: 'head' },
  phi3: llamaLike,
  granite: llamaLike,
  smollm3: llamaLike,
  olmo: { ...llamaLike, normElements: 0 },
  olmo2: { ...llamaLike, queryKeyNorm: 'projection' },
  stablelm: { ...llamaLike, normElements: 2 },
  falcon: { ...gpt2Like, biasQueryKeyValue: false, biasAttentionOutput: false, biasMlp: false, normsPerLayer: 1 },
  mpt: { ...gpt2Like, biasQueryKeyValue: false, biasAttentionOutput: false, biasMlp: false, normElements: 1 },
  starcoder2: gpt2Like,
  gpt2: { ...gpt2Like, extraPositions: 0 },
  gpt_bigcode: { ...gpt2Like, extraPositions: 0 },
  gpt_neo: { ...gpt2Like, biasQueryKeyValue: false, extraPositions: 0 },
  gptj: { ...gpt2Like, biasQueryKeyValue: false, biasAttentionOutput: false, normsPerLayer: 1, headBias: true },
  gpt_neox: gpt2Like,
  phi: { ...gpt2Like, normsPerLayer: 1, headBias: true },
  bloom: { ...gpt2Like, embeddingNorm: true },
  opt: { ...gpt2Like, extraPositions: 2 },
  bert: bertLike,
  electra: { ...bertLike, pooler: false },
  roberta: { ...bertLike, segmentTypes: 1 },
  'xlm-roberta': { ...bertLike, segmentTypes: 1 },
  distilbert: { ...bertLike, segmentTypes: undefined, pooler: false },
  albert: { ...bertLike, sharedLayers: true },
  bart: bartLike,
  mbart: { ...bartLike, finalNorm: true },
  t5: t5Like,
  t5_gated: { ...t5Like, gatedMlp: true },
} as const satisfies Record<string, Layout>;

export type LayoutName = keyof typeof layouts;

/** Parameters in all, those one token meets, and the embedding table's share. */
export interface ParameterCount {
  readonly parameters: number;
  readonly activeParameters: number;
  readonly embeddingParameters: number;
}

/**
 * Counts weights term by term: embeddings, attention (q, k, v, o), feed-forward (or router and experts), norms, position tables, head.
 * Active parameters of a mixture of experts leave out the experts that a token does not visit (Fedus et al. 2022, arXiv 2101.03961).
 */
export function countParameters(c: TransformerConfiguration): ParameterCount {
  const { layout } = c;
  const embeddingSize = c.embeddingSize ?? c.hiddenSize;
  const embeddingParameters = c.vocabularySize * embeddingSize;
  const layerCopies = layout.sharedLayers ? 1 : c.layers;

  let shared = embeddingParameters + embeddingExtras(c, embeddingSize);
  let layers = layerCopies * (attention(c) + norms(c, layout.normsPerLayer));
  let visited = 0;
  let all = 0;
  const feedForwards = layerCopies + (layout.kind === 'encoder-decoder' ? decoderLayersOf(c) : 0);
  all += feedForwards * feedForward(c, c.experts ?? 0);
  visited += feedForwards * feedForward(c, c.expertsPerToken ?? c.experts ?? 0);
  if (layout.kind === 'encoder-decoder') layers += decoderLayersOf(c) * (2 * attention(c) + norms(c, layout.normsPerLayer + 1));

  const sides = layout.kind === 'encoder-decoder' ? 2 : 1;
  if (layout.finalNorm) shared += sides * layout.normElements * c.hiddenSize;
  if (layout.relativeBuckets) shared += sides * layout.relativeBuckets * c.attentionHeads;
  if (layout.pooler) shared += c.hiddenSize * c.hiddenSize + c.hiddenSize;
  if (layout.kind === 'decoder' && c.tiedEmbeddings === false) shared += c.vocabularySize * embeddingSize;
  if (layout.kind === 'encoder-decoder' && c.tiedEmbeddings === false) shared += c.vocabularySize * c.hiddenSize;
  if (layout.headBias) shared += c.vocabularySize;
  return { parameters: shared + layers + all, activeParameters: shared + layers + visited, embeddingParameters };
}

const decoderLayersOf = (c: TransformerConfiguration): number => c.decoderLayers ?? c.layers;

/** Position and segment tables, the norm after them, and the projection of a narrower embedding. */
function embeddingExtras(c: TransformerConfiguration, embeddingSize: number): number {
  const { layout } = c;
  const sides = layout.kind === 'encoder-decoder' ? 2 : 1;
  // OPT 350M and ELECTRA small project between both widths; the position table has the hidden width only in OPT
  const positionWidth = layout.kind === 'decoder' ? c.hiddenSize : embeddingSize;
  let count = 0;
  if (layout.extraPositions !== undefined && c.maxPositions) count += sides * (c.maxPositions + layout.extraPositions) * positionWidth;
  if (layout.segmentTypes) count += layout.segmentTypes * embeddingSize;
  if (layout.embeddingNorm) count += sides * layout.normElements * embeddingSize;
  if (embeddingSize !== c.hiddenSize) count += layout.kind === 'decoder' ? 2 * embeddingSize * c.hiddenSize : embeddingSize * c.hiddenSize + c.hiddenSize;
  return count;
}

function attention(c: TransformerConfiguration): number {
  const { layout } = c;
  const headSize = c.headSize ?? c.hiddenSize / c.attentionHeads;
  const queries = c.attentionHeads * headSize;
  const keysAndValues = 2 * (c.keyValueHeads ?? c.attentionHeads) * headSize;
  let count = c.hiddenSize * (queries + keysAndValues) + queries * c.hiddenSize;
  if (layout.biasQueryKeyValue) count += queries + keysAndValues;
  if (layout.biasAttentionOutput) count += c.hiddenSize;
  if (layout.queryKeyNorm === 'head') count += 2 * headSize;
  if (layout.queryKeyNorm === 'projection') count += queries + keysAndValues / 2;
  return count;
}

/** Feed-forward weights of a layer with `experts` experts counted (0: a dense layer), the router and the shared experts included. */
function feedForward(c: TransformerConfiguration, experts: number): number {
  if (!c.experts) return denseFeedForward(c, c.intermediateSize);
  const width = c.expertIntermediateSize ?? c.intermediateSize;
  return c.hiddenSize * c.experts + (experts + (c.sharedExperts ?? 0)) * denseFeedForward(c, width);
}

function denseFeedForward(c: TransformerConfiguration, width: number): number {
  const matrices = c.layout.gatedMlp ? 3 : 2;
  return matrices * c.hiddenSize * width + (c.layout.biasMlp ? (matrices - 1) * width + c.hiddenSize : 0);
}

const norms = (c: TransformerConfiguration, count: number): number => count * c.layout.normElements * c.hiddenSize;

// A `config.json` of transformers, or the keywords of a configuration class in code, as model sizes; undefined where the layout is not one we count.
import type { ModelFamily, ModelSizes } from '../model/architecture';
import { countParameters, layouts, type LayoutName, type TransformerConfiguration } from './parameters';

type Json = Readonly<Record<string, unknown>>;

/** transformers' own defaults, which its files leave out. Source: the configuration classes of transformers 4.x. */
const classDefaults: Readonly<Record<string, Json>> = {
  llama: { hidden_size: 4096, num_hidden_layers: 32, num_attention_heads: 32, intermediate_size: 11008, vocab_size: 32000, max_position_embeddings: 2048 },
  mistral: {
    hidden_size: 4096,
    num_hidden_layers: 32,
    num_attention_heads: 32,
    num_key_value_heads: 8,
    intermediate_size: 14336,
    vocab_size: 32000,
    max_position_embeddings: 131072,
  },
  mixtral: {
    hidden_size: 4096,
    num_hidden_layers: 32,
    num_attention_heads: 32,
    num_key_value_heads: 8,
    intermediate_size: 14336,
    vocab_size: 32000,
    num_local_experts: 8,
    num_experts_per_tok: 2,
    max_position_embeddings: 131072,
  },
  qwen2: {
    hidden_size: 4096,
    num_hidden_layers: 32,
    num_attention_heads: 32,
    num_key_value_heads: 32,
    intermediate_size: 22016,
    vocab_size: 151936,
    max_position_embeddings: 32768,
  },
  qwen3: {
    hidden_size: 4096,
    num_hidden_layers: 32,
    num_attention_heads: 32,
    num_key_value_heads: 32,
    head_dim: 128,
    intermediate_size: 22016,
    vocab_size: 151936,
    max_position_embeddings: 32768,
  },
  gemma: {
    hidden_size: 3072,
    num_hidden_layers: 28,
    num_attention_heads: 16,
    num_key_value_heads: 16,
    head_dim: 256,
    intermediate_size: 24576,
    vocab_size: 256000,
    max_position_embeddings: 8192,
  },
  gpt2: { n_embd: 768, n_layer: 12, n_head: 12, vocab_size: 50257, n_positions: 1024 },
  gpt_neox: { hidden_size: 6144, num_hidden_layers: 44, num_attention_heads: 64, intermediate_size: 24576, vocab_size: 50432, max_position_embeddings: 2048 },
  gptj: { n_embd: 4096, n_layer: 28, n_head: 16, vocab_size: 50400, n_positions: 2048 },
  opt: { hidden_size: 768, num_hidden_layers: 12, num_attention_heads: 12, ffn_dim: 3072, vocab_size: 50272, max_position_embeddings: 2048 },
  bert: {
    hidden_size: 768,
    num_hidden_layers: 12,
    num_attention_heads: 12,
    intermediate_size: 3072,
    vocab_size: 30522,
    max_position_embeddings: 512,
    type_vocab_size: 2,
  },
  roberta: {
    hidden_size: 768,
    num_hidden_layers: 12,
    num_attention_heads: 12,
    intermediate_size: 3072,
    vocab_size: 50265,
    max_position_embeddings: 512,
    type_vocab_size: 2,
  },
  distilbert: { dim: 768, n_layers: 6, n_heads: 12, hidden_dim: 3072, vocab_size: 30522, max_position_embeddings: 512 },
  electra: {
    hidden_size: 256,
    embedding_size: 128,
    num_hidden_layers: 12,
    num_attention_heads: 4,
    intermediate_size: 1024,
    vocab_size: 30522,
    max_position_embeddings: 512,
  },
  albert: {
    hidden_size: 4096,
    embedding_size: 128,
    num_hidden_layers: 12,
    num_attention_heads: 64,
    intermediate_size: 16384,
    vocab_size: 30000,
    max_position_embeddings: 512,
  },
  bart: {
    d_model: 1024,
    encoder_layers: 12,
    decoder_layers: 12,
    encoder_attention_heads: 16,
    encoder_ffn_dim: 4096,
    vocab_size: 50265,
    max_position_embeddings: 1024,
  },
  t5: { d_model: 512, num_layers: 6, num_heads: 8, d_kv: 64, d_ff: 2048, vocab_size: 32128 },
};

/** Output head and input table are two matrices unless the configuration says otherwise. Source: `tie_word_embeddings` of the same classes. */
const untiedByDefault: ReadonlySet<string> = new Set([
  'llama',
  'mistral',
  'mixtral',
  'qwen2',
  'qwen3',
  'qwen3_moe',
  'phi',
  'phi3',
  'gptj',
  'gpt_neox',
  'olmo',
  'olmo2',
  'stablelm',
  'granite',
  'cohere',
]);

/** Names of configuration classes in code. */
const typeOfClass: Readonly<Record<string, string>> = {
  LlamaConfig: 'llama',
  MistralConfig: 'mistral',
  MixtralConfig: 'mixtral',
  Qwen2Config: 'qwen2',
  Qwen3Config: 'qwen3',
  GemmaConfig: 'gemma',
  GPT2Config: 'gpt2',
  GPTNeoXConfig: 'gpt_neox',
  GPTJConfig: 'gptj',
  OPTConfig: 'opt',
  BertConfig: 'bert',
  RobertaConfig: 'roberta',
  XLMRobertaConfig: 'xlm-roberta',
  DistilBertConfig: 'distilbert',
  ElectraConfig: 'electra',
  AlbertConfig: 'albert',
  BartConfig: 'bart',
  T5Config: 't5',
};

/** @param keywords what the call states; what it leaves out is the class's default. */
export function sizesOfConfigClass(className: string, keywords: Json): ModelSizes | undefined {
  const type = typeOfClass[className.split('.').at(-1) ?? ''];
  return type ? sizesOfConfig({ ...keywords, model_type: type }, className) : undefined;
}

/**
 * @param json a parsed `config.json`; anything else gives undefined.
 * @param name what to call the model (its folder).
 */
export function sizesOfConfig(json: unknown, name: string): ModelSizes | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const stated = json as Json;
  const type = typeof stated['model_type'] === 'string' ? stated['model_type'] : '';
  const config: Json = { ...classDefaults[type], ...stated };
  const layoutName = layoutOf(type, config);
  const read = layoutName && configurationOf(layoutName, type, config);
  if (!read) return undefined;
  const count = countParameters(read);
  if (!Number.isSafeInteger(count.parameters)) return undefined;
  const families: Readonly<Record<string, ModelFamily>> = { decoder: 'decoder', encoder: 'encoder', 'encoder-decoder': 'encoder-decoder' };
  return {
    name,
    family: families[read.layout.kind] ?? 'other',
    parameters: count.parameters,
    activeParameters: count.activeParameters === count.parameters ? undefined : count.activeParameters,
    embeddingParameters: count.embeddingParameters,
    layers: read.layers,
    decoderLayers: read.decoderLayers,
    hiddenSize: read.hiddenSize,
    attentionHeads: read.attentionHeads,
    keyValueHeads: read.keyValueHeads ?? read.attentionHeads,
    headSize: read.headSize ?? read.hiddenSize / read.attentionHeads,
    intermediateSize: read.intermediateSize,
    gatedMlp: read.layout.gatedMlp,
    vocabularySize: read.vocabularySize,
    maxPositions: read.maxPositions,
    tiedEmbeddings: read.tiedEmbeddings,
    experts: read.experts,
    expertsPerToken: read.expertsPerToken,
    sharedExperts: read.sharedExperts,
    expertIntermediateSize: read.expertIntermediateSize,
    architecture: type,
    provenance: [
      { kind: 'formula', anchor: 'parameters', text: `parameters counted from the configuration (${type}, ${read.layers} layers, ${read.hiddenSize} wide)` },
    ],
  };
}

function layoutOf(type: string, config: Json): LayoutName | undefined {
  if (type === 't5' || type === 'mt5')
    return /^gated/.test(String(config['feed_forward_proj'] ?? (type === 'mt5' ? 'gated-gelu' : 'relu'))) ? 't5_gated' : 't5';
  if (type === 'camembert') return 'roberta';
  if (type === 'codegen') return 'gptj';
  if (type === 'cohere' || type === 'internlm2') return 'llama';
  return Object.hasOwn(layouts, type) ? (type as LayoutName) : undefined;
}

/** Sizes beyond these are no model but a mistake. */
const mostLayers = 10_000;
const mostWidth = 10_000_000;

function configurationOf(layoutName: LayoutName, type: string, config: Json): TransformerConfiguration | undefined {
  const number = (...keys: readonly string[]): number | undefined => {
    for (const key of keys) {
      const value = config[key];
      if (typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= mostWidth) return value;
    }
    return undefined;
  };
  const layers = number('num_hidden_layers', 'n_layer', 'n_layers', 'encoder_layers', 'num_layers');
  const hiddenSize = number('hidden_size', 'n_embd', 'd_model', 'dim');
  const attentionHeads = number('num_attention_heads', 'n_head', 'n_heads', 'encoder_attention_heads', 'num_heads');
  const vocabularySize = number('vocab_size');
  if (!layers || !hiddenSize || !attentionHeads || !vocabularySize || layers > mostLayers) return undefined;
  // GPT-like classes widen fourfold unless told otherwise
  const intermediateSize =
    number('intermediate_size', 'n_inner', 'ffn_dim', 'd_ff', 'encoder_ffn_dim', 'ffn_hidden_size', 'hidden_dim') ??
    (layouts[layoutName].gatedMlp ? undefined : 4 * hiddenSize);
  if (!intermediateSize) return undefined;
  const multiQuery = config['multi_query'] === true && config['new_decoder_architecture'] !== true;
  const layout = {
    ...layouts[layoutName],
    ...(type === 'roberta' || type === 'xlm-roberta' || type === 'bert' ? { segmentTypes: number('type_vocab_size') ?? layouts[layoutName].segmentTypes } : {}),
  };
  const embeddingSize = number('embedding_size', 'word_embed_proj_dim');
  return {
    layout,
    layers,
    decoderLayers: layout.kind === 'encoder-decoder' ? (number('decoder_layers', 'num_decoder_layers') ?? layers) : undefined,
    hiddenSize,
    attentionHeads,
    keyValueHeads: multiQuery ? 1 : number('num_key_value_heads', 'num_kv_heads', 'n_head_kv'),
    headSize: number('head_dim', 'd_kv'),
    intermediateSize,
    vocabularySize,
    maxPositions: number('max_position_embeddings', 'n_positions', 'n_ctx', 'max_seq_len'),
    tiedEmbeddings: typeof config['tie_word_embeddings'] === 'boolean' ? config['tie_word_embeddings'] : !untiedByDefault.has(type),
    embeddingSize: embeddingSize === hiddenSize ? undefined : embeddingSize,
    experts: number('num_local_experts', 'num_experts', 'n_routed_experts'),
    expertsPerToken: number('num_experts_per_tok'),
    sharedExperts: number('n_shared_experts'),
    expertIntermediateSize: number('moe_intermediate_size'),
  };
}

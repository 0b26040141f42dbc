// A `config.json` of transformers, or the keywords of a configuration class in code, as model sizes; undefined where the layout is not one we count.
import type { ModelFamily, ModelSizes } from '../model/architecture';
import { classDefaults, typeOfClass, untiedByDefault } from './configurationDefaults';
import { countParameters, layouts, type LayoutName, type TransformerConfiguration } from './parameters';
import { isRecord, type JsonRecord } from '../model/json';

/** @param keywords what the call states; what it leaves out is the class's default. */
export function sizesOfConfigClass(className: string, keywords: JsonRecord): ModelSizes | undefined {
  const type = typeOfClass[className.split('.').at(-1) ?? ''];
  return type ? sizesOfConfig({ ...keywords, model_type: type }, className) : undefined;
}

/**
 * @param json a parsed `config.json`; anything else gives undefined.
 * @param name what to call the model (its folder).
 */
export function sizesOfConfig(json: unknown, name: string): ModelSizes | undefined {
  if (!isRecord(json)) return undefined;
  const type = typeof json['model_type'] === 'string' ? json['model_type'] : '';
  const config: JsonRecord = { ...classDefaults[type], ...json };
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

function layoutOf(type: string, config: JsonRecord): LayoutName | undefined {
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

function configurationOf(layoutName: LayoutName, type: string, config: JsonRecord): TransformerConfiguration | undefined {
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

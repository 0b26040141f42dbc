// Sizes of a model from what lies beside its weights: its configuration, and the elements that its files store.
import type { ModelFamily, ModelSizes } from '../../model/architecture';
import type { Provenance } from '../../model/source';
import { sizesOfConfig } from '../localConfig';
import { weightsOf, type StoredElements } from './safetensors';
import { isRecord, type JsonRecord } from '../../model/json';

/** What is known of a model outside of the tables. */
export interface Description {
  readonly config?: unknown;
  readonly stored?: StoredElements;
  /** where both are from, in words: `config.json in ./my-model` */
  readonly source: string;
}

/** Stored weights may miss the task's head, or have one: beyond this the file holds something else than the configuration says (an adapter, a part). */
const usualRatio = { low: 0.5, high: 2 };

/** @returns undefined where neither a configuration that is counted nor a count of parameters is there. */
export function sizesOfDescription(name: string, { config, stored, source }: Description): ModelSizes | undefined {
  const weights = stored && weightsOf(stored);
  const counted = sizesOfConfig(config, name);
  const saved: Provenance | undefined = weights && {
    kind: 'formula',
    anchor: 'parameters',
    text: `${weights.parameters} parameters stored as ${weights.type} in the header of the weights (${source})`,
  };
  if (counted) {
    const read: Provenance = { kind: 'formula', anchor: 'parameters', text: `${source}: ${textOf(counted.provenance[0]) ?? 'the configuration'}` };
    const ratio = weights ? weights.parameters / counted.parameters : 0;
    const fits = saved && ratio > usualRatio.low && ratio < usualRatio.high;
    return { ...counted, ...(fits && { parameters: weights!.parameters }), provenance: fits ? [saved, read] : [read] };
  }
  if (!weights || !saved) return undefined;
  return { name, ...shapeOf(isRecord(config) ? config : {}), parameters: weights.parameters, provenance: [saved] };
}

const textOf = (provenance: Provenance | undefined): string | undefined => (provenance?.kind === 'formula' ? provenance.text : undefined);

/** What configurations of unknown layouts say in the words that most have in common. */
function shapeOf(config: JsonRecord): Omit<ModelSizes, 'name' | 'parameters' | 'provenance'> {
  const inner = isRecord(config['text_config']) ? { ...config, ...config['text_config'] } : config;
  const count = (...keys: readonly string[]): number | undefined => {
    const value = keys.map((key) => inner[key]).find((one) => typeof one === 'number' && Number.isSafeInteger(one) && one > 0);
    return typeof value === 'number' ? value : undefined;
  };
  const text = (key: string): string | undefined => (typeof config[key] === 'string' ? config[key] : undefined);
  const vocabularySize = count('vocab_size');
  const hiddenSize = count('hidden_size', 'n_embd', 'd_model', 'dim');
  return {
    family: familyOf(config),
    layers: count('num_hidden_layers', 'n_layer', 'num_layers', 'encoder_layers'),
    hiddenSize,
    attentionHeads: count('num_attention_heads', 'n_head', 'num_heads', 'encoder_attention_heads'),
    keyValueHeads: count('num_key_value_heads'),
    intermediateSize: count('intermediate_size', 'ffn_dim', 'd_ff'),
    vocabularySize,
    maxPositions: count('max_position_embeddings', 'n_positions', 'max_seq_len'),
    embeddingParameters: vocabularySize && hiddenSize ? vocabularySize * hiddenSize : undefined,
    imageSize: count('image_size'),
    architecture: text('model_type') ?? text('architecture'),
  };
}

/** By the class that saved it. */
function familyOf(config: JsonRecord): ModelFamily {
  const [name] = Array.isArray(config['architectures']) ? (config['architectures'] as unknown[]) : [];
  const architecture = typeof name === 'string' ? name : '';
  if (isRecord(config['vision_config']) || /ForConditionalGeneration$/.test(architecture))
    return isRecord(config['vision_config']) ? 'multimodal' : 'encoder-decoder';
  if (/(Whisper|Wav2Vec2|Hubert|Speech)/.test(architecture)) return 'speech';
  if (/(UNet|Transformer2D|AutoencoderKL)/.test(`${architecture}${String(config['_class_name'] ?? '')}`)) return 'diffusion';
  if (/ForImageClassification$/.test(architecture) || typeof config['image_size'] === 'number')
    return /ResNet|ConvNext|RegNet/.test(architecture) ? 'cnn' : 'vit';
  if (config['is_encoder_decoder'] === true) return 'encoder-decoder';
  if (/ForCausalLM$|LMHeadModel$/.test(architecture)) return 'decoder';
  return typeof config['vocab_size'] === 'number' ? 'encoder' : 'other';
}

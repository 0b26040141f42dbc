// A configuration in one line (`BertForMaskedLM: BertConfig(hidden_size=256)`), as the analysis reports it, to model sizes, the task's head included.
import type { ModelSizes } from '../model/architecture';
import { sizesOfConfig, sizesOfConfigClass } from './localConfig';

type Settings = Readonly<Record<string, string | number | boolean>>;

/** @returns undefined where the architecture, or the head put on it, has no formula here. */
export function sizesOfConfiguration(text: string): ModelSizes | undefined {
  const parts = /^(?:(\w+): )?(\w+)\((.*)\)$/.exec(text);
  if (!parts) return undefined;
  const [, built = '', type = '', inside = ''] = parts;
  const settings = settingsOf(inside);
  const body = /Config$/.test(type) ? sizesOfConfigClass(type, settings) : sizesOfConfig(settings, type);
  const head = body && headParameters(built, body, settings);
  return body && head !== undefined ? { ...body, name: type, parameters: body.parameters + head } : undefined;
}

function settingsOf(inside: string): Settings {
  const settings: Record<string, string | number | boolean> = {};
  for (const part of inside.split(', ')) {
    const at = part.indexOf('=');
    if (at < 0) continue;
    const text = part.slice(at + 1);
    settings[part.slice(0, at)] = text === 'true' || text === 'false' ? text === 'true' : text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
  }
  return settings;
}

/** Labels of a classification head unless told otherwise. Source: `PretrainedConfig.num_labels`, transformers 4.x. */
const defaultLabels = 2;

/**
 * What the class adds to the body that `countParameters` counts: nothing for language models, whose head is counted there already.
 * Sources: modeling_bert.py and modeling_roberta.py of transformers 4.x (`BertLMPredictionHead`, `RobertaLMHead`, `RobertaClassificationHead`).
 */
function headParameters(built: string, body: ModelSizes, settings: Settings): number | undefined {
  if (built === '' || /(LMHeadModel|ForCausalLM|ForConditionalGeneration)$/.test(built)) return body.family === 'encoder' ? (built === '' ? 0 : undefined) : 0;
  const width = body.hiddenSize ?? Number.NaN;
  const labels = Number(settings['num_labels'] ?? defaultLabels);
  const classifier = width * labels + labels;
  const isBert = body.architecture === 'bert';
  if (/^(Auto|Bert|Roberta|XLMRoberta|Electra|DistilBert|Albert|GPT2|Llama|Mistral|T5|Bart|OPT)Model$/.test(built))
    return body.family === 'decoder' && body.tiedEmbeddings === false ? -(body.vocabularySize ?? Number.NaN) * width : 0;
  if (!isBert && body.architecture !== 'roberta') return undefined;
  const pooler = width * width + width;
  const languageHead = width * width + width + 2 * width + (body.vocabularySize ?? Number.NaN);
  if (/ForMaskedLM$/.test(built)) return languageHead - pooler;
  if (built === 'BertForPreTraining') return languageHead + 2 * width + 2;
  // BERT's pooler stays; RoBERTa's head has a dense layer of the same size in its place
  if (/ForSequenceClassification$/.test(built)) return classifier;
  return /ForTokenClassification$/.test(built) ? classifier - pooler : undefined;
}

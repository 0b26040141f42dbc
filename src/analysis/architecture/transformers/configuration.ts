// The configuration that a transformer without weights is built from: `GPT2LMHeadModel(GPT2Config(n_layer=6))`, `AutoModelForCausalLM.from_config(config)`.
import { isKnown, type Instance, type Value } from '../../evaluate/values';

/** A setting as the configuration's text has it. */
export type Setting = string | number | boolean;

const shortName = (callee: string): string => callee.slice(callee.lastIndexOf('.') + 1);

/** Settings that no weight depends on. */
const weightless =
  /token_id|dropout|drop|^(use_cache|torch_dtype|attn_implementation|output_\w+|initializer_range|layer_norm_eps\w*|rms_norm_eps|rope_\w+|pdrop|id2label|label2id|architectures)$/;

/** What the configuration says, in one line; undefined where a setting that the weights depend on is open. */
export function configurationOf(model: Instance): string | undefined {
  if (!/^transformers\./.test(model.callee)) return undefined;
  const config = model.call.positional[0] ?? model.call.keywords.get('config');
  if (config?.kind !== 'instance' || config.role || !/^transformers\.[\w.]*Config$/.test(config.callee)) return undefined;
  if (!config.call.complete || config.call.positional.length > 0) return undefined;
  const settings = new Map<string, Setting>();
  for (const [name, value] of [...config.call.keywords, ...config.attributes]) {
    if (name.startsWith('#') || weightless.test(name)) continue;
    const setting = settingOf(value);
    if (setting === undefined) return undefined;
    if (setting !== null) settings.set(name, setting);
  }
  const built = shortName(model.callee.replace(/\._?from_config$/, ''));
  return configurationText(built, shortName(config.callee), settings);
}

/** A constant; null for None, undefined for what isn't known. */
const settingOf = (value: Value): Setting | null | undefined => (isKnown(value) ? value.value : undefined);

/** `BertForMaskedLM: BertConfig(hidden_size=256)`, or without the model's class. */
export function configurationText(built: string, type: string, settings: ReadonlyMap<string, Setting>): string {
  const inside = [...settings].map(([name, value]) => `${name}=${value}`).join(', ');
  return `${built ? `${built}: ` : ''}${type}(${inside})`;
}

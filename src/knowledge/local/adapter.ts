// PEFT's `adapter_config.json`: which model an adapter belongs to, and how big it is.

import type { ModelSizes } from '../../model/architecture';
import { isRecord } from '../../model/json';

/** Looks a model up by name, to find what an adapter's base is. */
export type BaseLookUp = (id: string) => ModelSizes | undefined | Promise<ModelSizes | undefined>;

/** An adapter as it was saved. Keys: peft/config.py and peft/tuners/lora/config.py of peft 0.17. */
export interface Adapter {
  /** hub id or path of the model beneath */
  readonly base: string;
  readonly type: string;
  readonly rank?: number;
  readonly targets: readonly string[];
}

/** @returns undefined where the JSON names no base model. */
export function adapterOf(json: unknown): Adapter | undefined {
  if (!isRecord(json)) return undefined;
  const base = json['base_model_name_or_path'];
  if (typeof base !== 'string' || base === '') return undefined;
  const rank = json['r'];
  const targets = json['target_modules'];
  return {
    base,
    type: typeof json['peft_type'] === 'string' ? json['peft_type'] : 'LORA',
    ...(typeof rank === 'number' && Number.isInteger(rank) && rank > 0 && { rank }),
    targets: typeof targets === 'string' ? [targets] : Array.isArray(targets) ? targets.filter((one): one is string => typeof one === 'string') : [],
  };
}

/** The model that an adapter was trained on, under the adapter's name; undefined where its base is not known. */
export async function modelUnder(adapter: Adapter | undefined, name: string, baseOf: BaseLookUp): Promise<ModelSizes | undefined> {
  const base = adapter && (await baseOf(adapter.base));
  return adapter && base && { ...base, name, provenance: [{ kind: 'formula', anchor: 'parameters', text: adapterText(adapter) }, ...base.provenance] };
}

/** "LoRA adapter of rank 16 on q_proj, v_proj" */
const adapterText = ({ type, rank, targets, base }: Adapter): string =>
  `${type === 'LORA' ? 'LoRA' : type} adapter${rank ? ` of rank ${rank}` : ''}${targets.length > 0 ? ` on ${targets.slice(0, 8).join(', ')}` : ''}, for ${base}`;

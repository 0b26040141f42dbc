// PEFT's `adapter_config.json`: which model an adapter belongs to, and how big it is.
import { isRecord } from './jsonFile';

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

/** "LoRA adapter of rank 16 on q_proj, v_proj" */
export const adapterText = ({ type, rank, targets, base }: Adapter): string =>
  `${type === 'LORA' ? 'LoRA' : type} adapter${rank ? ` of rank ${rank}` : ''}${targets.length > 0 ? ` on ${targets.slice(0, 8).join(', ')}` : ''}, for ${base}`;

// The spellings that configurations and command lines use for optimizers and number formats, brought to the common names.
import type { Fact, Precision } from '../../../model/run';
import { reading } from './settings';

const optimizerFamilies: readonly (readonly [RegExp, string])[] = [
  [/d_?adapt/, 'dadaptation'],
  [/adamw?_?mini/, 'adam-mini'],
  [/schedule_?free/, 'adamw-schedulefree'],
  [/adamw.*8_?bit|8_?bit.*adamw|adamw_?bnb/, 'adamw-8bit'],
  [/adam.*8_?bit|8_?bit.*adam/, 'adam-8bit'],
  [/adamw.*4_?bit/, 'adamw-4bit'],
  [/lion.*8_?bit|8_?bit.*lion/, 'lion-8bit'],
  [/adamw|weight_?decay_?adam/, 'adamw'],
  [/adamax/, 'adamax'],
  [/radam/, 'radam'],
  [/nadam/, 'nadam'],
  [/adafactor/, 'adafactor'],
  [/adagrad/, 'adagrad'],
  [/adadelta/, 'adadelta'],
  [/rmsprop/, 'rmsprop'],
  [/prodigy/, 'prodigy'],
  [/sophia/, 'sophia'],
  [/galore/, 'galore'],
  [/lion/, 'lion'],
  [/muon/, 'muon'],
  [/lamb/, 'lamb'],
  [/lars/, 'lars'],
  [/lbfgs/, 'lbfgs'],
  [/ftrl/, 'ftrl'],
  [/adabelief/, 'adabelief'],
  [/yogi/, 'yogi'],
  [/novograd/, 'novograd'],
  [/adam/, 'adam'],
  [/sgd|momentum/, 'sgd'],
];

/** `paged_adamw_32bit` -> `adamw`, `torch.optim.AdamW` -> `adamw`, `bitsandbytes.optim.PagedAdamW8bit` -> `adamw-8bit`; undefined for "auto" and what is not known. */
export function optimizerName(written: string): string | undefined {
  const name = written
    .toLowerCase()
    .replace(/^.*[./]/, (prefix) => (/[a-z]\.v\d+$/.test(written.toLowerCase()) ? prefix : ''))
    .replace(/-/g, '_');
  for (const [pattern, common] of optimizerFamilies) if (pattern.test(name)) return common;
  return undefined;
}

/** `bf16-mixed`, `amp_bf16`, `bfloat16`, `torch.bfloat16`, `16-mixed`, `no`, 32 -> the common name; undefined for "auto" and what is not known. */
export function precisionName(written: string | number): Precision | undefined {
  const name = String(written)
    .toLowerCase()
    .replace(/^torch\.|^jnp\.|^amp[_-]|^mixed[_-]/, '')
    .replace(/[_-](mixed|true|pure|precision)$/, '')
    .replace(/^mixed[_-]/, '');
  if (/^(bf16|bfloat16|bf16-true)$/.test(name)) return 'bf16';
  if (/^(fp16|float16|16|half|f16)$/.test(name)) return 'fp16';
  if (/^(fp32|float32|32|no|none|single|f32|full)$/.test(name)) return 'fp32';
  if (/^tf32$/.test(name)) return 'tf32';
  if (/^(fp8|transformer-engine|float8)/.test(name)) return 'fp8';
  return undefined;
}

/** The optimizer's common name with the place of the setting; undefined where that is not known. */
export function optimizerFact(fact: Fact<string> | undefined): Fact<string> | undefined {
  const name = fact && optimizerName(fact.value);
  return fact && name ? reading(fact, name) : undefined;
}

/** The number format's common name with the place of the setting; undefined where that is not known. */
export function precisionFact(fact: Fact<string> | undefined): Fact<Precision> | undefined {
  const name = fact && precisionName(fact.value);
  return fact && name ? reading(fact, name) : undefined;
}

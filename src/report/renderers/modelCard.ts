// The block of a model card that says what the training emitted, in the form that the Hugging Face Hub reads.
import type { Report } from '../reportModel';
import { tight } from '../figures/quantity';

const GRAMS_PER_KG = 1000;
/** Digits of a middle value whose interval stands beside it. */
const DIGITS = 2;

/**
 * YAML for a model card's head (https://huggingface.co/docs/hub/model-cards-co2: grams, source, kind of training, place, hardware).
 * @returns undefined while the run has no figure.
 */
export function modelCardBlock(report: Report): string | undefined {
  const interval = report.headline?.interval;
  if (!report.headline || !interval) return undefined;
  const grams = Number((interval.mid * GRAMS_PER_KG).toPrecision(DIGITS));
  const method = report.facts.find(({ id }) => id === 'method')?.raw;
  const hardware = report.factors.find(({ id }) => id === 'gpu')?.value;
  const range = report.headline.range ? `, 90 % interval ${tight(report.headline.range)} ${report.headline.value.split(' ').slice(1).join(' ')}` : '';
  return [
    'co2_eq_emissions:',
    `  emissions: ${grams}`,
    `  source: ${quoted(`estimated from the code with Training Footprint${range}`)}`,
    `  training_type: ${method === 'pretrain' ? 'pre-training' : 'fine-tuning'}`,
    ...(report.place ? [`  geographical_location: ${quoted(report.place)}`] : []),
    ...(hardware ? [`  hardware_used: ${quoted(hardware)}`] : []),
    '',
  ].join('\n');
}

/** JSON's strings are YAML's double-quoted ones. */
const quoted = (text: string): string => JSON.stringify(text);

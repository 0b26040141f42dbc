// Where a tokenizer pads every sample to the full length: it stops doing so, and a collator pads each batch instead.
import type { Value } from '../../evaluate/values';
import { Place } from '../../languages/python/positions';
import type { SourceUnit } from '../../languages/python/syntax/statements';
import type { Draft } from '../draft';
import { closingBracket, importEdits, keywordEdit, tokenizerInScope, type Alongside } from './sourceEdits';

const COLLATOR = 'DataCollatorWithPadding';
/** What such a collator turns into tensors; a raw text among a sample's entries would stop it. */
const COLLATED_KEYS: ReadonlySet<string> = new Set(['input_ids', 'attention_mask', 'token_type_ids', 'labels', 'label', 'targets', 'target']);

/**
 * Only for classification, whose labels need no padding.
 * @param padding the argument that asks for the full length
 * @param collect the edits that make the batches pad, in the unit of that argument
 */
export function paddingSite(draft: Draft, padding: Value | undefined, collect: (unit: SourceUnit) => readonly Alongside[] | undefined): void {
  if (draft.facts.padding?.value !== 'max_length' || padding?.kind !== 'known' || !(padding.span instanceof Place)) return;
  const { unit } = padding.span;
  if (!/ForSequenceClassification/.test(unit.text)) return;
  const alongside = collect(unit);
  if (alongside) draft.site({ changes: 'padding', span: padding.span, template: 'False', values: ['longest'], alongside });
}

/** Every loader of the unit over the same class of data set gets the collator; undefined where one is not understood. */
export function collateInLoaders(unit: SourceUnit): readonly Alongside[] | undefined {
  const { text } = unit;
  const imported = importEdits(unit, COLLATOR);
  if (!imported || text.includes('collate_fn')) return undefined;
  const edits: Alongside[] = [...imported];
  const datasets = new Set<string | undefined>();
  for (const match of text.matchAll(/(?<![\w])DataLoader\(\s*(\w+)?/g)) {
    const close = closingBracket(text, match.index + 'DataLoader'.length);
    const tokenizer = tokenizerInScope(text, match.index);
    if (close === undefined || !tokenizer) return undefined;
    datasets.add(match[1] && new RegExp(`(?<![\\w.])${match[1]}\\s*=\\s*(\\w+)\\(`).exec(text)?.[1]);
    edits.push(keywordEdit(unit, close, `collate_fn=${COLLATOR}(${tokenizer})`));
  }
  const [dataset] = datasets;
  return datasets.size === 1 && dataset && samplesCollate(text, dataset) ? edits : undefined;
}

/** Whether the class returns samples of which every entry can be collated. */
function samplesCollate(text: string, dataset: string): boolean {
  const start = new RegExp(`^class ${dataset}\\b`, 'm').exec(text)?.index;
  if (start === undefined) return false;
  const rest = text.slice(start);
  const end = /\n(?=[^\s#])/.exec(rest)?.index ?? rest.length;
  const returned = /return\s*(\{[\s\S]*?\})/.exec(rest.slice(0, end))?.[1];
  const keys = [...(returned ?? '').matchAll(/["'](\w+)["']\s*:/g)].map((match) => match[1] ?? '');
  return keys.length > 0 && keys.every((key) => COLLATED_KEYS.has(key));
}

/** A Trainer that has the tokenizer pads by itself; another gets a collator. */
export function collateInTrainer(unit: SourceUnit): readonly Alongside[] | undefined {
  const { text } = unit;
  const trainers = [...text.matchAll(/(?<![\w.])\w*Trainer\(/g)];
  const [only] = trainers;
  if (!only || trainers.length > 1) return undefined;
  const open = only.index + only[0].length - 1;
  const close = closingBracket(text, open);
  if (close === undefined) return undefined;
  const inside = text.slice(open, close);
  if (/\bdata_collator\s*=/.test(inside)) return new RegExp(`\\bdata_collator\\s*=\\s*${COLLATOR}\\b`).test(inside) ? [] : undefined;
  if (/\b(processing_class|tokenizer)\s*=/.test(inside)) return [];
  const imported = importEdits(unit, COLLATOR);
  const tokenizer = tokenizerInScope(text, only.index);
  return imported && tokenizer ? [...imported, keywordEdit(unit, close, `data_collator=${COLLATOR}(${tokenizer})`)] : undefined;
}

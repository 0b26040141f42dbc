// Where a model's name may be replaced by another's: by itself where the code loads any architecture, with its classes where it names one.
import type { EditSite } from '../../../model/run';
import type { SourceUnit } from '../../languages/python/syntax/statements';
import { editAt, occurrences, type Alongside } from './sourceEdits';

/** Endings of transformers' class names and the class that loads the same for any architecture. */
const AUTO_CLASSES: readonly (readonly [RegExp, string])[] = [
  [/Tokenizer(Fast)?$/, 'AutoTokenizer'],
  [/ForSequenceClassification$/, 'AutoModelForSequenceClassification'],
  [/ForTokenClassification$/, 'AutoModelForTokenClassification'],
  [/ForQuestionAnswering$/, 'AutoModelForQuestionAnswering'],
  [/ForMaskedLM$/, 'AutoModelForMaskedLM'],
  [/ForMultipleChoice$/, 'AutoModelForMultipleChoice'],
  [/(ForCausalLM|LMHeadModel)$/, 'AutoModelForCausalLM'],
];

/** How a unit loads its models: any architecture as it stands, or any after the edits; undefined where another architecture would not fit. */
export function architectureChange(unit: SourceUnit): Pick<EditSite, 'anyArchitecture' | 'alongside'> | undefined {
  const { text } = unit;
  const classes = new Set([...text.matchAll(/(?<![\w.])([A-Z]\w+)\.from_pretrained\s*\(/g)].map((match) => match[1] ?? ''));
  const named = [...classes].filter((name) => !name.startsWith('Auto'));
  if (named.length === 0) return classes.size > 0 ? { anyArchitecture: true } : undefined;
  // Only some architectures take segment ids.
  if (/token_type_ids/.test(text)) return undefined;
  const alongside: Alongside[] = [];
  for (const name of named) {
    const auto = AUTO_CLASSES.find(([ending]) => ending.test(name))?.[1];
    const places = occurrences(text, name);
    const loads = [...text.matchAll(new RegExp(`(?<![\\w.])${name}\\.from_pretrained\\s*\\(`, 'g'))].length;
    // The class is imported here once and used for loading only; anything else (a subclass, a type test) may depend on it.
    if (!auto || !new RegExp(`import[^\\n]*\\b${name}\\b|^\\s+${name},?\\s*$`, 'm').test(text) || places.length !== loads + 1) return undefined;
    alongside.push(...places.map((from) => editAt(unit, from, from + name.length, auto)));
  }
  return { anyArchitecture: true, alongside };
}

// Links from a figure to where it comes from: a line of code, a table's source, a setting, the method's page.
import type { Fact } from '../../model/run';
import type { Origin, Provenance, Span } from '../../model/source';
import type { SourceLink } from '../reportModel';
import type { Translate } from '../translate';
import { fileNameOf } from '../../model/paths';

/** "line 31", "cell 4, line 2", and with the file's name where it is another file than `homePath`. */
export function placeLabel(span: Span, homePath: string, translate: Translate): string {
  const place = span.cell === undefined ? translate('line {0}', span.line) : translate('cell {0}, line {1}', span.cell + 1, span.line);
  return span.path === homePath ? place : `${fileNameOf(span.path)} ${place}`;
}

const ORIGINS: Readonly<Record<Origin, string>> = {
  literal: 'written in the code',
  'argument-default': "the argument's default",
  'library-default': "the library's default",
  config: 'config',
  launcher: 'launcher',
  derived: 'worked out',
  knowledge: 'table',
  user: 'you',
};
export const originLabel = (origin: Origin, translate: Translate): string => translate(ORIGINS[origin]);

/** One link; the label says what a click opens. */
export function linkTo(provenance: Provenance, homePath: string, translate: Translate): SourceLink {
  return { label: labelOf(provenance, homePath, translate), target: provenance };
}

function labelOf(provenance: Provenance, homePath: string, translate: Translate): string {
  switch (provenance.kind) {
    case 'code':
      return placeLabel(provenance.span, homePath, translate);
    case 'library-default':
      return defaultLabel(`${provenance.library} ${provenance.version}`, translate);
    case 'table':
      return shortSource(provenance.source, provenance.year);
    case 'setting':
      return translate('setting');
    case 'assumption':
      return translate('why');
    case 'formula':
      return translate('how');
  }
}

/** The first words of a citation, so that it fits a table's cell: "Ember 2023", "transformers 4.27". */
const LONGEST_SOURCE = 24;
function shortSource(source: string, year?: number): string {
  const first = source.split(/[;,(@]| - |: /)[0]?.trim() || source;
  const words = first.split(/\s+/);
  let name = words[0]?.slice(0, LONGEST_SOURCE) ?? first;
  for (const word of words.slice(1)) {
    if (name.length + 1 + word.length > LONGEST_SOURCE) break;
    name = `${name} ${word}`;
  }
  return year && !name.includes(String(year)) ? `${name} ${year}` : name;
}

/** All links of a figure, the same target once. */
export function linksTo(provenance: readonly Provenance[], homePath: string, translate: Translate): readonly SourceLink[] {
  const seen = new Set<string>();
  return provenance
    .map((one) => linkTo(one, homePath, translate))
    .filter(({ label, target }) => {
      const key = `${target.kind} ${label}`;
      return !seen.has(key) && seen.add(key);
    });
}

/** Where a fact was read, or which default or table row it is. */
export function linksOfFact(fact: Fact, homePath: string, translate: Translate): readonly SourceLink[] {
  if (fact.span) return [linkTo({ kind: 'code', span: fact.span, origin: fact.origin, text: fact.text }, homePath, translate)];
  const target = provenanceWithoutPlace(fact);
  return [{ label: fact.origin === 'library-default' && fact.source ? defaultLabel(fact.source, translate) : originLabel(fact.origin, translate), target }];
}

/** "transformers 4.50 default" of "transformers 4.50 TrainingArguments.num_train_epochs", "PyTorch default" of "PyTorch: torch.get_default_dtype()". */
function defaultLabel(source: string, translate: Translate): string {
  const [library = source, version = ''] = source.split(/[\s:]+/);
  return translate('{0} default', /^\d/.test(version) ? `${library} ${version}` : library);
}

function provenanceWithoutPlace(fact: Fact): Provenance {
  if (fact.origin === 'library-default') {
    const [library = '', version = '', ...argument] = (fact.source ?? '').split(' ');
    return { kind: 'library-default', library, version, argument: argument.join(' '), source: fact.source };
  }
  if (fact.origin === 'knowledge') return { kind: 'table', table: '', row: '', source: fact.source ?? 'table' };
  if (fact.origin === 'user') return { kind: 'setting', key: '' };
  const text = fact.inputs?.map(({ label, value }) => `${label} ${value}`).join(' × ');
  return { kind: 'formula', anchor: 'facts', text: text ?? fact.source ?? 'worked out from other facts' };
}

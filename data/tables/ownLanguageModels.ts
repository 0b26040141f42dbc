// Our own additions to the language models: a line names models of one architecture, by another model that it is like (with another vocabulary) or by its own sizes.
import { layoutOfClass } from '../compact/layoutOfClass';
import { numberIn, readCsv, type Row } from '../compact/readCsv';
import { unrounded } from './unrounded';
import { countParameters, layouts } from '../../src/knowledge/parameters';

/**
 * @param collected the collected rows, which `like` refers to.
 * @returns rows of the collected form, one a name; parameters are stated, taken from the model that it is like, or counted by formula.
 * @throws Error where none of the three is possible.
 */
export const ownLanguageRows = (own: string, collected: readonly Row[]): Row[] => rowsOf(readCsv(`${own}/languageModels.csv`), 'curated', collected);

/** What stands before the collected rows: mostly vocabularies that a collected row took from another model of the same layers. */
export interface LanguageCorrections {
  readonly rows: readonly Row[];
  /** ids whose collected row is wrong and whose sizes no source gives */
  readonly withdrawn: readonly string[];
}

export function languageCorrections(own: string, collected: readonly Row[]): LanguageCorrections {
  const lines = readCsv(`${own}/languageCorrections.csv`);
  const isWithdrawal = (row: Row): boolean => row['like'] === 'none';
  return {
    rows: rowsOf(
      lines.filter((row) => !isWithdrawal(row)),
      'own config',
      collected,
    ),
    withdrawn: lines.filter(isWithdrawal).flatMap((row) => (row['ids'] ?? '').split('|')),
  };
}

function rowsOf(lines: readonly Row[], match: string, collected: readonly Row[]): Row[] {
  const byId = new Map(collected.map((row) => [row['id'] ?? '', row]));
  return lines.flatMap((row) => {
    const whole = row['like'] ? likeAnother(row, byId.get(row['like'])) : counted(row);
    return (row['ids'] ?? '').split('|').map((id) => ({ ...whole, id, id_match: match, source: row['source'] ?? '', confidence: row['confidence'] ?? '' }));
  });
}

const stated = (row: Row): Row => Object.fromEntries(Object.entries(row).filter(([column, cell]) => cell !== '' && column !== 'like' && column !== 'ids'));

/** A longer or shorter vocabulary changes the embedding table (and an output matrix of its own), nothing else. */
function likeAnother(row: Row, other: Row | undefined): Row {
  if (!other) throw new Error(`${row['ids']} is like ${row['like']}, which is in no table`);
  const parameters = numberIn(row, 'parameters') ?? (unrounded(other) ?? 0) + moreVocabulary(row, other) * (other['tied_embeddings'] === '0' ? 2 : 1);
  return { ...other, ...stated(row), parameters: String(parameters), active_parameters: String(parameters), computed_parameters: '' };
}

/** Widths of embedding tables narrower than the layers. Source: configurations of ALBERT and of ELECTRA small. */
const narrowWidth = 128;

function moreVocabulary(row: Row, other: Row): number {
  const vocabulary = numberIn(row, 'vocab');
  const hidden = numberIn(other, 'hidden') ?? 0;
  const isNarrow = /^Albert/.test(other['architecture'] ?? '') || (/^Electra/.test(other['architecture'] ?? '') && hidden === 2 * narrowWidth);
  return vocabulary === undefined ? 0 : (vocabulary - (numberIn(other, 'vocab') ?? 0)) * (isNarrow ? narrowWidth : hidden);
}

function counted(row: Row): Row {
  const parameters = numberIn(row, 'parameters') ?? byFormula(row);
  const heads = numberIn(row, 'heads');
  const hidden = numberIn(row, 'hidden');
  const headSize = numberIn(row, 'head_dim') ?? (heads && hidden && hidden % heads === 0 ? hidden / heads : undefined);
  return {
    ...row,
    kv_heads: row['kv_heads'] || (row['heads'] ?? ''),
    head_dim: headSize === undefined ? '' : String(headSize),
    parameters: String(parameters),
    active_parameters: row['active_parameters'] || String(parameters),
    computed_parameters: '',
  };
}

function byFormula(row: Row): number {
  const layoutName = layoutOfClass[row['architecture'] ?? ''];
  const need = (column: string): number => {
    const value = numberIn(row, column);
    if (value === undefined) throw new Error(`${row['ids']}: ${column} is missing, its parameters cannot be counted`);
    return value;
  };
  if (!layoutName) throw new Error(`${row['ids']}: state its parameters, no formula counts a ${row['architecture']}`);
  return countParameters({
    layout: layouts[layoutName],
    layers: need('layers'),
    hiddenSize: need('hidden'),
    attentionHeads: need('heads'),
    keyValueHeads: numberIn(row, 'kv_heads'),
    headSize: numberIn(row, 'head_dim'),
    intermediateSize: need('intermediate'),
    vocabularySize: need('vocab'),
    maxPositions: numberIn(row, 'max_positions'),
    tiedEmbeddings: row['tied_embeddings'] !== '0',
  }).parameters;
}

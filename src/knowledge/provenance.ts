// What backs a table's row: its sources with licence, year and link, and how sure the row is.
import type { Confidence, Provenance } from '../model/source';
import { sourcesTable } from './tables/sources.generated';
import { lazily, parseTable, type TableRow } from './table';

interface Source {
  readonly text: string;
  readonly licence?: string;
  readonly url?: string;
  readonly year?: number;
}

const confidences: Readonly<Record<string, Confidence>> = { v: 'verified', c: 'computed', r: 'recalled' };

const sources = lazily<readonly Source[]>(() =>
  parseTable(sourcesTable).map((row) => ({
    text: row.text('text'),
    licence: row.optionalText('licence'),
    url: row.optionalText('url'),
    year: row.number('year'),
  })),
);

export interface Citation {
  readonly table: string;
  readonly row: string;
  /** numbers of sources, joined by commas */
  readonly numbers: string;
  readonly confidence?: string;
  /** of the data, where the row says it */
  readonly year?: number;
  /** said after the first source's name */
  readonly remark?: string;
  /** where none of the sources has a page of its own */
  readonly fallbackUrl?: string;
}

/** One entry a source, the decisive one first. */
export function tableProvenance({ table, row, numbers, confidence, year, remark, fallbackUrl }: Citation): readonly Provenance[] {
  return numbers.split(',').flatMap((number, at): Provenance[] => {
    const source = sources()[Number(number)];
    if (!source || number === '') return [];
    return [
      {
        kind: 'table',
        table,
        row,
        source: at === 0 && remark ? `${source.text}; ${remark}` : source.text,
        url: source.url ?? (at === 0 ? fallbackUrl : undefined),
        year: year ?? source.year,
        licence: source.licence,
        confidence: confidence ? confidences[confidence] : undefined,
      },
    ];
  });
}

/** For tables whose rows have `sources` and `confidence` columns. */
export const rowProvenance = (table: string, key: string, row: TableRow, more: Partial<Citation> = {}): readonly Provenance[] =>
  tableProvenance({ table, row: key, numbers: row.text('sources'), confidence: row.text('confidence'), ...more });

// Counts the samples in the user's own files that a run reads.
import type { DatasetFacts } from '../../model/architecture';
import type { FileReader, MachineFiles } from '../../model/host';
import type { DataFile } from '../../model/run';
import type { Provenance } from '../../model/source';
import type { Counted } from '../../knowledge/local/rows/counted';
import { countRows, filesNamed } from '../../knowledge/local/rows/countRows';
import { placesOf } from './places';

/** Characters of a token: about 4 in English for the tokenizers of language models, 3 in code, 1 to 2 in Chinese (OpenAI and SentencePiece guidance). */
const charactersPerToken = 4;
/** Which of a row's texts the code takes isn't known, nor its language. */
const tokenFactor = 2;

/** @returns undefined as soon as one of the files isn't there or can't be counted: a part of them would be a wrong number. */
export async function countDataFiles(dataFiles: readonly DataFile[], document: string, files: FileReader): Promise<DatasetFacts | undefined> {
  const { machine } = files;
  if (!machine || dataFiles.length === 0) return undefined;
  const parts: Part[] = [];
  for (const file of dataFiles) {
    const part = await countOne(file, document, files, machine);
    if (!part) return undefined;
    parts.push(part);
  }
  const sum = (of: (part: Part) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const rows = sum(({ rows: count }) => count);
  if (rows <= 0) return undefined;
  const isSampled = parts.some(({ low }) => low !== undefined);
  const characters = parts.every((part) => part.characters !== undefined) ? sum((part) => part.characters! * part.rows) / rows : undefined;
  return {
    name: dataFiles.map(({ path }) => path).join(', '),
    trainSamples: rows,
    ...(isSampled && { trainSamplesLow: sum((part) => part.low ?? part.rows), trainSamplesHigh: sum((part) => part.high ?? part.rows) }),
    ...(characters && { tokensMean: Math.max(1, Math.round(characters / charactersPerToken)), tokensMeanFactor: tokenFactor, tokenizer: 'characters / 4' }),
    provenance: dataFiles.flatMap((file, index): Provenance[] => [
      { kind: 'formula', anchor: 'Workload', text: textOf(file, parts[index]!) },
      ...(file.span ? [{ kind: 'code', span: file.span, origin: 'derived', text: file.path } as const] : []),
    ]),
  };
}

interface Part {
  /** rows of the files, before any is kept back */
  readonly all: number;
  readonly rows: number;
  readonly low?: number;
  readonly high?: number;
  readonly shareRead: number;
  readonly characters?: number;
}

async function countOne(file: DataFile, document: string, files: FileReader, machine: MachineFiles): Promise<Part | undefined> {
  for (const place of placesOf(file.path, document, files)) {
    const counts: Counted[] = [];
    const named = await filesNamed(place, machine);
    for (const one of named) {
      const count = await countRows(one, file.holds, machine);
      if (!count) break;
      counts.push(count);
    }
    if (counts.length > 0 && counts.length === named.length) return together(counts, file);
  }
  return undefined;
}

function together(counts: readonly Counted[], file: DataFile): Part {
  const sum = (of: (count: Counted) => number): number => counts.reduce((total, count) => total + of(count), 0);
  const all = sum(({ rows }) => rows);
  const taken = (rows: number): number => Math.min(file.limit ?? Infinity, keptOf(rows, file.share));
  const isSampled = counts.some(({ how }) => how === 'sampled');
  const characters = counts.every((count) => count.charactersPerRow !== undefined) ? sum((count) => count.charactersPerRow! * count.rows) / all : undefined;
  return {
    all,
    rows: taken(all),
    ...(isSampled && { low: taken(sum((count) => count.low ?? count.rows)), high: taken(sum((count) => count.high ?? count.rows)) }),
    shareRead: Math.min(...counts.map(({ shareRead }) => shareRead)),
    ...(characters && { characters }),
  };
}

/** Splits round the part that they keep back up (scikit-learn 1.7, `_validate_shuffle_split`; datasets does the same). */
const keptOf = (rows: number, share: number): number => (share >= 1 ? rows : rows - Math.ceil(Number((rows * (1 - share)).toFixed(6))));

/** "25000 rows counted in data/train.csv, 80 % of them for training" */
function textOf({ path, holds, share, limit }: DataFile, { all, rows, low, shareRead }: Part): string {
  const what = holds === 'images' ? 'images' : 'rows';
  const found = low === undefined ? `${all} ${what} counted in ${path}` : `about ${all} ${what} in ${path}, sampled (${percent(shareRead)} of the file)`;
  const kept = share < 1 ? `, ${percent(share)} of them for training` : '';
  return `${found}${kept}${limit !== undefined && rows === limit ? `, ${limit} are taken` : ''}`;
}

const percent = (share: number): string => `${Number((share * 100).toPrecision(2))} %`;

// Samples of a file or folder of the user's own, by its kind.
import type { MachineFiles } from '../../../model/host';
import type { DataFile } from '../../../model/run';
import { countArrow } from './arrowStream';
import type { Counted } from './counted';
import { countImages, countSaved } from './folders';
import { countJson } from './jsonArray';
import { countLines } from './lines';
import { countParquet } from './parquet';

const byExtension: Readonly<Record<string, (path: string, files: MachineFiles) => Promise<Counted | undefined>>> = {
  csv: (path, files) => countLines(path, 'csv', true, files),
  tsv: (path, files) => countLines(path, 'tsv', true, files),
  jsonl: (path, files) => countLines(path, 'jsonl', false, files),
  ndjson: (path, files) => countLines(path, 'jsonl', false, files),
  txt: (path, files) => countLines(path, 'txt', false, files),
  json: countJson,
  parquet: countParquet,
  arrow: countArrow,
};

/** @param path absolute; @returns undefined where it isn't there, its kind isn't counted, or it holds no such thing. */
export async function countRows(path: string, holds: DataFile['holds'], files: MachineFiles): Promise<Counted | undefined> {
  if (holds === 'images') return countImages(path, files);
  if (holds === 'saved') return countSaved(path, files);
  const extension = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(byExtension, extension) ? byExtension[extension]!(path, files) : undefined;
}

/** Files of one folder that a pattern may name. */
const mostMatches = 500;
const mostListed = 5000;
/** Patterns with more than two stars take long to match. */
const mostStars = 3;

/** The files that a pattern with `*` in its last part names, in order; the path itself where it has none. */
export async function filesNamed(pattern: string, files: MachineFiles): Promise<readonly string[]> {
  if (!/[*?]/.test(pattern)) return [pattern];
  const cut = pattern.lastIndexOf('/');
  const [folder, last] = [pattern.slice(0, cut), pattern.slice(cut + 1)];
  if (/[*?]/.test(folder) || last.split('*').length > mostStars) return [];
  const literal = last.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  const matcher = new RegExp(`^${literal.replace(/\*+/g, '[^/]*').replaceAll('?', '[^/]')}$`);
  const entries = (await files.entries(folder, mostListed)) ?? [];
  return entries
    .filter(({ name, kind }) => kind === 'file' && matcher.test(name))
    .slice(0, mostMatches)
    .map(({ name }) => `${folder}/${name}`)
    .sort();
}

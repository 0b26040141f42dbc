// Every training file of our own (examples/ and the labelled ones under test/corpus), and the text that a span of one stands for.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diskReader } from '../../../src/cli/files/diskReader';
import { toEnginePath } from '../../../src/cli/files/paths';
import { readLabels } from '../../../scripts/score/labels';
import { newEngine } from '../../../scripts/score/scoreFolder';
import type { FileReader } from '../../../src/model/host';
import type { FileAnalysis } from '../../../src/model/run';
import type { Span } from '../../../src/model/source';
import { projectRoot, readExpectations } from './expectation';

export interface OwnFile {
  /** relative to the project, for a test's name */
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly root: string;
}

const corpus = join(projectRoot, 'test/corpus');

/** The folders of test/corpus that hold labelled files. */
export const areas: readonly string[] = readdirSync(corpus).filter((name) => existsSync(join(corpus, name, 'labels.jsonl')));

export const trainingFiles: readonly OwnFile[] = [
  ...readExpectations()
    .filter(({ runs }) => runs.length > 0)
    .map(({ example }) => ({ name: example, root: 'examples' })),
  ...areas.flatMap((area) =>
    readLabels(join(corpus, area))
      .filter((label) => label.is_training)
      .map(({ file }) => ({ name: `test/corpus/${area}/${file}`, root: `test/corpus/${area}` })),
  ),
].map(({ name, root }) => ({
  name,
  path: toEnginePath(join(projectRoot, name)),
  text: readFileSync(join(projectRoot, name), 'utf8'),
  root: toEnginePath(join(projectRoot, root)),
}));

export const engine = newEngine();

/** Reads a file with another text than the one on the disk. */
export const analyzeAs = ({ path, root }: OwnFile, text: string): Promise<FileAnalysis> => engine.analyze({ path, text }, readerOf(root));

const readers = new Map<string, FileReader>();

function readerOf(root: string): FileReader {
  const known = readers.get(root) ?? diskReader(root);
  readers.set(root, known);
  return known;
}

interface NotebookFile {
  readonly cells: readonly { readonly source: string | readonly string[] }[];
}

/** The document that a span counts its lines in: the text itself, or a notebook's cell. */
export function documentOf(file: string, { cell }: Span): string {
  if (cell === undefined) return file;
  const source = (JSON.parse(file) as NotebookFile).cells[cell]?.source ?? '';
  return typeof source === 'string' ? source : source.join('');
}

/** Offsets of a span in a document whose lines end in any of the usual ways. @throws RangeError when it lies outside */
export function offsetsOf(document: string, { line, column, endLine, endColumn }: Span): { readonly from: number; readonly to: number } {
  const starts = [0, ...[...document.matchAll(/\r\n|\n|\r/g)].map((end) => end.index + end[0].length)];
  const offset = (row: number, at: number): number => {
    const start = starts[row - 1];
    if (start === undefined || start + at > document.length) throw new RangeError(`no place ${row}:${at} in the document`);
    return start + at;
  };
  return { from: offset(line, column), to: offset(endLine, endColumn) };
}

export function textOf(document: string, span: Span): string {
  const { from, to } = offsetsOf(document, span);
  return document.slice(from, to);
}

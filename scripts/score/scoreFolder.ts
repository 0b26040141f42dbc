// Reads every labelled file of a folder as the command line would and compares run by run, field by field.
import { join } from 'node:path';
import { createEngine, type Engine } from '../../src/engine';
import { diskReader } from '../../src/cli/files/diskReader';
import { rootOf, toEnginePath } from '../../src/cli/files/paths';
import { readTextFile } from '../../src/cli/files/textFile';
import type { FileAnalysis, Run } from '../../src/model/run';
import type { Span } from '../../src/model/source';
import { readValue, sameValue } from './compare';
import { acceptedValues, FIELDS, NEVER_INVENTED, readLabels, type FileLabel, type LabelValue, type RunLabel } from './labels';

export type Verdict = 'right' | 'wrong' | 'missing' | 'invented' | 'beyond' | 'agreed';

export interface FieldResult {
  readonly field: string;
  readonly verdict: Verdict;
  readonly read?: LabelValue;
  readonly labelled: readonly LabelValue[];
}

export interface RunResult {
  readonly fields: readonly FieldResult[];
  /** undefined where no line is labelled */
  readonly anchorRight?: boolean;
  readonly anchor?: string;
}

export interface FileResult {
  readonly label: FileLabel;
  readonly analysis: FileAnalysis;
  readonly runs: readonly RunResult[];
}

/** Two lines off is still where a reader would look. */
const ANCHOR_TOLERANCE_LINES = 2;
const ANOTHER_CELL = 1000;
const NO_ANCHOR = 1e9;

export const newEngine = (): Engine => createEngine({ loadTypeScript: () => import('../../src/analysis/languages/typescript/typescriptFrontEnd') });

/** @throws Error as readLabels does */
export async function scoreFolder(folder: string, only?: string, engine = newEngine()): Promise<readonly FileResult[]> {
  const results: FileResult[] = [];
  for (const label of readLabels(folder)) {
    if (only !== undefined && label.id !== only) continue;
    results.push(await scoreFile(engine, folder, label));
  }
  return results;
}

export async function scoreFile(engine: Engine, folder: string, label: FileLabel): Promise<FileResult> {
  const path = toEnginePath(join(folder, label.file));
  const file = await readTextFile(path);
  if (!('text' in file)) throw new Error(`${path}: ${file.problem}`);
  // A set inside a repository is a world of its own: nothing above it takes part.
  const [own, found] = [toEnginePath(folder), rootOf(path)];
  const analysis = await engine.analyze({ path, text: file.text }, diskReader(own.startsWith(found) ? own : found));
  return { label, analysis, runs: label.is_training ? (label.runs ?? []).map((wanted) => compareRun(wanted, analysis.runs)) : [] };
}

function compareRun(wanted: RunLabel, runs: readonly Run[]): RunResult {
  const distance = (anchor: Span | undefined): number => distanceTo(wanted, anchor);
  const run = [...runs].sort((a, b) => distance(a.anchor) - distance(b.anchor))[0];
  const fields = Object.keys(FIELDS)
    .filter((field) => wanted[field] !== undefined)
    .map((field) => compareField(wanted, field, run));
  if (wanted.anchor_line == null) return { fields };
  const anchors = run ? [run.anchor, ...(run.otherAnchors ?? [])] : [];
  const anchorRight = anchors.some((anchor) => distance(anchor) <= ANCHOR_TOLERANCE_LINES);
  return { fields, anchorRight, anchor: run ? `${run.anchor.cell ?? ''}:${run.anchor.line}` : 'none' };
}

function distanceTo(wanted: RunLabel, anchor: Span | undefined): number {
  if (!anchor || wanted.anchor_line == null) return NO_ANCHOR;
  const lines = [wanted.anchor_line].flat();
  const cells = wanted.cell == null ? 0 : ANOTHER_CELL * Math.abs((anchor.cell ?? NO_ANCHOR) - wanted.cell);
  return Math.min(...lines.map((line) => Math.abs(line - anchor.line))) + cells;
}

function compareField(wanted: RunLabel, field: string, run: Run | undefined): FieldResult {
  const { values, orNothing } = acceptedValues(wanted[field]);
  const read = run && readValue(run, field);
  const result = (verdict: Verdict): FieldResult => ({ field, verdict, labelled: values, ...(read === undefined ? {} : { read }) });
  if (read === undefined) return result(values.length === 0 || orNothing ? 'agreed' : 'missing');
  if (values.length === 0) return result(NEVER_INVENTED.has(field) ? 'invented' : 'beyond');
  return result(values.some((value) => sameValue(field, read, value)) ? 'right' : 'wrong');
}

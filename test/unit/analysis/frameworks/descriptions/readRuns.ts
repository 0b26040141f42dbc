// Reads a Python document written inline and gives its runs' facts as plain values.
import { analyzePython } from '../../../../../src/analysis/project/pythonProgram';
import type { Fact, Run } from '../../../../../src/model/run';

export interface ReadRun {
  readonly framework: string;
  readonly line: number;
  readonly facts: Readonly<Record<string, Fact['value']>>;
  readonly run: Run;
}

/** The runs of `text`; a notebook where several cells are given. */
export function readRuns(...cells: readonly string[]): readonly ReadRun[] {
  const segments = cells.length === 1 ? [{ text: cells[0]! }] : cells.map((text, cell) => ({ text, cell }));
  const { runs } = analyzePython({ path: 'train.py', segments }, { root: '', read: () => undefined, list: () => undefined });
  return runs.map((run) => ({
    framework: run.framework,
    line: run.anchor.line,
    facts: Object.fromEntries(Object.entries(run.facts).map(([name, fact]) => [name, (fact as Fact).value])),
    run,
  }));
}

/** The one run of `text`. @throws Error when there is none or more. */
export function readRun(...cells: readonly string[]): ReadRun {
  const runs = readRuns(...cells);
  if (runs.length !== 1) throw new Error(`${runs.length} runs`);
  return runs[0]!;
}

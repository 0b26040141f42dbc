// What was read from one version of a document, with reports made on demand and kept per settings.
import type * as vscode from 'vscode';
import type { Engine } from '../../engine';
import { shownRuns, type FileAnalysis, type Run } from '../../model/run';
import type { Settings } from '../../model/settings';
import type { Report } from '../../report/reportModel';
import type { LineEdit } from './shiftedLine';
import type { Source } from './sourceDocument';

export class Reading {
  private readonly reports = new Map<string, Report>();
  /** edits that the document has seen since, oldest first; empty while this reading is current */
  readonly edits: LineEdit[] = [];

  constructor(
    readonly engine: Engine,
    readonly source: Source,
    readonly version: number,
    readonly file: FileAnalysis,
  ) {}

  get uri(): vscode.Uri {
    return this.source.uri;
  }

  /** The text has changed since, or is broken and this is what it last said. */
  get isStale(): boolean {
    return this.source.version !== this.version;
  }

  /** The file's own runs, then those of its launchers. */
  get runs(): readonly Run[] {
    return shownRuns(this.file);
  }

  run(index: number): Run | undefined {
    return this.runs[index];
  }

  /** @throws RangeError when there is no such run. */
  report(index: number, settings: Settings): Report {
    const key = `${index} ${JSON.stringify(Object.entries(settings).sort())}`;
    let report = this.reports.get(key);
    if (!report) {
      report = this.engine.report(this.file, index, settings);
      if (this.reports.size >= mostReports) this.reports.clear();
      this.reports.set(key, report);
    }
    return report;
  }
}

/** Plain data, as readings are. */
export const alike = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * What a newer text says, with what is known from the one before. The launchers stay until they have been looked for again; and where nothing else was said, as
 * while a comment is typed, the runs are the same ones, so that all that was worked out for them holds.
 */
export function withKnown(file: FileAnalysis, before: FileAnalysis | undefined): FileAnalysis {
  if (!before || file.runs.length === 0) return file;
  const { launchedBy } = before;
  return { ...file, ...(alike(file.runs, before.runs) && { runs: before.runs }), ...(launchedBy && { launchedBy }) };
}

/** What-if sliders make many; older ones are cheap to make again. */
const mostReports = 64;

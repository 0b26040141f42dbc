// A notebook's runs: those of its Python and those of the shell lines that start a script.
import type { SourceDocument } from '../../../model/host';
import type { Diagnostic, Run } from '../../../model/run';
import { sentRuns } from '../../project/jobs/sentScripts';
import { Budget } from '../../project/launchers/launcherProgram';
import { launcherRuns } from '../../project/launchers/launcherRuns';
import { analyzePython } from '../../project/pythonProgram';
import type { Sources } from '../../project/sources';
import type { Variable } from '../shell/words/shellText';
import type { Known } from '../../evaluate/values';
import { readNotebook } from './readNotebook';

/** Looks into the files that the notebook writes before it looks on the disk. */
class NotebookSources implements Sources {
  readonly root: string;

  constructor(
    private readonly outer: Sources,
    private readonly files: ReadonlyMap<string, string>,
  ) {
    this.root = outer.root;
  }

  read(path: string): string | undefined {
    return this.written(path) ?? this.outer.read(path);
  }

  private written(path: string): string | undefined {
    for (const [name, text] of this.files) if (path === name || path.endsWith(`/${name.replace(/^\.?\/(content\/|kaggle\/working\/)?/, '')}`)) return text;
    return undefined;
  }

  isThere(path: string): boolean | undefined {
    return this.written(path) !== undefined || this.outer.isThere?.(path);
  }

  list(folder: string): readonly string[] | undefined {
    return this.outer.list(folder);
  }

  get isWaiting(): boolean {
    return this.outer.isWaiting === true;
  }
}

export function notebookRuns(document: SourceDocument, sources: Sources): { readonly runs: readonly Run[]; readonly diagnostics: readonly Diagnostic[] } {
  const notebook = readNotebook(document.text);
  if (!notebook) return { runs: [], diagnostics: document.text.trim() === '' ? [] : [{ message: 'Not readable as a notebook.' }] };
  const withFiles = notebook.files.size > 0 ? new NotebookSources(sources, notebook.files) : sources;
  const python = analyzePython({ path: document.path, segments: notebook.cells }, withFiles, {
    gpu: notebook.gpu?.value,
    shell: notebook.shell.map(({ text }) => text),
  });
  const budget = new Budget();
  const variables = shellVariables(python.names);
  const started = notebook.shell.flatMap((cell) => launcherRuns({ path: document.path, text: cell.text, cell: cell.cell, variables }, withFiles, budget).runs);
  const gpu = notebook.gpu;
  const sent = sentRuns(document.path, python.started, withFiles, budget);
  const runs = [...python.runs, ...started, ...sent].map((run) =>
    gpu && !run.facts.gpu ? { ...run, facts: { ...run.facts, gpu }, unknowns: run.unknowns.filter((open) => open.fact !== 'gpu') } : run,
  );
  return { runs, diagnostics: [...python.diagnostics, ...budget.diagnostics] };
}

/** IPython fills Python's names into its shell lines: `!python train.py --epochs {epochs}`. */
export const shellVariables = (names: ReadonlyMap<string, Known>): ReadonlyMap<string, Variable> =>
  new Map([...names].map(([name, { value }]) => [name, { kind: 'text', value: { text: String(value), known: true, pos: 0, end: 0 } }]));

// Which run a command is about: the one its caller names, the one on show, or the active editor's; else the user picks a file.
import * as vscode from 'vscode';
import type { Reading } from '../documents/reading';
import { openSource, sourceOf } from '../documents/sourceDocument';
import type { Reports } from '../panel/reports';
import type { RunReference, Services } from '../services';

export interface Target {
  readonly reading: Reading;
  readonly run: number;
}

/** Files that a run can be written in, for the open dialog. */
const fileFilters = { Training: ['py', 'ipynb', 'yaml', 'yml', 'json', 'toml', 'sh', 'ts', 'js'] };

export const isRunReference = (value: unknown): value is RunReference =>
  typeof value === 'object' && value !== null && typeof (value as RunReference).uri === 'string' && Number.isInteger((value as RunReference).run);

/** @returns the run a command is about; undefined when there is none, which the user has been told. */
export async function targetOf(argument: unknown, services: Services, reports: Reports): Promise<Target | undefined> {
  const reference = isRunReference(argument) ? argument : undefined;
  const uri = reference
    ? vscode.Uri.parse(reference.uri)
    : argument instanceof vscode.Uri
      ? argument
      : (activeUri() ?? (reports.shown && vscode.Uri.parse(reports.shown.uri)));
  if (!uri) {
    vscode.window.setStatusBarMessage(vscode.l10n.t('Open a training script first.'), messageMilliseconds);
    return undefined;
  }
  const reading = await services.readings.read(await openSource(uri));
  if (!reading || reading.file.runs.length === 0) {
    vscode.window.setStatusBarMessage(vscode.l10n.t('Nothing trains in this file.'), messageMilliseconds);
    return undefined;
  }
  if (reference) return { reading, run: Math.min(reference.run, reading.runs.length - 1) };
  return pickRun(reading, reports.shown);
}

/** Long enough to be read, in place of a notification. */
export const messageMilliseconds = 5000;

function activeUri(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return vscode.window.activeNotebookEditor?.notebook.uri ?? (document && sourceOf(document)?.uri);
}

/** The run at the cursor, or the only one, or the one on show. */
function pickRun(reading: Reading, shown: RunReference | undefined): Target {
  const line = vscode.window.activeTextEditor?.selection.active.line;
  const before = line === undefined ? -1 : reading.file.runs.findLastIndex(({ anchor }) => anchor.line - 1 <= line);
  if (shown?.uri === reading.uri.toString() && before < 0) return { reading, run: Math.min(shown.run, reading.runs.length - 1) };
  return { reading, run: Math.max(0, before) };
}

/** In place of a run: whatever is open, the user wants to pick a file. */
export const anotherFile = 'anotherFile';

/** The active editor's file, or one that the user picks. */
export async function fileToEstimate(argument: unknown): Promise<RunReference | undefined> {
  if (isRunReference(argument)) return argument;
  const uri = argument instanceof vscode.Uri ? argument : argument === anotherFile ? undefined : activeUri();
  if (uri) return { uri: uri.toString(), run: 0 };
  const [picked] = (await vscode.window.showOpenDialog({ canSelectMany: false, filters: fileFilters, openLabel: vscode.l10n.t('Estimate Footprint') })) ?? [];
  return picked && { uri: picked.toString(), run: 0 };
}

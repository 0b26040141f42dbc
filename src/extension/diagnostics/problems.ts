// Avoidable waste and broken budgets among the editor's problems, at the level of information: of waste only what needs no assumption about the hardware to be seen.
import * as vscode from 'vscode';
import type { Span } from '../../model/source';
import { overBudget } from '../../report/sections/budgets';
import { rangeOf, uriOf } from '../documents/places';
import type { Reading } from '../documents/reading';
import { isEnabled } from '../settings/surfaces';
import type { Services } from '../services';
import { translate } from '../translate';

export const problemSource = 'Training Footprint';

export function registerProblems({ readings, user, log }: Services): vscode.Disposable {
  const problems = vscode.languages.createDiagnosticCollection('trainingFootprint');
  /** the documents that a source's problems stand in: a notebook's cells, a launcher beside its script */
  const placesOf = new Map<string, readonly vscode.Uri[]>();

  const clear = (source: string): void => {
    for (const uri of placesOf.get(source) ?? []) problems.delete(uri);
    placesOf.delete(source);
  };
  const show = (uri: vscode.Uri): void => {
    const source = uri.toString();
    const reading = readings.at(uri);
    // While the text is broken the editor moves the last problems along with their lines.
    if (reading?.isStale) return;
    clear(source);
    if (!reading || !isEnabled('diagnostics', uri)) return;
    try {
      const found = problemsOf(reading, user);
      for (const [place, list] of found) problems.set(vscode.Uri.parse(place), list);
      placesOf.set(
        source,
        [...found.keys()].map((place) => vscode.Uri.parse(place)),
      );
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
    }
  };

  return vscode.Disposable.from(
    problems,
    readings.onDidChange(show),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => clear(uri.toString())),
    vscode.workspace.onDidCloseNotebookDocument(({ uri }) => clear(uri.toString())),
  );
}

/** The problems of a document by the URI they stand in; the runs of launchers say nothing that the file's own do not. */
function problemsOf(reading: Reading, user: Services['user']): ReadonlyMap<string, readonly vscode.Diagnostic[]> {
  const byPlace = new Map<string, vscode.Diagnostic[]>();
  const add = (id: string, message: string, place: Span): void => {
    const uri = uriOf(reading.source, place).toString();
    const problem = new vscode.Diagnostic(rangeOf(place), message, vscode.DiagnosticSeverity.Information);
    problem.source = problemSource;
    problem.code = id;
    byPlace.set(uri, [...(byPlace.get(uri) ?? []), problem]);
  };
  const settings = user.of(reading.uri);
  const budgets = user.budgetsOf(reading.uri);
  for (const [index, run] of reading.file.runs.entries()) {
    const { findings, anchor } = reading.report(index, settings);
    for (const { id, message, place } of findings) if (place.path === anchor.path) add(id, message, place);
    for (const words of overBudget(reading.engine.estimate(run, settings), budgets, 'run', translate)) add('budget', words, anchor);
  }
  return byPlace;
}

/** The finding that a problem of ours shows; undefined for anybody else's. */
export const findingIdOf = ({ source, code }: vscode.Diagnostic): string | undefined =>
  source === problemSource && typeof code === 'string' ? code : undefined;

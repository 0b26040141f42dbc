// One line above each run, in a notebook above the cell's line: the figure, how many greener ways there are, and what has to be supplied.
import * as vscode from 'vscode';
import { rangeOf, uriOf } from '../documents/places';
import type { Reading } from '../documents/reading';
import { shiftedLine } from '../documents/shiftedLine';
import { sourceOf, trainingSelector } from '../documents/sourceDocument';
import type { RunReference, Services } from '../services';
import { isEnabled } from '../settings/surfaces';

/** Inputs that have a command of their own to ask for them; no more than these stand in the line. */
const mostQuestions = 2;

export function registerLenses(services: Services): vscode.Disposable {
  const { readings } = services;
  const refresh = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    refresh,
    readings.onDidChange(() => refresh.fire()),
    vscode.languages.registerCodeLensProvider(trainingSelector, {
      onDidChangeCodeLenses: refresh.event,
      provideCodeLenses: (document) => lensesOf(document, services),
    }),
  );
}

/** The last good lenses at once while a newer text is read; waits only for a document's first reading. Never fails. */
function lensesOf(document: vscode.TextDocument, { readings, user, log }: Services): vscode.ProviderResult<vscode.CodeLens[]> {
  const source = sourceOf(document);
  if (!source || !isEnabled('codeLens', document.uri)) return [];
  const draw = (reading: Reading | undefined): vscode.CodeLens[] => {
    try {
      return reading?.runs.flatMap((_, index) => runLenses(document, reading, index, user)) ?? [];
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
      return [];
    }
  };
  const known = readings.peek(source);
  if (known && !readings.isCurrent(source)) readings.readSoon(source);
  if (known) return draw(known);
  return readings.read(source).then(draw, () => []);
}

function runLenses(document: vscode.TextDocument, reading: Reading, index: number, user: Services['user']): vscode.CodeLens[] {
  const report = reading.report(index, user.of(reading.uri));
  const reference: RunReference = { uri: reading.uri.toString(), run: index };
  const anchors = [report.anchor, ...(reading.run(index)?.otherAnchors ?? [])].filter(
    (anchor) => uriOf(reading.source, anchor).toString() === document.uri.toString(),
  );
  return anchors.flatMap((anchor) => {
    const line = Math.min(shiftedLine(anchor.line, reading.edits), document.lineCount) - 1;
    const range = reading.isStale ? new vscode.Range(line, 0, line, 0) : rangeOf(anchor);
    const lens = (title: string, command: string, ...args: readonly unknown[]): vscode.CodeLens =>
      new vscode.CodeLens(range, { title, command, arguments: [reference, ...args] });
    const count = report.alternatives.length;
    // Where there is a figure nothing decisive is missing, and what each question would lead to need not be worked out.
    const questions = report.estimated ? [] : report.questions.filter(({ decisive }) => decisive).slice(0, mostQuestions);
    return [
      lens(
        (reading.isStale ? '~ ' : '') + (report.launcher ? vscode.l10n.t('{0}: {1}', report.launcher, report.lens) : report.lens),
        'trainingFootprint.openReport',
      ),
      ...(count > 0
        ? [lens(count === 1 ? vscode.l10n.t('1 greener option') : vscode.l10n.t('{0} greener options', count), 'trainingFootprint.applyAlternative')]
        : []),
      ...questions.map(({ input, label }) => lens(vscode.l10n.t('set {0}…', lowerFirst(label)), 'trainingFootprint.setInput', input)),
    ];
  });
}

/** "Dataset size" in the middle of a line; names in capitals ("GPU") stay. */
const lowerFirst = (label: string): string => (/^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1));

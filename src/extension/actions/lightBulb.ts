// Greener alternatives as code actions: on the run's anchor, on the lines they would change, and as the quick fix of a problem that they mend.
import * as vscode from 'vscode';
import type { Span } from '../../model/source';
import type { Report, ReportAlternative } from '../../report/reportModel';
import { findingIdOf } from '../diagnostics/problems';
import { isIn } from '../documents/places';
import type { Reading } from '../documents/reading';
import { isNotebook, sourceOf, trainingSelector } from '../documents/sourceDocument';
import type { Services } from '../services';
import { workspaceEdit } from './edits';

const greener = vscode.CodeActionKind.RefactorRewrite.append('greener');
const { QuickFix } = vscode.CodeActionKind;

export function registerLightBulb({ readings, user, log }: Services): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    trainingSelector,
    {
      provideCodeActions(document, range, { diagnostics }) {
        const source = sourceOf(document);
        const reading = source && readings.peek(source);
        if (!source || !reading || reading.isStale) return [];
        const touches = (span: Span): boolean => isIn(document, source, span) && span.line - 1 <= range.end.line && span.endLine - 1 >= range.start.line;
        const problems = diagnostics.filter((problem) => findingIdOf(problem) !== undefined);
        try {
          return reading.runs.flatMap((run, index) => {
            const report = reading.report(index, user.of(reading.uri));
            const onAnchor = isIn(document, source, run.anchor) && range.start.line <= run.anchor.line - 1 && range.end.line >= run.anchor.line - 1;
            const near = report.alternatives.filter(({ edits }) => onAnchor || edits.some(({ span }) => touches(span)));
            return [...near.map((alternative) => actionOf(alternative, greener, reading, index)), ...quickFixes(problems, report, reading, index)];
          });
        } catch (error) {
          log.error(error instanceof Error ? error : String(error));
          return [];
        }
      },
    },
    { providedCodeActionKinds: [greener, QuickFix] },
  );
}

function actionOf(alternative: ReportAlternative, kind: vscode.CodeActionKind, reading: Reading, run: number): vscode.CodeAction {
  const { key, title, saving, edits, settings } = alternative;
  const action = new vscode.CodeAction(vscode.l10n.t('Greener: {0} ({1} CO₂e)', title, saving), kind);
  if (edits.length > 0 && !settings && !isNotebook(reading.source)) action.edit = workspaceEdit(reading.source, edits);
  else action.command = { title, command: 'trainingFootprint.applyAlternative', arguments: [{ uri: reading.uri.toString(), run }, key] };
  return action;
}

/** What mends a problem of ours, and after it the way to have no more of them. */
function quickFixes(problems: readonly vscode.Diagnostic[], report: Report, reading: Reading, run: number): vscode.CodeAction[] {
  return problems.flatMap((problem) => {
    const finding = report.findings.find(({ id }) => id === findingIdOf(problem));
    if (!finding) return [];
    const remedy = report.alternatives.find(({ key }) => key === finding.alternative);
    const hide = new vscode.CodeAction(vscode.l10n.t('Hide remarks on avoidable waste'), QuickFix);
    hide.command = { title: hide.title, command: 'trainingFootprint.hide', arguments: ['diagnostics'] };
    const actions = [...(remedy ? [actionOf(remedy, QuickFix, reading, run)] : []), hide];
    for (const action of actions) action.diagnostics = [problem];
    return actions;
  });
}

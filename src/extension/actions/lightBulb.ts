// Greener alternatives as code actions on the run's anchor and on the lines they would change.
import * as vscode from 'vscode';
import type { Span } from '../../model/source';
import { isIn } from '../documents/places';
import { isNotebook, sourceOf, trainingSelector } from '../documents/sourceDocument';
import type { RunReference, Services } from '../services';
import { workspaceEdit } from './edits';

const kind = vscode.CodeActionKind.RefactorRewrite.append('greener');

export function registerLightBulb({ readings, user, log }: Services): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    trainingSelector,
    {
      provideCodeActions(document, range) {
        const source = sourceOf(document);
        const reading = source && readings.peek(source);
        if (!source || !reading || reading.isStale) return [];
        const touches = (span: Span): boolean => isIn(document, source, span) && span.line - 1 <= range.end.line && span.endLine - 1 >= range.start.line;
        try {
          return reading.runs.flatMap((run, index) => {
            const report = reading.report(index, user.of(reading.uri));
            const onAnchor = isIn(document, source, run.anchor) && range.start.line <= run.anchor.line - 1 && range.end.line >= run.anchor.line - 1;
            return report.alternatives
              .filter(({ edits }) => onAnchor || edits.some(({ span }) => touches(span)))
              .map(({ key, title, saving, edits, settings }) => {
                const action = new vscode.CodeAction(vscode.l10n.t('Greener: {0} ({1} CO₂e)', title, saving), kind);
                const reference: RunReference = { uri: reading.uri.toString(), run: index };
                if (edits.length > 0 && !settings && !isNotebook(source)) action.edit = workspaceEdit(source, edits);
                else action.command = { title, command: 'trainingFootprint.applyAlternative', arguments: [reference, key] };
                return action;
              });
          });
        } catch (error) {
          log.error(error instanceof Error ? error : String(error));
          return [];
        }
      },
    },
    { providedCodeActionKinds: [kind] },
  );
}

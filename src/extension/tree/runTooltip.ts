// What a run of the footprint view says when one points at it: its figures, why it counts once, what was measured, which budget it breaks.
import * as vscode from 'vscode';
import type { Report } from '../../report/reportModel';
import type { CountedRun } from '../../workspace/footprint';
import { runName } from '../../workspace/runName';
import { translate } from '../translate';
import { type ShowPath } from '../../model/paths';

export function runTooltip(run: CountedRun, report: Report, breaches: readonly string[], showPath: ShowPath): vscode.MarkdownString {
  const text = new vscode.MarkdownString(undefined, true);
  const paragraph = (words: string): void => void text.appendText(words).appendMarkdown('\n\n');
  paragraph(runName(run, showPath, translate));
  paragraph(report.lens);
  if (report.sentence) paragraph(report.sentence.emphasis + report.sentence.rest);
  for (const breach of breaches) text.appendMarkdown('$(warning) ').appendText(breach).appendMarkdown('\n\n');
  if (run.alsoSeen.length > 0) {
    const others = run.alsoSeen.map((place) => runName(place, showPath, translate)).join(', ');
    paragraph(vscode.l10n.t('Also described by {0}: one training, counted once.', others));
  }
  for (const { title, rows } of report.measured ?? []) {
    paragraph(
      [
        title,
        ...rows.map(({ label, measured, estimated, ratio }) => vscode.l10n.t('{0}: measured {1}, estimated {2} ({3})', label, measured, estimated, ratio)),
      ].join('\n'),
    );
  }
  return text;
}

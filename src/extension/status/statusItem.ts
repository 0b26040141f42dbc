// The active file's footprint at the right of the status bar; a click opens the report.
import * as vscode from 'vscode';
import { isNotebook, sourceOf, type Source } from '../documents/sourceDocument';
import type { Services } from '../services';
import { co2eKg, write } from '../../report/figures/quantity';
import { maybeOverBudget, overBudget, type Budgets } from '../../report/sections/budgets';
import { totalOf } from '../../report/sections/total';
import type { Estimate } from '../../model/estimate';
import { isEnabled } from '../settings/surfaces';
import { translate } from '../translate';

const priority = 90;

export function registerStatusItem({ readings, user, log }: Services): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('trainingFootprint.status', vscode.StatusBarAlignment.Right, priority);
  item.name = vscode.l10n.t('Training Footprint');

  const active = (): Source | undefined => {
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    if (notebook) return notebook;
    const document = vscode.window.activeTextEditor?.document;
    return document && sourceOf(document);
  };

  const show = (): void => {
    const source = active();
    // The report itself has the focus: the figure beside it stays.
    if (!vscode.window.activeTextEditor && !source && vscode.window.visibleTextEditors.length > 0) return;
    if (!source || !isEnabled('statusBar', source.uri)) return item.hide();
    const reading = readings.peek(source);
    if (!readings.isCurrent(source)) readings.readSoon(source);
    if (!reading) return item.hide();
    try {
      const settings = user.of(reading.uri);
      const report = reading.report(0, settings);
      // one training that a launcher starts counts as the launcher starts it
      const counted = reading.engine.countedRuns([reading.file]);
      const more = counted.length - 1;
      const estimates = counted.map((run) => reading.engine.estimate(run, settings));
      const total = more > 0 ? totalOf(estimates).co2eKg : null;
      const budgets = user.budgetsOf(reading.uri);
      const over = inFile(estimates, budgets, overBudget);
      item.text = `${over.length > 0 ? '$(warning) ' : ''}${reading.isStale ? '~ ' : ''}${total ? `≈ ${write(total, co2eKg).value}` : report.statusBar}${more > 0 ? ` (${vscode.l10n.t('{0} runs', counted.length)})` : ''}`;
      item.backgroundColor = over.length > 0 ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
      item.tooltip = tooltipOf(
        [
          more > 0
            ? vscode.l10n.t('{0}\n{1} runs in this file; click for the report', report.lens, more + 1)
            : vscode.l10n.t('{0}\nClick for the report', report.lens),
          ...over,
          ...inFile(estimates, budgets, maybeOverBudget),
        ].join('\n'),
      );
      item.command = { title: vscode.l10n.t('Open report'), command: 'trainingFootprint.openReport', arguments: [{ uri: reading.uri.toString(), run: 0 }] };
      item.accessibilityInformation = { label: [vscode.l10n.t('Training footprint {0}', report.statusBar), ...over].join(', '), role: 'button' };
      item.show();
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
      item.hide();
    }
  };

  show();
  return vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(show),
    vscode.window.onDidChangeActiveNotebookEditor(show),
    readings.onDidChange((uri) => {
      const source = active();
      if (source && (source.uri.toString() === uri.toString() || isNotebook(source))) show();
    }),
  );
}

/** What is said of the limits of a run, and of those of a file with all of its runs. */
const inFile = (estimates: readonly Estimate[], budgets: Budgets, words: typeof overBudget): readonly string[] => [
  ...estimates.flatMap((estimate) => words(estimate, budgets, 'run', translate)),
  ...words(totalOf(estimates), budgets, 'file', translate),
];

/** The text with a way to switch the item off below it. */
function tooltipOf(text: string): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.isTrusted = { enabledCommands: ['trainingFootprint.hide'] };
  tooltip.appendText(text).appendMarkdown(`\n\n[${vscode.l10n.t('Hide this')}](command:trainingFootprint.hide?${encodeURIComponent('["statusBar"]')})`);
  return tooltip;
}

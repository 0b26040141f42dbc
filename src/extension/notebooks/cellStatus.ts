// In notebooks the figure also stands in the status bar of the cell that trains: it stays in sight while a long cell is scrolled or folded.
import * as vscode from 'vscode';
import type { Report } from '../../report/reportModel';
import { withRange } from '../../report/figures/quantity';
import type { RunReference, Services } from '../services';

export function registerCellStatus({ readings, user, log }: Services): vscode.Disposable {
  const refresh = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    refresh,
    readings.onDidChange(() => refresh.fire()),
    vscode.notebooks.registerNotebookCellStatusBarItemProvider('jupyter-notebook', {
      onDidChangeCellStatusBarItems: refresh.event,
      provideCellStatusBarItems(cell) {
        const { notebook } = cell;
        const reading = readings.peek(notebook);
        if (!readings.isCurrent(notebook)) readings.readSoon(notebook);
        if (!reading) return [];
        try {
          return reading.file.runs.flatMap((run, index) => {
            if (run.anchor.cell !== cell.index) return [];
            const reference: RunReference = { uri: reading.uri.toString(), run: index };
            const report = reading.report(index, user.of(reading.uri));
            const item = new vscode.NotebookCellStatusBarItem((reading.isStale ? '~ ' : '') + shortOf(report), vscode.NotebookCellStatusBarAlignment.Left);
            item.tooltip = report.lens;
            item.command = { title: vscode.l10n.t('Open report'), command: 'trainingFootprint.openReport', arguments: [reference] };
            return [item];
          });
        } catch (error) {
          log.error(error instanceof Error ? error : String(error));
          return [];
        }
      },
    }),
  );
}

/** The figure with its range: a cell beside an open report has no room for more, and cuts off what is longer. */
const shortOf = ({ headline, lens }: Report): string => (headline ? `≈ ${withRange(headline)}` : lens);

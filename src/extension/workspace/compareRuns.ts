// "Compare Runs…": two or more of the workspace's runs beside each other.
import * as vscode from 'vscode';
import { comparisonToMarkdown } from '../../workspace/comparison/comparisonMarkdown';
import { compareRuns } from '../../workspace/comparison/compareRuns';
import { allRuns, type CountedRun } from '../../workspace/footprint';
import { runName } from '../../workspace/runName';
import { figure } from '../tree/treeItems';
import { translate } from '../translate';
import { ensureScanned, showPathIn } from './estimateWorkspace';
import type { WorkspaceFootprints } from './footprints';
import type { WorkspaceServices } from './registerWorkspace';

/** @param chosen compared at once when there are two or more; else they stand ticked in the list */
export async function compareRunsCommand({ footprints, documents }: WorkspaceServices, chosen: readonly CountedRun[]): Promise<void> {
  if (!(await ensureScanned(footprints))) return;
  const runs = chosen.length > 1 ? chosen : await pickRuns(footprints, chosen);
  if (!runs || runs.length < 2) return;
  const comparison = compareRuns(runs, showPathIn(footprints), translate);
  await documents.show(vscode.l10n.t('Training runs compared'), comparisonToMarkdown(comparison, translate));
}

function pickRuns(footprints: WorkspaceFootprints, chosen: readonly CountedRun[]): Promise<readonly CountedRun[] | undefined> {
  const items = runItems(footprints);
  const picker = vscode.window.createQuickPick<(typeof items)[number]>();
  picker.title = vscode.l10n.t('Compare runs');
  picker.placeholder = vscode.l10n.t('Choose two or more');
  picker.canSelectMany = true;
  picker.matchOnDescription = true;
  picker.items = items;
  picker.selectedItems = items.filter(({ run }) => chosen.some((one) => one.run.id === run.run.id));
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      if (picker.selectedItems.length < 2) {
        picker.title = vscode.l10n.t('Compare runs: choose at least two');
        return;
      }
      resolve(picker.selectedItems.map(({ run }) => run));
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

/** The workspace's runs for a picker, the heaviest first. */
export function runItems(footprints: WorkspaceFootprints): readonly (vscode.QuickPickItem & { readonly run: CountedRun })[] {
  return allRuns(footprints.footprint).map((run) => ({
    label: runName(run, showPathIn(footprints), translate),
    description: [run.estimate.co2eKg ? figure(run.estimate.co2eKg) : vscode.l10n.t('no figure yet'), run.run.facts.model?.value].filter(Boolean).join(' · '),
    run,
  }));
}

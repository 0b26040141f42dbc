// "Import Measured Emissions…": a tracker's log from anywhere, said to be of one run; and the way to take measurements back.
import * as vscode from 'vscode';
import type { Measurement } from '../../model/measurement';
import { withoutRepeats } from '../../workspace/measured/readMeasurements';
import { messageMilliseconds } from '../commands/targets';
import { runItems } from './compareRuns';
import { ensureScanned } from './estimateWorkspace';
import type { WorkspaceServices } from './registerWorkspace';
import { fileNameOf } from '../../model/paths';

export async function importMeasured(workspace: WorkspaceServices): Promise<void> {
  const { footprints, measurements } = workspace;
  if (!(await ensureScanned(footprints))) return;
  if (measurements.all.length > 0) {
    const forget: vscode.QuickPickItem = {
      label: vscode.l10n.t('Remove what was measured'),
      description: vscode.l10n.t('{0} runs; estimates go back to what they were', measurements.all.length),
    };
    const add: vscode.QuickPickItem = {
      label: vscode.l10n.t('Import a file…'),
      description: vscode.l10n.t('emissions.csv of CodeCarbon, trainer_state.json, wandb-summary.json'),
    };
    const choice = await vscode.window.showQuickPick([add, forget], { title: vscode.l10n.t('Measured emissions') });
    if (!choice) return;
    if (choice === forget) {
      for (const measurement of measurements.all) await measurements.assign(measurement, null);
      return;
    }
  }
  const [uri] =
    (await vscode.window.showOpenDialog({
      canSelectMany: false,
      filters: { [vscode.l10n.t('Measurements')]: ['csv', 'json'] },
      openLabel: vscode.l10n.t('Import'),
    })) ?? [];
  if (!uri) return;
  const read = withoutRepeats(await measurements.import(uri));
  if (read.length === 0) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('{0} is no log of CodeCarbon, Trainer or Weights & Biases that states a time or an energy.', fileNameOf(uri.path)),
    );
    return;
  }
  for (const measurement of read) await assignMeasurement(workspace, measurement);
}

/** Asks which run a measurement is of. */
export async function assignMeasurement({ footprints, measurements }: WorkspaceServices, argument: unknown): Promise<void> {
  const measurement = measurements.all.find(({ path, line }) => isPlace(argument) && path === argument.path && line === argument.line);
  if (!measurement) return;
  const choice = await vscode.window.showQuickPick(runItems(footprints), {
    title: vscode.l10n.t('Which run was measured? {0}', shortly(measurement)),
    matchOnDescription: true,
  });
  if (!choice) return;
  await measurements.assign(measurement, choice.run.run.id);
  vscode.window.setStatusBarMessage(vscode.l10n.t('The measurement stands beside its estimate now.'), messageMilliseconds);
}

const isPlace = (value: unknown): value is Pick<Measurement, 'path' | 'line'> =>
  typeof value === 'object' && value !== null && 'path' in value && 'line' in value;

const shortly = ({ path, line, name }: Measurement): string => [name, `${fileNameOf(path)}:${line}`].filter(Boolean).join(' · ');

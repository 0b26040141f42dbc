// How a node of the footprint view looks: its name, its figure with the range, and marks for what is over budget.
import * as vscode from 'vscode';
import { factLabel } from '../../report/figures/names';
import { co2eKg, withRange, write } from '../../report/figures/quantity';
import { placeLabel } from '../../report/sections/links';
import type { Interval } from '../../model/interval';
import type { Measurement } from '../../model/measurement';
import type { CountedRun, RunPlace } from '../../workspace/footprint';
import { keyOf } from '../../workspace/measured/readMeasurements';
import type { FootprintNode } from './nodes';
import { translate } from '../translate';
import { fileNameOf } from '../../model/paths';

/** What an item's looks depend on beside the node. */
export interface ItemContext {
  uriOf(path: string): vscode.Uri;
  measurementsOf(run: CountedRun): readonly Measurement[];
  /** words for each budget that a run or its file breaks, empty while all is within */
  breachesOf(run: CountedRun): readonly string[];
  /** "1.1× of the estimate", where a measurement can be held against one */
  ratioOf(measurement: Measurement, run: CountedRun): string | undefined;
}

export function itemOf(node: FootprintNode, context: ItemContext): vscode.TreeItem {
  switch (node.kind) {
    case 'root':
      return folderItem(node.uri.toString(), fileNameOf(node.uri.path), node.total.co2eKg, node.total.runs, 'root-folder');
    case 'folder': {
      const { folder, total } = node.folder;
      return folderItem(folder, folderName(context.uriOf(folder)), total.co2eKg, total.runs, 'folder');
    }
    case 'run':
      return runItem(node.run, context);
    case 'view':
      return viewItem(node.place, node.of, context);
    case 'measurement':
      return measurementItem(node.measurement, node.run, context);
  }
}

/** Relative to its workspace folder, whose own name stands for its top. */
function folderName(uri: vscode.Uri): string {
  const root = vscode.workspace.getWorkspaceFolder(uri);
  return root && root.uri.path.replace(/\/$/, '') === uri.path ? root.name : vscode.workspace.asRelativePath(uri, false);
}

/** "0.34 kg CO₂e (0.19–0.61)" */
export const figure = (kilograms: Interval): string => withRange(write(kilograms, co2eKg));

function folderItem(id: string, label: string, kilograms: Interval | null, runs: number, icon: string): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  const count = runs === 1 ? vscode.l10n.t('1 run') : vscode.l10n.t('{0} runs', runs);
  item.id = `folder ${id}`;
  item.iconPath = new vscode.ThemeIcon(icon);
  item.description = [kilograms ? figure(kilograms) : undefined, count].filter(Boolean).join(' · ');
  item.tooltip = `${label}\n${item.description}`;
  item.contextValue = 'folder';
  return item;
}

function runItem(run: CountedRun, context: ItemContext): vscode.TreeItem {
  const { estimate, alsoSeen, file } = run;
  const several = file.runs.length > 1;
  const name = fileNameOf(file.path);
  const children = alsoSeen.length + context.measurementsOf(run).length > 0 ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None;
  const item = new vscode.TreeItem(several ? `${name} ${placeLabel(run.run.anchor, file.path, translate)}` : name, children);
  const breaches = context.breachesOf(run);
  item.id = `run ${run.run.id}`;
  item.resourceUri = context.uriOf(file.path);
  item.description = [
    estimate.co2eKg ? figure(estimate.co2eKg) : needs(estimate.missing),
    run.run.facts.model?.value,
    alsoSeen.length > 0 ? vscode.l10n.t('counts once with {0}', alsoSeen.map((place) => fileName(place)).join(', ')) : undefined,
  ]
    .filter(Boolean)
    .join(' · ');
  item.iconPath =
    breaches.length > 0
      ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
      : new vscode.ThemeIcon(estimate.co2eKg ? 'graph' : 'question');
  item.command = revealCommand(run, context);
  item.contextValue = 'run';
  item.accessibilityInformation = { label: [item.label as string, item.description, ...breaches].join(', ') };
  return item;
}

const fileName = ({ file }: RunPlace): string => fileNameOf(file.path);

/** "needs: dataset size" */
const needs = (missing: readonly string[]): string =>
  missing.length > 0
    ? vscode.l10n.t('footprint needs: {0}', missing.map((fact) => factLabel(fact, translate).toLowerCase()).join(', '))
    : vscode.l10n.t('footprint unknown');

function viewItem(place: RunPlace, of: CountedRun, context: ItemContext): vscode.TreeItem {
  const item = new vscode.TreeItem(fileName(place), vscode.TreeItemCollapsibleState.None);
  item.id = `view ${of.run.id} ${place.run.id}`;
  item.resourceUri = context.uriOf(place.file.path);
  item.description = vscode.l10n.t('the same training, {0}', placeLabel(place.run.anchor, place.run.anchor.path, translate));
  item.tooltip = vscode.l10n.t('{0} describes the same training as {1}; it counts once.', fileName(place), fileName(of));
  item.iconPath = new vscode.ThemeIcon('references');
  item.command = revealCommand(place, context);
  item.contextValue = 'view';
  return item;
}

function measurementItem(measurement: Measurement, run: CountedRun | undefined, context: ItemContext): vscode.TreeItem {
  const { path, line, co2eKg: kilograms, energyKwh, wallClockHours } = measurement;
  const item = new vscode.TreeItem(vscode.l10n.t('measured'), vscode.TreeItemCollapsibleState.None);
  const ratio = run && context.ratioOf(measurement, run);
  const value = kilograms
    ? figure({ low: kilograms, mid: kilograms, high: kilograms })
    : energyKwh
      ? `${energyKwh.toPrecision(2)} kWh`
      : `${(wallClockHours ?? 0).toPrecision(2)} h`;
  item.id = `measurement ${run?.run.id ?? ''} ${keyOf(measurement)}`;
  item.description = [value, ratio, `${fileNameOf(path)}:${line}`, run ? undefined : vscode.l10n.t('of which run?')].filter(Boolean).join(' · ');
  item.iconPath = new vscode.ThemeIcon(run ? 'dashboard' : 'question');
  item.tooltip = run ? undefined : vscode.l10n.t('Several runs could be meant. Choose the one that was measured.');
  item.command = run
    ? { title: vscode.l10n.t('Open'), command: 'vscode.open', arguments: [context.uriOf(path), { selection: new vscode.Range(line - 1, 0, line - 1, 0) }] }
    : { title: vscode.l10n.t('Choose its run'), command: 'trainingFootprint.assignMeasurement', arguments: [measurement] };
  item.contextValue = 'measurement';
  return item;
}

/** A click shows the line; the report stays a menu entry away. */
const revealCommand = (place: RunPlace, context: ItemContext): vscode.Command => ({
  title: vscode.l10n.t('Show in Editor'),
  command: 'trainingFootprint.revealRun',
  arguments: [{ uri: context.uriOf(place.file.path).toString(), run: place.index }, place.run.anchor],
});

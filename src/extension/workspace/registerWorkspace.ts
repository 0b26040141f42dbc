// Everything about the workspace as a whole: the footprint view, its commands, and what was measured.
import * as vscode from 'vscode';
import { isSpan } from '../../../webview/protocol/checks';
import { safeCommands } from '../commands/safeCommand';
import { isRunReference } from '../commands/targets';
import type { EngineLoader } from '../documents/loadEngine';
import { reveal } from '../documents/places';
import { openSource } from '../documents/sourceDocument';
import type { Services } from '../services';
import { FootprintView, footprintViewId } from '../tree/footprintView';
import type { FootprintNode } from '../tree/nodes';
import { compareRunsCommand } from './compareRuns';
import { ReportDocuments } from './documents';
import { exportWorkspace, showWorkspaceReport } from './estimateWorkspace';
import { WorkspaceFootprints } from './footprints';
import { assignMeasurement, importMeasured } from './importMeasured';
import { Measurements } from './measurements';

/** What else reads the workspace's runs. */
export interface WorkspaceServices {
  readonly footprints: WorkspaceFootprints;
  readonly measurements: Measurements;
  readonly documents: ReportDocuments;
}

export function registerWorkspace(services: Services, loadEngine: EngineLoader, memento: vscode.Memento): WorkspaceServices & vscode.Disposable {
  const { log, user } = services;
  const footprints = new WorkspaceFootprints(loadEngine, services);
  const measurements = new Measurements(footprints, user, memento, log);
  const documents = new ReportDocuments();
  const view = new FootprintView(services, footprints, measurements);
  const workspace: WorkspaceServices = { footprints, measurements, documents };
  const command = safeCommands(log);
  const subscriptions = vscode.Disposable.from(
    footprints,
    measurements,
    documents,
    view,
    command('scanWorkspace', async () => {
      await vscode.commands.executeCommand(`${footprintViewId}.focus`);
      await vscode.window.withProgress({ location: { viewId: footprintViewId } }, () => footprints.scan());
    }),
    command('stopScan', () => footprints.stop()),
    command('estimateWorkspace', () => showWorkspaceReport(workspace)),
    command('exportWorkspace', () => exportWorkspace(workspace)),
    command('compareRuns', (node, nodes) => compareRunsCommand(workspace, runsOf(node, nodes, view))),
    command('importMeasured', () => importMeasured(workspace)),
    command('assignMeasurement', (measurement) => assignMeasurement(workspace, measurement)),
    command('revealRun', async (reference, span) => {
      if (isRunReference(reference) && isSpan(span)) await reveal(await openSource(vscode.Uri.parse(reference.uri)), span);
    }),
    command('openRunReport', async (node) => {
      const [run] = runsOf(node, undefined, view);
      if (!run) return;
      await vscode.commands.executeCommand('trainingFootprint.openReport', { uri: footprints.uriOf(run.file.path).toString(), run: run.index });
    }),
  );
  return { ...workspace, dispose: () => subscriptions.dispose() };
}

/** The runs that a menu of the view is about: all that are selected when the clicked one is among them. */
function runsOf(node: unknown, nodes: unknown, view: FootprintView) {
  const clicked = Array.isArray(nodes) ? (nodes as readonly FootprintNode[]) : node ? [node as FootprintNode] : [];
  const runs = clicked.flatMap((one) => (one.kind === 'run' ? [one.run] : []));
  return runs.length > 0 ? runs : view.selected;
}

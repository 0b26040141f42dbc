// What stands in the footprint view: workspace folders, folders, runs, other files' views of a run, and measurements.
import type * as vscode from 'vscode';
import type { Measurement } from '../../model/measurement';
import { totalOf, type Total } from '../../report/sections/total';
import type { CountedRun, FolderFootprint, RunPlace, WorkspaceFootprint } from '../../workspace/footprint';
import { insideOf } from '../../model/paths';

export type FootprintNode =
  | { readonly kind: 'root'; readonly uri: vscode.Uri; readonly folders: readonly FolderFootprint[]; readonly total: Total }
  | { readonly kind: 'folder'; readonly folder: FolderFootprint }
  | { readonly kind: 'run'; readonly run: CountedRun }
  | { readonly kind: 'view'; readonly place: RunPlace; readonly of: CountedRun }
  | { readonly kind: 'measurement'; readonly measurement: Measurement; readonly run: CountedRun | undefined };

/** The first level: workspace folders where there are several, else folders. Measurements that could be of several runs stand last. */
export function topNodes(footprint: WorkspaceFootprint, roots: readonly vscode.Uri[], open: readonly Measurement[]): readonly FootprintNode[] {
  const last = open.map((measurement): FootprintNode => ({ kind: 'measurement', measurement, run: undefined }));
  if (roots.length < 2) return [...footprint.folders.map((folder): FootprintNode => ({ kind: 'folder', folder })), ...last];
  const byRoot = roots.map((uri) => ({ uri, folders: footprint.folders.filter(({ folder }) => nearest(folder, roots) === uri) }));
  const nodes = byRoot
    .filter(({ folders }) => folders.length > 0)
    .map(({ uri, folders }) => ({ kind: 'root', uri, folders, total: totalOf(folders.flatMap(({ runs }) => runs.map(({ estimate }) => estimate))) }) as const)
    .sort((a, b) => (b.total.co2eKg?.mid ?? -1) - (a.total.co2eKg?.mid ?? -1));
  return [...nodes, ...last];
}

/** The innermost workspace folder that holds a folder. */
const nearest = (folder: string, roots: readonly vscode.Uri[]): vscode.Uri | undefined =>
  roots.filter(({ path }) => folder === path || folder.startsWith(insideOf(path))).sort((a, b) => b.path.length - a.path.length)[0];

export function childrenOf(node: FootprintNode, measurementsOf: (run: CountedRun) => readonly Measurement[]): readonly FootprintNode[] {
  switch (node.kind) {
    case 'root':
      // Runs at the workspace folder's own top stand below it without a folder of the same name in between.
      return node.folders.flatMap((folder): readonly FootprintNode[] =>
        folder.folder === node.uri.path.replace(/\/$/, '') ? folder.runs.map((run) => ({ kind: 'run', run })) : [{ kind: 'folder', folder }],
      );
    case 'folder':
      return node.folder.runs.map((run) => ({ kind: 'run', run }));
    case 'run':
      return [
        ...node.run.alsoSeen.map((place): FootprintNode => ({ kind: 'view', place, of: node.run })),
        ...measurementsOf(node.run).map((measurement): FootprintNode => ({ kind: 'measurement', measurement, run: node.run })),
      ];
    default:
      return [];
  }
}

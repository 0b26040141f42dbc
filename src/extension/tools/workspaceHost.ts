// What the tools may read in the editor: files of the open workspace folders as they stand in the editor now, and nothing beside them.
import * as vscode from 'vscode';
import type { ToolFile, ToolHost } from '../../assistant/runTool';
import { ToolError } from '../../assistant/toolInput';
import type { FileReader } from '../../model/host';
import type { EngineLoader } from '../documents/loadEngine';
import { openSource, toSourceDocument } from '../documents/sourceDocument';
import { workspaceFiles } from '../documents/workspaceFiles';
import type { Services } from '../services';
import { fileNameOf, insideOf } from '../../model/paths';

const folders = (): readonly vscode.Uri[] => (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);

/** Whether an absolute path lies in an open folder; one that climbs is none. */
const isOpen = (path: string, roots = folders()): boolean =>
  path.startsWith('/') && !path.split('/').includes('..') && roots.some((root) => path === root.path || path.startsWith(insideOf(root.path)));

export async function workspaceHost({ user, machine }: Services, loadEngine: EngineLoader): Promise<ToolHost> {
  const filesBeside = (uri: vscode.Uri): FileReader => {
    const files = workspaceFiles(uri, machine);
    return {
      ...files,
      read: (path) => (isOpen(path) ? files.read(path) : Promise.resolve(undefined)),
      list: (folder) => (isOpen(folder) ? files.list(folder) : Promise.resolve([])),
    };
  };
  return {
    engine: await loadEngine(),
    async file(given): Promise<ToolFile> {
      const uri = await placeOf(given);
      if (!uri) throw new ToolError(`path: there is no file ${given} in the workspace`);
      try {
        return { document: toSourceDocument(await openSource(uri)), files: filesBeside(uri) };
      } catch {
        throw new ToolError(`path: ${given} cannot be read as text`);
      }
    },
    text(fileName, code) {
      const [root] = folders();
      const name = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
      const uri = root ? vscode.Uri.joinPath(root, name) : vscode.Uri.from({ scheme: 'untitled', path: `/${name}` });
      return { document: { path: uri.path, text: code }, files: root ? filesBeside(uri) : nothing };
    },
    settingsOf: ({ path }) =>
      user.of(
        folders()
          .find((root) => isOpen(path, [root]))
          ?.with({ path }) ?? vscode.Uri.from({ scheme: 'untitled', path }),
      ),
    showPath: (path) => {
      const root = folders().find((one) => isOpen(path, [one]));
      return root ? vscode.workspace.asRelativePath(root.with({ path })) : fileNameOf(path);
    },
  };
}

const nothing: FileReader = { read: () => Promise.resolve(undefined), list: () => Promise.resolve([]) };

/** A path as a model writes it: absolute, relative to a workspace folder, or with that folder's name first. */
async function placeOf(given: string): Promise<vscode.Uri | undefined> {
  const path = given.replaceAll('\\', '/');
  for (const root of folders()) {
    const name = fileNameOf(root.path);
    const tries = path.startsWith('/')
      ? [root.with({ path })]
      : [path, ...(path.startsWith(`${name}/`) ? [path.slice(name.length + 1)] : [])].map((one) => vscode.Uri.joinPath(root, one));
    for (const uri of tries) if (isOpen(uri.path, [root]) && (await isFile(uri))) return uri;
  }
  return undefined;
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}

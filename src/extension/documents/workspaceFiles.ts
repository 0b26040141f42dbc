// Reads what an analysed file names (imports, configs, launchers) through the editor's own file system, so that it works in virtual workspaces and in the browser.
import * as vscode from 'vscode';
import type { HostMachine } from '../machine/hostMachine';
import type { FileReader } from '../../model/host';
import { isLauncherName } from '../../model/launcherNames';

/** Configs and modules are far smaller; what is larger is data. */
const largestFileBytes = 2_000_000;

/**
 * A reader of files beside `base`; paths are those of the same scheme and authority.
 * @param machine whose disk it is, where there is one; in a workspace that is not trusted only the workspace's own folder of it is seen
 */
export function workspaceFiles(base: vscode.Uri, machine?: HostMachine): FileReader {
  const at = (path: string): vscode.Uri => base.with({ path, query: '', fragment: '' });
  const folder = vscode.workspace.getWorkspaceFolder(base)?.uri;
  return {
    ...(machine &&
      base.scheme === 'file' && { machine: machine.files(vscode.workspace.isTrusted ? undefined : [(folder ?? vscode.Uri.joinPath(base, '..')).fsPath]) }),
    ...(folder && { root: folder.path.replace(/\/$/, ''), launchers: () => launchersIn(folder) }),
    async read(path) {
      if (!path.startsWith('/')) return undefined;
      const uri = at(path);
      const key = uri.toString();
      const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
      if (open) return open.getText();
      try {
        const { size, type } = await vscode.workspace.fs.stat(uri);
        if (!(type & vscode.FileType.File) || size > largestFileBytes) return undefined;
        const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
        return text.includes('\0') ? undefined : text;
      } catch {
        return undefined;
      }
    },
    async list(folder) {
      if (!folder.startsWith('/')) return [];
      try {
        const entries = await vscode.workspace.fs.readDirectory(at(folder));
        return entries.filter(([, type]) => type & vscode.FileType.File).map(([name]) => (folder.endsWith('/') ? folder + name : `${folder}/${name}`));
      } catch {
        return [];
      }
    },
  };
}

/** By name and ending, since a search by content would read the whole workspace. */
const launcherFiles = '**/{*.sh,*.bash,*.slurm,*.sbatch,*.pbs,*.lsf,*.mk,*.yaml,*.yml,Makefile,makefile,Dockerfile,MLproject,launch.json,tasks.json}';
const withoutSource = '**/{node_modules,.git,.venv,venv,site-packages,__pycache__}/**';
const mostLaunchers = 300;

const launcherFolders = /^(scripts?|bin|jobs?|slurm|runs?|launch|launchers|\.vscode)$/i;

const namesIn = (folder: vscode.Uri, entries: readonly (readonly [string, vscode.FileType])[]): readonly string[] =>
  entries.filter(([name, type]) => type & vscode.FileType.File && isLauncherName(name)).map(([name]) => vscode.Uri.joinPath(folder, name).path);

async function launchersIn(folder: vscode.Uri): Promise<readonly string[]> {
  try {
    const found = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, launcherFiles), withoutSource, mostLaunchers);
    if (found.length > 0) return found.map(({ path }) => path).sort();
    // Virtual file systems have no search: the top is looked at there, and the folders that launchers usually lie in.
    const entries = await vscode.workspace.fs.readDirectory(folder);
    const inner = entries
      .filter(([name, type]) => type & vscode.FileType.Directory && launcherFolders.test(name))
      .map(([name]) => vscode.Uri.joinPath(folder, name));
    const within = await Promise.all(inner.map(async (place) => namesIn(place, await vscode.workspace.fs.readDirectory(place))));
    return [...namesIn(folder, entries), ...within.flat()].slice(0, mostLaunchers).sort();
  } catch {
    return [];
  }
}

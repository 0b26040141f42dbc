// The editor's file system as a scan reads it: each file once a scan, folders as entries, and what `files.exclude` hides.
import * as vscode from 'vscode';
import type { FileReader } from '../../model/host';
import { excludeRules, type IgnoreRules } from '../../workspace/files/ignoreRules';
import type { FolderEntry, FolderReader } from '../../workspace/files/walkFiles';
import { workspaceFiles } from '../documents/workspaceFiles';
import type { HostMachine } from '../machine/hostMachine';

const kindOf = (type: vscode.FileType): FolderEntry['kind'] =>
  type === vscode.FileType.Directory ? 'folder' : type === vscode.FileType.File ? 'file' : 'other';

/** Files and folders below a workspace folder; texts are remembered, so a new one is made for each scan. */
export function scanFiles(root: vscode.Uri, machine: HostMachine | undefined): { readonly files: FileReader; readonly folders: FolderReader } {
  const texts = new Map<string, Promise<string | undefined>>();
  // Launchers are scanned as files of their own: nobody need look for them.
  const { launchers: _unasked, read: readNow, ...rest } = workspaceFiles(root, machine);
  const read = (path: string): Promise<string | undefined> => {
    const text = texts.get(path) ?? readNow(path);
    texts.set(path, text);
    if (texts.size > mostTexts) texts.delete(texts.keys().next().value ?? path);
    return text;
  };
  const folders: FolderReader = {
    text: read,
    async entries(folder) {
      try {
        const entries = await vscode.workspace.fs.readDirectory(root.with({ path: folder }));
        return entries.map(([name, type]) => ({ name, kind: kindOf(type) }));
      } catch {
        return [];
      }
    },
  };
  return { files: { ...rest, root: folderPath(root), read }, folders };
}

/** Beyond this many texts the oldest goes: a scan runs in constant memory. */
const mostTexts = 500;

/** A folder's path as the engine wants it. */
export const folderPath = ({ path }: vscode.Uri): string => (path.length > 1 ? path.replace(/\/$/, '') : path);

/** What the editor's explorer hides, for a folder. */
export function hiddenIn(root: vscode.Uri): readonly IgnoreRules[] {
  const globs = vscode.workspace.getConfiguration('files', root).get<Record<string, unknown>>('exclude', {});
  return [excludeRules(folderPath(root), globs)];
}

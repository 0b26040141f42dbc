// Files of the workspace that were saved, created or deleted, gathered until it is quiet.
import * as vscode from 'vscode';

/** Longer than a checkout or a formatter takes between two files. */
const quietMilliseconds = 500;

/** Kinds of file that can describe a run or be read by one that does. */
const watched = '**/*.{py,ipynb,yaml,yml,json,jsonc,toml,cfg,ini,gin,sh,bash,slurm,sbatch,pbs,lsf,mk,ts,mts,js,mjs,cjs,tsx,jsx}';

export function onChangedFiles(report: (uris: readonly vscode.Uri[]) => void): vscode.Disposable {
  const pending = new Map<string, vscode.Uri>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const add = (uri: vscode.Uri): void => {
    pending.set(uri.toString(), uri);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const uris = [...pending.values()];
      pending.clear();
      report(uris);
    }, quietMilliseconds);
  };
  const watcher = vscode.workspace.createFileSystemWatcher(watched);
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(add),
    watcher.onDidCreate(add),
    watcher.onDidDelete(add),
    // Virtual file systems need not watch; what the editor saves it knows by itself.
    vscode.workspace.onDidSaveTextDocument(({ uri }) => add(uri)),
    vscode.workspace.onDidSaveNotebookDocument(({ uri }) => add(uri)),
    { dispose: () => clearTimeout(timer) },
  );
}

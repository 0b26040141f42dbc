// The entry on the desktop and on remote machines: documents are read by a worker thread, TypeScript and JavaScript by a front end of their own, each loaded when
// first needed.
import type * as vscode from 'vscode';
import { activateWith } from './activate';
import type { HostOptions } from './documents/loadEngine';
import { hostMachine } from './machine/hostMachine.node';
import { WorkerReader } from './worker/workerReader.node';

const loadTypeScript: HostOptions['loadTypeScript'] = () => import('../analysis/languages/typescript/typescriptFrontEnd');

export function activate(context: vscode.ExtensionContext): void {
  activateWith(context, {
    loadTypeScript,
    machine: hostMachine,
    startReader: (logger) =>
      new WorkerReader({
        script: context.asAbsolutePath('dist/worker.js'),
        otherwise: async () => (await import('../analysis/documentReader')).createReader({ loadTypeScript, logger }),
        logger,
      }),
  });
}

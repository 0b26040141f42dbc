// A command that fails says so in the log, and in a message only because the user has just asked for it.
import * as vscode from 'vscode';

export type RegisterCommand = (name: string, run: (...args: readonly unknown[]) => Promise<void> | void) => vscode.Disposable;

/** @returns a function that registers commands of this extension by their name without its prefix. */
export const safeCommands =
  (log: vscode.LogOutputChannel): RegisterCommand =>
  (name, run) =>
    vscode.commands.registerCommand(`trainingFootprint.${name}`, async (...args: unknown[]) => {
      try {
        await run(...args);
      } catch (error) {
        log.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        void vscode.window.showErrorMessage(vscode.l10n.t('Training Footprint could not do that: {0}', error instanceof Error ? error.message : String(error)));
      }
    });

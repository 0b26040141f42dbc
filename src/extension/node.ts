// The entry on the desktop and on remote machines: TypeScript and JavaScript are read by a front end of their own, loaded when a script may train.
import type * as vscode from 'vscode';
import { activateWith } from './activate';

export function activate(context: vscode.ExtensionContext): void {
  activateWith(context, { loadTypeScript: () => import('../analysis/languages/typescript/typescriptFrontEnd') });
}

// The entry in the web host: one file, no second chunk, so TypeScript and JavaScript scripts get no estimate there.
import type * as vscode from 'vscode';
import { activateWith } from './activate';

export function activate(context: vscode.ExtensionContext): void {
  activateWith(context, {});
}

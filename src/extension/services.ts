// What every surface is given.
import type { HostMachine } from './machine/hostMachine';
import type { Previews } from './actions/preview';
import type { Readings } from './documents/readings';
import type { UserSettings } from './settings/userSettings';
import type * as vscode from 'vscode';

export interface Services {
  readonly readings: Readings;
  readonly user: UserSettings;
  readonly previews: Previews;
  readonly log: vscode.LogOutputChannel;
  /** absent in the browser */
  readonly machine?: HostMachine;
  readonly extensionUri: vscode.Uri;
}

/** A command's argument: which run of which document. */
export interface RunReference {
  readonly uri: string;
  readonly run: number;
}

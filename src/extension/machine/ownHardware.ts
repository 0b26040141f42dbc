// The accelerators of this machine as choices: looked for when somebody chooses hardware, offered and never taken by themselves.
import * as vscode from 'vscode';
import type { Engine } from '../../engine';
import type { Settings } from '../../model/settings';
import type { HostMachine } from './hostMachine';

export interface OwnHardware {
  /** "This machine: 2× RTX 4090" */
  readonly label: string;
  readonly settings: Settings;
}

/** @returns nothing in a workspace that is not trusted, since it could have put programs onto the path, and for devices that the tables don't know. */
export async function ownHardware(machine: HostMachine | undefined, engine: Engine): Promise<readonly OwnHardware[]> {
  if (!machine || !vscode.workspace.isTrusted) return [];
  return (await machine.accelerators()).flatMap(({ name, count }) => {
    const known = engine.accelerator(name);
    return known ? [{ label: vscode.l10n.t('This machine: {0}', `${count}× ${known.name}`), settings: { gpu: known.name, gpuCount: count } }] : [];
  });
}

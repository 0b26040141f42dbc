// Starts the extension in either host: registers the surfaces and reads nothing.
import * as vscode from 'vscode';
import { registerLightBulb } from './actions/lightBulb';
import { Previews } from './actions/preview';
import { registerCommands } from './commands/registerCommands';
import { engineLoader, type HostOptions } from './documents/loadEngine';
import { Readings } from './documents/readings';
import { registerHovers } from './hover/hovers';
import { registerLenses } from './lens/lenses';
import { registerCellStatus } from './notebooks/cellStatus';
import { Reports } from './panel/reports';
import type { Services } from './services';
import { UserSettings } from './settings/userSettings';
import { registerStatusItem } from './status/statusItem';

export function activateWith(context: vscode.ExtensionContext, options: HostOptions): void {
  const log = vscode.window.createOutputChannel('Training Footprint', { log: true });
  const readings = new Readings(engineLoader(options, log), log);
  const user = new UserSettings(context.workspaceState);
  const previews = new Previews();
  const services: Services = { readings, user, previews, log, extensionUri: context.extensionUri };
  const reports = new Reports(services);
  context.subscriptions.push(
    log,
    readings,
    user,
    previews,
    reports,
    registerLenses(services),
    registerHovers(services),
    registerLightBulb(services),
    registerStatusItem(services),
    registerCellStatus(services),
    registerCommands(services, reports),
  );
}

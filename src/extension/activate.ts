// Starts the extension in either host: registers the surfaces and reads nothing.
import * as vscode from 'vscode';
import { registerLightBulb } from './actions/lightBulb';
import { Previews } from './actions/preview';
import { registerCommands } from './commands/registerCommands';
import { engineLoader, type HostOptions } from './documents/loadEngine';
import { Readings } from './documents/readings';
import { askForHubToken, hubAccess } from './machine/hubAccess';
import { registerProblems } from './diagnostics/problems';
import { registerHovers } from './hover/hovers';
import { registerLenses } from './lens/lenses';
import { registerCellStatus } from './notebooks/cellStatus';
import { Reports } from './panel/reports';
import type { Services } from './services';
import { registerLanguageModelTools } from './tools/languageModelTools';
import { UserSettings } from './settings/userSettings';
import { registerStatusItem } from './status/statusItem';
import { registerWorkspace } from './workspace/registerWorkspace';

export function activateWith(context: vscode.ExtensionContext, options: HostOptions): void {
  const log = vscode.window.createOutputChannel('Training Footprint', { log: true });
  const reader = options.startReader?.(log);
  if (reader) context.subscriptions.push(reader);
  const { loadTypeScript, machine } = options;
  const loadEngine = engineLoader({ loadTypeScript, reader, hub: machine?.hub(hubAccess(context)), log });
  const user = new UserSettings(context.workspaceState);
  const readings = new Readings(loadEngine, log, user, machine);
  const previews = new Previews();
  const services: Services = { readings, user, previews, log, machine, extensionUri: context.extensionUri };
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
    registerProblems(services),
    registerStatusItem(services),
    registerCellStatus(services),
    registerCommands(services, reports),
    vscode.commands.registerCommand('trainingFootprint.setHubToken', () => askForHubToken(context)),
    registerWorkspace(services, loadEngine, context.workspaceState),
    registerLanguageModelTools(services, loadEngine),
  );
}

// The tools for language models in the editor (`#footprint`): the same as over MCP, on the open workspace. They write nothing, so that nothing need be confirmed.
import * as vscode from 'vscode';
import { runTool } from '../../assistant/runTool';
import { toolDefinitions, type ToolDefinition } from '../../assistant/toolDefinitions';
import type { EngineLoader } from '../documents/loadEngine';
import type { Services } from '../services';
import { workspaceHost } from './workspaceHost';
import { fileNameOf } from '../../model/paths';

/** As the manifest names them. */
export const toolId = ({ name }: ToolDefinition): string => `training-footprint_${name}`;

/** Editors without language models have no such interface, whatever their version says. */
interface MaybeTools {
  readonly registerTool?: typeof vscode.lm.registerTool;
}

export function registerLanguageModelTools(services: Services, loadEngine: EngineLoader): vscode.Disposable {
  const { registerTool } = ((vscode as { readonly lm?: MaybeTools }).lm ?? {}) as MaybeTools;
  if (!registerTool) return new vscode.Disposable(() => undefined);
  return vscode.Disposable.from(...toolDefinitions.map((tool) => registerTool(toolId(tool), implementation(tool, services, loadEngine))));
}

const implementation = (tool: ToolDefinition, services: Services, loadEngine: EngineLoader): vscode.LanguageModelTool<object> => ({
  prepareInvocation: ({ input }) => ({ invocationMessage: messageFor(tool, input) }),
  async invoke({ input }) {
    const { text, isError } = await runTool(tool.name, input, await workspaceHost(services, loadEngine));
    // A thrown error is what a model is shown as one.
    if (isError) throw new Error(text);
    return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
  },
});

function messageFor({ name }: ToolDefinition, input: object): string {
  const { path } = input as { readonly path?: unknown };
  const file = typeof path === 'string' ? fileNameOf(path) : undefined;
  switch (name) {
    case 'estimate_footprint':
      return file ? vscode.l10n.t('Estimating the footprint of {0}', file) : vscode.l10n.t('Estimating the footprint of the code');
    case 'list_alternatives':
      return file ? vscode.l10n.t('Looking for greener ways to run {0}', file) : vscode.l10n.t('Looking for greener ways to run the code');
    case 'compare':
      return vscode.l10n.t('Comparing training runs');
  }
}

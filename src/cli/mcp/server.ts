// `training-footprint mcp`: the tools over the Model Context Protocol, on standard input and output, for assistants outside the editor.
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ErrorCode, ListToolsRequestSchema, McpError } from '@modelcontextprotocol/sdk/types.js';
import { runTool, type ToolHost } from '../../assistant/runTool';
import { toolDefinitions } from '../../assistant/toolDefinitions';
import type { Engine } from '../../engine';
import type { Options } from '../options';
import { complain } from '../output';
import { VERSION } from '../version';
import { confinedFiles } from './confinedFiles';

/** Answers until the client closes its end. @returns the exit code. */
export async function serve(engine: Engine, { root = '.', settings }: Options): Promise<number> {
  const host: ToolHost = { engine, settingsOf: () => settings, ...(await confinedFiles(root)) };
  const server = new Server({ name: 'training-footprint', title: 'Training Footprint', version: VERSION }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    // Nothing is written and nothing outside is asked, so that a client need not ask its user before each call.
    tools: toolDefinitions.map((tool) => ({ ...tool, annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false } })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const tool = toolDefinitions.find(({ name }) => name === params.name);
    if (!tool) throw new McpError(ErrorCode.InvalidParams, `there is no tool ${params.name}`);
    const { text, isError } = await runTool(tool.name, params.arguments ?? {}, host);
    return { content: [{ type: 'text' as const, text }], isError };
  });
  server.onerror = (error) => complain(error.message);
  const closed = new Promise<void>((resolve) => (server.onclose = resolve));
  // The SDK's transport does not say so when the client goes away.
  process.stdin.once('end', () => void server.close());
  await server.connect(new StdioServerTransport());
  await closed;
  return 0;
}

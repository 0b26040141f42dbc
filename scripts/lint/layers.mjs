// The house's first rule as a lint rule: arrows point down the stair only (docs/architecture.md).
import path from 'node:path';

/** Each room with the rooms that it may import, itself aside. */
export const MAY_IMPORT = {
  model: [],
  analysis: ['model'],
  knowledge: ['model'],
  resolve: ['knowledge', 'analysis', 'model'],
  estimate: ['resolve', 'knowledge', 'model'],
  // an alternative's title is final text: it takes the report's wording and rounding
  alternatives: ['report', 'estimate', 'resolve', 'knowledge', 'model'],
  report: ['estimate', 'resolve', 'knowledge', 'model'],
  // the estimating half of the engine, without a grammar: the panel's page runs it as well
  reporter: ['report', 'alternatives', 'estimate', 'resolve', 'knowledge', 'model'],
  engine: ['reporter', 'report', 'alternatives', 'estimate', 'resolve', 'knowledge', 'analysis', 'model'],
  // what several hosts do with many files: scan them, add them up, compare them, hold them against budgets and measurements
  workspace: ['engine', 'report', 'model'],
  // the tools that language models call, the same in the editor and over MCP
  assistant: ['workspace', 'engine', 'report', 'model'],
  // what Node hosts lend the engine: the user's disk, hardware, and the hub's client
  machine: ['model'],
  cli: ['machine', 'assistant', 'workspace', 'engine', 'report', 'model'],
  extension: ['machine', 'assistant', 'workspace', 'engine', 'report', 'model'],
  webview: ['reporter', 'report', 'model'],
};

/**
 * Modules that these rooms may import besides: the contract between the panel's page and its host; the front end that only hosts can load; the look that
 * spares them the engine; the readers that a worker runs.
 */
const EXCEPTIONS = {
  'webview/protocol/messages': ['extension'],
  'webview/protocol/checks': ['extension'],
  'src/analysis/languages/typescript/typescriptFrontEnd': ['extension', 'cli'],
  'src/analysis/mayTrain': ['extension', 'cli'],
  'src/analysis/documentReader': ['extension'],
  'src/analysis/languages/language': ['extension'],
};

/** The room of a file given relative to the root with forward slashes; undefined for tests, scripts and packages. */
export function roomOf(file) {
  const [top, second] = file.split('/');
  if (top === 'webview') return 'webview';
  if (top !== 'src' || second === undefined) return undefined;
  const name = second.replace(/\.ts$/, '');
  return name in MAY_IMPORT ? name : undefined;
}

/** Why `file` must not import `target` (both relative to the root), or undefined when it may. */
export function complaint(file, target) {
  const from = roomOf(file);
  const to = roomOf(target);
  if (from === undefined) return undefined;
  if (to === undefined) return `${from} may not import ${target}, which belongs to no room of the product`;
  if (from === to || MAY_IMPORT[from].includes(to)) return undefined;
  if (EXCEPTIONS[target]?.includes(from)) return undefined;
  return `${from} may not import ${to}: arrows point down only (docs/architecture.md)`;
}

const slashes = (file) => file.split(path.sep).join('/');

const downOnly = {
  meta: { type: 'problem', docs: { description: 'imports go down the layers only' }, schema: [] },
  create(context) {
    const file = slashes(path.relative(context.cwd, context.filename));
    const look = (node, source) => {
      if (typeof source !== 'string' || !source.startsWith('.')) return;
      const target = slashes(path.relative(context.cwd, path.resolve(path.dirname(context.filename), source)));
      if (target === 'package.json') return;
      const message = complaint(file, target);
      if (message !== undefined) context.report({ node, message });
    };
    return {
      ImportDeclaration: (node) => look(node, node.source.value),
      ExportNamedDeclaration: (node) => look(node, node.source?.value),
      ExportAllDeclaration: (node) => look(node, node.source.value),
      ImportExpression: (node) => look(node, node.source.value),
      TSImportType: (node) => look(node, node.source?.value ?? node.argument?.literal?.value),
    };
  },
};

export const layers = { meta: { name: 'layers' }, rules: { 'down-only': downOnly } };

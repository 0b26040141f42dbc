// What is bundled from what: one description a bundle. The desktop extension and the command line share chunks that load when first needed.
import path from 'node:path';
import type { BuildOptions } from 'esbuild';
import { editorApi } from './editorApi';
import { lazyChunks, type LazyChunk } from './lazyChunks';
import { lazyTables } from './lazyTables';

export const root = path.resolve(__dirname, '../..');

/** Modules that become a file of their own in dist/ and are loaded by a dynamic import: the engine with its tables, the readers with their grammars, and ts-morph's 7 MB. */
export const chunks: readonly LazyChunk[] = [
  { name: 'engine', module: 'src/engine.ts' },
  { name: 'analysis', module: 'src/analysis/documentReader.ts' },
  { name: 'mcp', module: 'src/cli/mcp/server.ts' },
  { name: 'typescript', module: 'src/analysis/languages/typescript/typescriptFrontEnd.ts' },
];

/** One run of esbuild; `budgetBytes` is the most that each output named by it may weigh. */
export interface Bundle {
  readonly name: string;
  readonly options: BuildOptions;
  readonly budgetBytes?: Readonly<Record<string, number>>;
}

const KILOBYTE = 1000;

/** @param production minified and without source maps, as shipped */
export function bundles(production: boolean): readonly Bundle[] {
  const common: BuildOptions = {
    absWorkingDir: root,
    bundle: true,
    minify: production,
    sourcemap: production ? false : 'linked',
    sourcesContent: false,
    metafile: true,
    legalComments: 'none',
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
  };
  const node: BuildOptions = {
    ...common,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    outdir: 'dist',
    mainFields: ['module', 'main'],
    // `import()` becomes a deferred require(): synchronous once it runs, and the same in the extension host and the terminal.
    supported: { 'dynamic-import': false },
    plugins: [lazyChunks(root, chunks), lazyTables(path.join(root, 'dist')), editorApi],
  };
  const chunkEntries = Object.fromEntries(chunks.map(({ name, module }) => [name, module]));
  return [
    {
      name: 'desktop extension',
      options: { ...node, entryPoints: { extension: 'src/extension/node.ts', worker: 'src/extension/worker/analysisWorker.node.ts', ...chunkEntries } },
      budgetBytes: { 'dist/extension.js': 600 * KILOBYTE, 'dist/engine.js': 400 * KILOBYTE },
    },
    {
      name: 'command line',
      options: { ...node, entryPoints: { cli: 'src/cli/main.ts' } },
      budgetBytes: { 'dist/cli.js': 600 * KILOBYTE },
    },
    {
      name: 'web extension',
      // The web worker can require nothing but `vscode`: one file, and no ts-morph in it.
      options: {
        ...common,
        platform: 'browser',
        format: 'cjs',
        target: 'es2022',
        outdir: 'dist/web',
        entryPoints: { extension: 'src/extension/browser.ts' },
        plugins: [editorApi],
        alias: { 'ts-morph': './scripts/build/tsMorphAbsent.ts' },
      },
      budgetBytes: { 'dist/web/extension.js': 8000 * KILOBYTE },
    },
    {
      name: 'panel',
      options: {
        ...common,
        platform: 'browser',
        format: 'esm',
        target: 'es2022',
        outdir: 'dist/webview',
        entryPoints: { main: 'webview/main.ts' },
        // The estimator with its tables is a chunk of its own, loaded once the page stands.
        splitting: true,
        chunkNames: '[name]',
        loader: { '.svg': 'dataurl', '.ttf': 'file', '.woff2': 'file' },
      },
      budgetBytes: { 'dist/webview/main.js': 250 * KILOBYTE, 'dist/webview/reporting.js': 1500 * KILOBYTE },
    },
  ];
}

// An esbuild plugin: CommonJS output does not split at `import()`, so a dynamic import of a listed module becomes a require of its own bundle.
import path from 'node:path';
import type { Plugin } from 'esbuild';

/** `module` is a path from the root; `name` the file in dist/ without its extension. */
export interface LazyChunk {
  readonly name: string;
  readonly module: string;
}

export function lazyChunks(root: string, chunks: readonly LazyChunk[]): Plugin {
  const nameByModule = new Map(chunks.map(({ name, module }) => [path.join(root, module), name]));
  return {
    name: 'lazy-chunks',
    setup(build) {
      build.onResolve({ filter: /^\.{1,2}\// }, ({ kind, path: request, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined;
        const target = path.join(resolveDir, request);
        const name = nameByModule.get(target) ?? nameByModule.get(`${target}.ts`);
        return name === undefined ? undefined : { path: `./${name}.js`, external: true };
      });
    },
  };
}

// An esbuild plugin: `vscode` is brought in once. Left external in every module, each of them would get a copy of the interface, half a thousand properties, of its own.
import type { Plugin } from 'esbuild';

const NAMESPACE = 'editor-api';

export const editorApi: Plugin = {
  name: NAMESPACE,
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === NAMESPACE ? { path: 'vscode', external: true } : { path: 'vscode', namespace: NAMESPACE },
    );
    build.onLoad({ filter: /.*/, namespace: NAMESPACE }, () => ({ contents: "export * from 'vscode';", loader: 'js' }));
  },
};

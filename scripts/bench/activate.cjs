// Loads and activates the desktop bundle against a stand-in for the editor's API, in a process of its own; prints the milliseconds.
// It also tells which of the lazy chunks were loaded, since activation must load none.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

/** Answers any member, call and construction with itself: activation only registers. */
const anything = new Proxy(function () {}, {
  get: (_target, name) => {
    if (name === Symbol.toPrimitive) return () => '';
    if (name === 'then') return undefined;
    if (name === Symbol.iterator) return function* () {};
    if (name === 'length') return 0;
    return anything;
  },
  set: () => true,
  apply: () => anything,
  construct: () => anything,
});

/** The bundle copies what the editor's API has, so the stand-in has the same names: those that its types declare at the top. */
const declared = readFileSync(require.resolve('@types/vscode/index.d.ts'), 'utf8').matchAll(
  /^(?:\t| {4})export (?:class|enum|namespace|const|function) (\w+)/gm,
);
const editorApi = Object.fromEntries(Array.from(declared, ([, name]) => [name, anything]));

const load = Module._load;
const loaded = [];
Module._load = function (request, parent, isMain) {
  if (request === 'vscode') return editorApi;
  if (request.startsWith('./') && parent && parent.filename.includes(`${path.sep}dist${path.sep}`)) loaded.push(request);
  return load.call(this, request, parent, isMain);
};

const bundle = path.resolve(__dirname, '../../dist/extension.js');
const context = {
  subscriptions: [],
  extensionUri: anything,
  extension: anything,
  globalState: anything,
  workspaceState: anything,
  extensionPath: path.dirname(path.dirname(bundle)),
  asAbsolutePath: (file) => path.join(path.dirname(path.dirname(bundle)), file),
  globalStorageUri: anything,
  secrets: anything,
};
const started = performance.now();
const extension = require(bundle);
Promise.resolve(extension.activate(context)).then(() => {
  console.log(`MS ${performance.now() - started}`);
  if (loaded.length > 0) {
    console.error(`activation loaded ${loaded.join(', ')}`);
    process.exitCode = 1;
  }
  process.exit();
});

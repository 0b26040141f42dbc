// Loads and activates the desktop bundle against a stand-in for the editor's API, in a process of its own; prints the milliseconds.
// It also tells which of the lazy chunks were loaded, since activation must load none.
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
  // What esbuild copies of a module it imports whole is its own properties; the rest it finds through the prototype.
  getPrototypeOf: () => anything,
  set: () => true,
  apply: () => anything,
  construct: () => anything,
});

const load = Module._load;
const loaded = [];
Module._load = function (request, parent, isMain) {
  if (request === 'vscode') return anything;
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

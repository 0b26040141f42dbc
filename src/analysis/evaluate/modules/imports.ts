// Imports: workspace modules run once, everything else is a name of a library.
import type { Place } from '../../languages/python/positions';
import { parseProgramFile, parsePython } from '../../languages/python/pythonParser';
import type { Statement } from '../../languages/python/syntax/statements';
import type { Frame, Module, Scope } from '../state/targets';
import type { Machine } from '../machine';
import { reference } from '../state/targets';
import { filesOf, isLibrary, joined, placesOfFile, readModule, relativeFolder, searchFolders, shadowingFolders } from './moduleFiles';
import { evaluate } from '../expressions/expressions';
import { runBlock } from '../statements/statements';
import { known, unknown, type Value } from '../values';
import { folderOf, fileNameOf } from '../../../model/paths';

/** Chains of imports longer than this are cut. */
const importDepthLimit = 12;

export const newModule = (name: string, path: string): Module => {
  const module: Module = { name, path, scope: undefined as never, starImports: [], state: 'running' };
  const scope: Scope = {
    variables: new Map([
      ['__name__', known(name)],
      ['__file__', known(path)],
    ]),
    module,
    outer: new Map(),
    kind: 'module',
  };
  (module as { scope: Scope }).scope = scope;
  return module;
};

export const moduleReference = (module: Module): Value => reference(module.name, { type: 'module', module });

export function importModule(machine: Machine, frame: Frame, name: string, alias?: string): void {
  const set = (variable: string, value: Value): void => machine.trail.set((frame.scope.outer?.get(variable) ?? frame.scope).variables, variable, value);
  const module = loadAbsolute(machine, name, frame.scope.module.path);
  if (alias) {
    set(alias, module ? moduleReference(module) : reference(name));
    return;
  }
  const root = name.split('.')[0]!;
  const rootModule = root === name ? module : loadAbsolute(machine, root, frame.scope.module.path);
  set(root, rootModule ? moduleReference(rootModule) : reference(root));
}

export function importFrom(machine: Machine, frame: Frame, statement: Extract<Statement, { kind: 'importFrom' }>): void {
  const here = frame.scope.module;
  const variables = frame.scope.variables;
  const module = statement.level > 0 ? loadRelative(machine, here, statement.level, statement.module) : loadAbsolute(machine, statement.module, here.path);
  for (const { name, alias } of statement.names) {
    if (name === '*') {
      if (module) {
        for (const [key, value] of module.scope.variables) if (!key.startsWith('_')) machine.trail.set(variables, key, value);
        here.starImports.push(...module.starImports);
      } else here.starImports.push(statement.module);
      continue;
    }
    const value = module
      ? (module.scope.variables.get(name) ?? submodule(machine, module, name) ?? starName(module, name) ?? looseName(machine, module, name))
      : statement.level > 0
        ? missingSibling(machine, here, statement.level, statement.module, name)
        : (machine.librarySettings.get(`${statement.module}.${name}`) ?? reference(`${statement.module}.${name}`));
    machine.trail.set(variables, alias ?? name, value ?? unknown('outside-workspace', undefined, name));
  }
}

const starName = (module: Module, name: string): Value | undefined => fromStar(module.starImports, name);

/** What libraries whose names are often imported by star hold; every other library may hold anything. */
const starContents: Readonly<Record<string, RegExp>> = {
  'torch.optim': /^(A\w*|SGD|SparseAdam|NAdam|RAdam|RMSprop|Rprop|LBFGS|Optimizer|lr_scheduler|swa_utils)$/,
  'torch.optim.lr_scheduler': /LR$|^(LRScheduler|\w*Restarts|ReduceLROnPlateau)$/,
  'torch.utils.data': /^(\w*Dataset|DataLoader|\w*Sampler|Subset|random_split|default_collate|get_worker_info)$/,
  'torch.nn': /^([A-Z]\w*|functional|init|utils|parallel)$/,
  'torch.nn.functional': /^[a-z_]\w*$/,
};

/** A name that came with `from library import *`: of the last such library that is known to hold it, else of the last that may. */
export function fromStar(libraries: readonly string[], name: string): Value | undefined {
  const library = libraries.findLast((candidate) => starContents[candidate]?.test(name)) ?? libraries.findLast((candidate) => !starContents[candidate]);
  return library === undefined ? undefined : reference(`${library}.${name}`);
}

/** `from . import helper` names a file beside this one. */
function missingSibling(machine: Machine, here: Module, level: number, module: string, name: string): Value | undefined {
  const found = loadRelative(machine, here, level, module ? `${module}.${name}` : name);
  return found ? moduleReference(found) : undefined;
}

/** Modules of a package that are searched for a name. */
const mostSearched = 24;

/** A name of a package whose `__init__` is not at hand: of the only module in its folder that defines it. yacs calls the defaults `_C` and gives them out as `cfg`. */
function looseName(machine: Machine, module: Module, name: string): Value | undefined {
  if (!module.path.endsWith('/') || !/^\w+$/.test(name)) return undefined;
  const definition = new RegExp(`^(?:(?:class|def)[ \\t]+${name}\\b|(?:${name === 'cfg' ? 'cfg|_C' : name})[ \\t]*=)`, 'm');
  const files = (machine.sources.list(folderOf(module.path)) ?? []).filter((file) => file.endsWith('.py')).slice(0, mostSearched);
  const [holder, ...others] = files.filter((file) => definition.test(machine.sources.read(file) ?? ''));
  if (holder === undefined || others.length > 0) return undefined;
  const stem = fileNameOf(holder).replace(/\.py$/, '');
  const { variables } = loadFrom(machine, folderOf(module.path), stem, `${module.name}.${stem}`)?.scope ?? {};
  return variables?.get(name) ?? (name === 'cfg' ? variables?.get('_C') : undefined);
}

export function submodule(machine: Machine, module: Module, name: string): Value | undefined {
  if (!/(^|\/)__init__\.py$/.test(module.path) && !module.path.endsWith('/')) return undefined;
  const found = loadFrom(machine, folderOf(module.path), name, `${module.name}.${name}`);
  return found ? moduleReference(found) : undefined;
}

function loadRelative(machine: Machine, here: Module, level: number, name: string): Module | undefined {
  const folder = relativeFolder(here.path, level);
  return name === '' ? loadFrom(machine, folder, '__init__', here.name) : loadFrom(machine, folder, name, name);
}

function loadAbsolute(machine: Machine, name: string, from: string): Module | undefined {
  if (name === '') return undefined;
  const cached = machine.modules.get(`${folderOf(from)}:${name}`);
  if (cached) return cached;
  const folders = isLibrary(name)
    ? [...shadowingFolders(machine.sources, machine.path, from, name), ...machine.addedFolders]
    : [...searchFolders(machine.sources.root, from), ...machine.addedFolders];
  for (const folder of folders) {
    const module = loadFrom(machine, folder, name, name);
    if (module) {
      machine.modules.set(`${folderOf(from)}:${name}`, module);
      return module;
    }
  }
  return undefined;
}

function loadFrom(machine: Machine, folder: string, name: string, qualified: string): Module | undefined {
  const base = joined(folder, name.replaceAll('.', '/'));
  for (const path of filesOf(folder, name)) {
    const cached = machine.modules.get(path);
    if (cached) return cached;
    const text = readModule(machine.sources, path);
    if (text !== undefined) return runModule(machine, qualified, path, text);
  }
  const entries = machine.sources.list(base);
  // A folder without __init__.py is a package all the same.
  if (!entries?.some((entry) => entry.endsWith('.py'))) return undefined;
  const module = newModule(qualified, `${base}/`);
  module.state = 'done';
  machine.modules.set(base, module);
  return module;
}

function runModule(machine: Machine, name: string, path: string, text: string): Module {
  const module = newModule(name, path);
  machine.modules.set(path, module);
  if (machine.importDepth >= importDepthLimit) return module;
  machine.importDepth++;
  const outer = { loop: machine.loop, guard: machine.guard, context: machine.context };
  machine.loop = machine.guard = machine.context = undefined;
  const unit = parseProgramFile(path, text);
  runBlock(machine, { scope: module.scope, unit, returned: [] }, unit.body);
  Object.assign(machine, outer);
  machine.importDepth--;
  module.state = 'done';
  return module;
}

/** Runs the module at a path that the program spells out (`configs/default.py`). */
export function loadModuleAt(machine: Machine, from: string, path: string): Module | undefined {
  for (const full of placesOfFile(machine.sources.root, machine.path, from, path)) {
    const cached = machine.modules.get(full);
    if (cached) return cached;
    const text = machine.sources.read(full);
    if (text !== undefined) return runModule(machine, path.replace(/\.py$/, '').replaceAll('/', '.'), full, text);
  }
  return undefined;
}

/** `importlib.import_module(name)`: a module of the workspace, or a library's name. */
export function importByName(machine: Machine, here: Module, name: string): Value | undefined {
  const level = /^\.*/.exec(name)![0].length;
  const module = level > 0 ? loadRelative(machine, here, level, name.slice(level)) : loadAbsolute(machine, name, here.path);
  return module ? moduleReference(module) : isLibrary(name) ? reference(name) : undefined;
}

/** Runs a file's statements in the scope of the caller, as `exec` of its text does. */
export function runFileHere(machine: Machine, frame: Frame, path: string): void {
  for (const full of placesOfFile(machine.sources.root, machine.path, frame.unit.path, path)) {
    const text = machine.sources.read(full);
    if (text === undefined) continue;
    if (machine.importDepth >= importDepthLimit) return;
    machine.importDepth++;
    const unit = parseProgramFile(full, text);
    runBlock(machine, { ...frame, unit }, unit.body);
    machine.importDepth--;
    return;
  }
}

/** Runs Python that a string holds; all of it is placed on the line where the string's call begins. */
export function runText(machine: Machine, frame: Frame, text: string, place: Place): void {
  if (machine.importDepth >= importDepthLimit) return;
  machine.importDepth++;
  const lineStarts = new Array<number>(place.line).fill(0);
  const unit = { ...parsePython(frame.unit.path, text, frame.unit.cell), lineStarts, embedded: true };
  runBlock(machine, { ...frame, unit }, unit.body);
  machine.importDepth--;
}

/** The value of an expression that a string holds. */
export function valueOfText(machine: Machine, frame: Frame, text: string, place: Place): Value {
  const unit = { ...parsePython(frame.unit.path, text, frame.unit.cell), lineStarts: new Array<number>(place.line).fill(0), embedded: true };
  const [statement] = unit.body;
  return unit.body.length === 1 && statement?.kind === 'expression' ? evaluate(machine, { ...frame, unit }, statement.value) : unknown('run-time', place);
}

/** A dotted name to a workspace symbol (`src.models.Net`), for configs that name classes. */
export function resolveDotted(machine: Machine, name: string, from: string): Value | undefined {
  const cut = name.lastIndexOf('.');
  const module = cut < 0 ? undefined : loadAbsolute(machine, name.slice(0, cut), from);
  return module?.scope.variables.get(name.slice(cut + 1));
}

// Modules that a program imports by a name or a path it puts together: importlib, SourceFileLoader, imp, runpy.
import { importByName, loadModuleAt, moduleReference } from '../modules/imports';
import type { Machine } from '../machine';
import { placesOfFile } from '../modules/moduleFiles';
import { known, knownString, mapping, unknown, type Value } from '../values';
import { argumentOf, type Native, type NativeCall } from './natives';

const byName: Native = (machine, { call, frame, place }) => {
  const name = knownString(argumentOf(call, 'name', 0));
  if (name === undefined) return unknown('run-time', place);
  return importByName(machine, frame.scope.module, name) ?? unknown('outside-workspace', place, name);
};

function atPath(machine: Machine, { frame, place }: NativeCall, written: Value | undefined): Value {
  const path = knownString(written)?.replace(/^(\.\/)+/, '');
  const module = path === undefined ? undefined : loadModuleAt(machine, frame.unit.path, path);
  return module ? moduleReference(module) : unknown(path === undefined ? 'run-time' : 'outside-workspace', place, path);
}

/** `importlib.util.module_from_spec(spec_from_file_location(name, path))`; `exec_module` has nothing left to do. */
const fromSpec: Native = (machine, context) => {
  const spec = context.call.positional[0];
  return spec?.kind === 'instance' ? atPath(machine, context, argumentOf(spec.call, 'location', 1)) : undefined;
};

const fromLoader: Native = (machine, context) =>
  context.receiver?.kind === 'instance' ? atPath(machine, context, argumentOf(context.receiver.call, 'path', 1)) : undefined;

const fromPath: Native = (machine, context) => atPath(machine, context, argumentOf(context.call, 'pathname', 1));

/** `runpy.run_path("config.py")` gives the module's variables. */
const variables: Native = (machine, context) => {
  const path = knownString(argumentOf(context.call, 'path_name', 0));
  const module = path === undefined ? undefined : loadModuleAt(machine, context.frame.unit.path, path);
  return module ? mapping(module.scope.variables, context.place, false) : undefined;
};

/** Folders that are added to the search; a program that adds more does so in a loop that isn't followed to its end. */
const mostAdded = 12;

/** `sys.path.append("lib")`, `sys.path.insert(0, "..")`: looked in after the usual places. */
const addFolder: Native = (machine, { call, frame }) => {
  const path = knownString(call.positional.at(-1));
  if (path === undefined || path === '.' || path === '') return known(null);
  for (const folder of placesOfFile(machine.sources.root, machine.path, frame.unit.path, path))
    if (!machine.addedFolders.includes(folder) && machine.addedFolders.length < mostAdded) machine.addedFolders.push(folder);
  return known(null);
};

export const moduleNatives: readonly (readonly [string, Native])[] = [
  ['importlib.import_module', byName],
  ['__import__', byName],
  ['sys.path.append', addFolder],
  ['sys.path.insert', addFolder],
  ['importlib.util.module_from_spec', fromSpec],
  ['importlib.machinery.SourceFileLoader.load_module', fromLoader],
  ['imp.load_source', fromPath],
  ['runpy.run_path', variables],
];

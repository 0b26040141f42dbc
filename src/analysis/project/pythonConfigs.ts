// Configurations written in Python (OpenMMLab, XTuner, detectron2's lazy ones): assignments of plain dictionaries, on top of the files named by `_base_`.
import type { Fact, Facts, Run } from '../../model/run';
import { newModule } from '../evaluate/modules/imports';
import { Machine } from '../evaluate/machine';
import type { Module } from '../evaluate/state/targets';
import { runBlock } from '../evaluate/statements/statements';
import type { Mapping } from '../evaluate/values';
import { compactFacts } from '../frameworks/configs/configFormat';
import { openMmlab } from '../frameworks/configs/openMmlab/openMmlab';
import { lazyDetectron } from '../frameworks/configs/images/lazyDetectron';
import { plainSettings } from '../frameworks/configs/openMmlab/plainSettings';
import { Settings } from '../frameworks/configs/settings';
import { frameworkRegistry } from '../frameworks/frameworks';
import { Reading } from '../frameworks/reading';
import { Place, plainSpan } from '../languages/python/positions';
import { parseProgramFile } from '../languages/python/pythonParser';
import type { SourceUnit } from '../languages/python/syntax/statements';
import { merged } from './baseConfigs';
import { frameworkOf, makeRun } from './configRuns';
import { joinPath } from './launchers/scriptPaths';
import type { Sources } from './sources';

/** Files followed from one configuration; they can refer in circles. */
const longestChain = 6;

/** Names of which such a module has at least one. */
const telling = ['_base_', 'train_dataloader', 'data', 'optim_wrapper', 'train_cfg', 'dataloader'];

const formats = [openMmlab, lazyDetectron];

/** The run that a module of settings describes; undefined for any other module. `module` is the file's, already run. */
export function pythonConfigRun(module: Module, unit: SourceUnit, sources: Sources): Run | undefined {
  if (!telling.some((name) => module.scope.variables.has(name))) return undefined;
  const first = unit.body.find(({ kind }) => kind === 'assign' || kind === 'update' || kind === 'with');
  const settings = first && new Settings(settingsOf(module, unit.path, sources, 0));
  const format = settings && formats.find((candidate) => candidate.recognise(settings));
  if (!first || !settings || !format) return undefined;
  const anchor = plainSpan(new Place(unit, first.from, Math.min(first.to, endOfLine(unit, first.from))));
  const facts = compactFacts(format.facts(settings));
  return makeRun(frameworkOf(format, settings), anchor, settings.root.complete ? facts : statedOnly(facts));
}

/** Where a file underneath could not be read a silence says nothing: only what stands somewhere is kept. */
const statedOnly = (facts: Facts): Facts => Object.fromEntries(Object.entries(facts).filter(([, fact]) => (fact as Fact).span !== undefined)) as Facts;

const endOfLine = (unit: SourceUnit, from: number): number => {
  const end = unit.text.indexOf('\n', from);
  return end < 0 ? unit.text.length : end;
};

function settingsOf(module: Module, path: string, sources: Sources, depth: number): Mapping {
  const entries = new Map([...module.scope.variables].filter(([name]) => !name.startsWith('__')));
  const own = plainSettings({ kind: 'mapping', entries, complete: true, origin: 'literal' }, depth === 0);
  const named = module.scope.variables.get('_base_');
  const files = (named?.kind === 'sequence' ? named.items : [named]).flatMap((item) =>
    item?.kind === 'known' && typeof item.value === 'string' ? [item.value] : [],
  );
  if (files.length === 0 || depth >= longestChain) return own;
  const below = files.map((file) => settingsOfFile(joinPath(path.slice(0, Math.max(0, path.lastIndexOf('/'))), file), sources, depth + 1));
  const whole = [...below, own].reduce((lower, upper) => merged(lower, upper));
  return { ...whole, complete: below.every((lower) => lower.complete) };
}

/** What another file says; nothing where it can't be read. */
function settingsOfFile(path: string, sources: Sources, depth: number): Mapping {
  const text = sources.read(path);
  if (text === undefined) return { kind: 'mapping', entries: new Map(), complete: false, origin: 'config' };
  const machine = new Machine(sources, new Reading(frameworkRegistry()), new Map(), path);
  const module = newModule('__main__', path);
  const unit = parseProgramFile(path, text);
  runBlock(machine, { scope: module.scope, unit, returned: [] }, unit.body);
  return settingsOf(module, path, sources, depth);
}

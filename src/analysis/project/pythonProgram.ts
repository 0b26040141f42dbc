// Python files and notebooks to runs: parses the segments, follows the program, and lets the framework descriptions say what trains.
import type { Diagnostic, Run } from '../../model/run';
import { callFunction } from '../evaluate/calls/functions';
import { instantiate } from '../evaluate/classes/classes';
import { newModule } from '../evaluate/modules/imports';
import { Machine, namedGpu, placeOf } from '../evaluate/machine';
import { reference, type Frame, type FunctionTarget, type Module } from '../evaluate/state/targets';
import { runBlock } from '../evaluate/statements/statements';
import { emptyArguments, known, sequence, unknown, type Known, type Value } from '../evaluate/values';
import { frameworkRegistry } from '../frameworks/frameworks';
import type { StartedScript } from '../frameworks/startedScript';
import { assembleRuns } from '../frameworks/assemble';
import { Reading } from '../frameworks/reading';
import { parseProgramFile } from '../languages/python/pythonParser';
import type { SourceUnit } from '../languages/python/syntax/statements';
import type { CommandLine } from './commandLine';
import { applyDirectives } from './directives';
import { pythonConfigRun } from './pythonConfigs';
import { ProjectPins } from './pins/projectPins';
import type { Sources } from './sources';
import { withVisibleDevices } from './visibleDevices';
import { withReleaseOfTorch } from '../frameworks/torch/releaseOfTorch';

/** A script is one segment; a notebook one a code cell, whose spans count lines within the cell. */
export interface PythonProgram {
  readonly path: string;
  readonly segments: readonly { readonly text: string; readonly cell?: number }[];
}

export interface ReadProgram {
  readonly runs: Run[];
  readonly diagnostics: Diagnostic[];
  /** taken to follow it */
  readonly steps: number;
  /** the module's names at its end, where they hold a number or a text */
  readonly names: ReadonlyMap<string, Known>;
  /** scripts that it sends to other machines */
  readonly started: readonly StartedScript[];
}

/** Never throws; what cannot be read is said in the diagnostics. `arguments` beat argument defaults (origin `launcher`); `gpu` is what the program asks about, `steps` how many are taken at most, `shell` the shell lines between the program's. */
export function analyzePython(
  program: PythonProgram,
  sources: Sources,
  options: { readonly arguments?: CommandLine; readonly gpu?: string; readonly steps?: number; readonly shell?: readonly string[] } = {},
): ReadProgram {
  const units = program.segments.map((segment) => parseProgramFile(program.path, segment.text, segment.cell));
  const reading = new Reading(frameworkRegistry());
  const machine = new Machine(sources, reading, launcherValues(options.arguments), program.path, options.steps);
  reading.machine = machine;
  reading.pins = new ProjectPins(program.path, { script: program.segments.map(({ text }) => text), shell: options.shell ?? [] }, sources);
  if (options.gpu !== undefined) machine.librarySettings.set(namedGpu, known(options.gpu));
  for (const [name, { text, span }] of options.arguments?.environment ?? []) machine.librarySettings.set(`os.environ[${name}]`, known(text, span, 'launcher'));
  launch(machine, options.arguments);
  const module = newModule('__main__', program.path);
  for (const unit of units) runBlock(machine, frameOf(module, unit), unit.body);
  const settings =
    reading.drafts.length === 0 && units.length === 1 && options.arguments === undefined ? pythonConfigRun(module, units[0]!, sources) : undefined;
  if (settings)
    return {
      runs: applyDirectives([settings], units),
      diagnostics: machine.diagnostics,
      steps: machine.steps,
      names: plainNames(module),
      started: reading.startedScripts,
    };
  if (reading.drafts.length === 0 && !actsByItself(units)) visitUncalled(machine, program.path, module, units);
  const runs = applyDirectives(withVisibleDevices(withReleaseOfTorch(assembleRuns(reading, program.path), reading), machine), units);
  if (machine.exhausted) machine.diagnostics.push({ message: 'Too much to follow: the rest of the program was left out.' });
  return { runs, diagnostics: machine.diagnostics, steps: machine.steps, names: plainNames(module), started: reading.startedScripts };
}

const plainNames = ({ scope }: Module): ReadonlyMap<string, Known> =>
  new Map([...scope.variables].filter((entry): entry is [string, Known] => entry[1].kind === 'known' && /^(string|number)$/.test(typeof entry[1].value)));

const frameOf = (module: Module, unit: SourceUnit): Frame => ({ scope: module.scope, unit, returned: [] });

/** Statements by which a module prepares devices, logging or paths, whoever imports it: `tf.config.experimental.set_memory_growth(gpu, True)`. */
const preparesProcess = /^(tf|tensorflow|torch|jax|os|sys|logging|warnings)\.[\w.]+\(/;

/** Whether the file is a program rather than definitions for others: then what it doesn't call doesn't run. */
function actsByItself(units: readonly SourceUnit[]): boolean {
  return units.some((unit) =>
    unit.body.some((statement) => {
      if (statement.kind === 'if') return /__name__/.test(unit.text.slice(statement.from, statement.branches[0]?.test.to));
      if (statement.kind === 'for') return !statement.body.every((inner) => preparesProcess.test(unit.text.slice(inner.from, inner.to)));
      return statement.kind === 'while' || (statement.kind === 'expression' && statement.value.kind === 'call' && statement.value.callee.kind === 'name');
    }),
  );
}

/** What nobody called, with parameter defaults: functions of the module, then methods of its classes. */
function visitUncalled(machine: Machine, path: string, module: Module, units: readonly SourceUnit[]): void {
  // what Modal starts goes first: it calls the others with arguments of its own
  const isEntry = ({ decorators }: FunctionTarget): boolean => decorators.some((one) => one.kind === 'instance' && one.callee.endsWith('.local_entrypoint'));
  const targets = [...machine.functions].sort((left, right) => Number(isEntry(right)) - Number(isEntry(left)));
  for (const target of targets) {
    if (target.called || target.unit.path !== path) continue;
    const frame = frameOf(module, units[0]!);
    callFunction(machine, target, { ...emptyArguments, positional: receiverOf(machine, frame, target) }, placeOf(target.unit, target.node));
  }
}

/** An object for a method to be called on. */
function receiverOf(machine: Machine, frame: Frame, target: FunctionTarget): Value[] {
  const { owner } = target;
  if (!owner || target.binding === 'static') return [];
  const place = placeOf(owner.unit, owner.node);
  if (target.binding === 'class') return [reference(owner.name, owner, place)];
  return [
    machine.receiverFor(owner, () => instantiate(machine, frame, reference(owner.name, owner, place), owner, emptyArguments, place)) ?? unknown('run-time'),
  ];
}

/** Words of the command line, and `sys.argv` where there is one. */
function launch(machine: Machine, commandLine: CommandLine | undefined): void {
  if (!commandLine) return;
  machine.words = commandLine.words.map(({ text, span }) => known(text, span, 'launcher'));
  const options = commandLine.options.flatMap(({ name, values, span }) =>
    [`--${name.replace(/^-+/, '')}`, ...values].map((text) => known(text, span, 'launcher')),
  );
  machine.librarySettings.set('sys.argv', sequence([known(machine.path), ...machine.words, ...options]));
}

/** Options by name with dashes as underscores; a bare flag is true. */
function launcherValues(commandLine: CommandLine | undefined): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const option of commandLine?.options ?? []) {
    const name = option.name.replace(/^-+/, '').replaceAll('-', '_');
    if (option.isOpen) {
      values.set(name, unknown('run-time', option.span, option.values.join(' ')));
      continue;
    }
    const scalars = option.values.map((text): Value => ({ ...known(scalarOf(text), option.span, 'launcher'), text }));
    values.set(
      name,
      scalars.length === 0
        ? known(true, option.span, 'launcher')
        : scalars.length === 1
          ? scalars[0]!
          : { kind: 'sequence', items: scalars, complete: true, origin: 'launcher', span: option.span },
    );
  }
  for (const word of commandLine?.words ?? []) {
    const at = word.text.indexOf('=');
    if (at > 0) values.set(word.text.slice(0, at).replace(/^\++/, ''), known(scalarOf(word.text.slice(at + 1)), word.span, 'launcher'));
  }
  return values;
}

/** A word as argparse and its kin would read it. */
function scalarOf(text: string): string | number | boolean {
  if (/^(true|false)$/i.test(text)) return /^t/i.test(text);
  return text !== '' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
}

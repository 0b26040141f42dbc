// Shell launchers to runs: the commands that train, joined with the script that they start where it is at hand.
import type { Diagnostic, Fact, FactName, Facts, Run } from '../../../model/run';
import type { Span } from '../../../model/source';
import { nestsTooDeep, nestsTooDeepMessage } from '../../languages/nesting';
import { runShell, type ShellCommand } from '../../languages/shell/runShell';
import type { Variable } from '../../languages/shell/words/shellText';
import { makeRun } from '../configRuns';
import type { Sources } from '../sources';
import { readSettings } from './commands/commandWords';
import { readLaunch, type Launch } from './commands/launch';
import { isRefused } from './commands/trainingCommands';
import { trainsForReal } from './commands/smokeTests';
import { withDeepspeedConfig } from './joined/deepspeedConfig';
import { isFixed, type Found } from './joined/joinedFacts';
import { launchedDevices, launchFacts } from './hardware/launchedDevices';
import { schedulerVariables } from './hardware/schedulerDirectives';
import { commandText, runsOfScript } from './joined/innerScripts';
import { openMmlabRun } from './joined/pythonConfig';
import { pythonRun } from './joined/pythonLaunch';
import { trainerRun } from './joined/trainerLaunch';
import { maximumLength, maximumScripts, placeOf, readable, Budget, type LauncherProgram, type Place } from './launcherProgram';
import { findFile, scriptFolder } from './scriptPaths';
import { fileNameOf } from '../../../model/paths';

export type { LauncherProgram } from './launcherProgram';

/** Every command that trains, in order; `budget` is shared by the commands of one document. A command that a loop repeats is one run with `repeats`. */
export function launcherRuns(
  program: LauncherProgram,
  sources: Sources,
  budget = new Budget(),
): { readonly runs: readonly Run[]; readonly diagnostics: readonly Diagnostic[] } {
  if (program.text.length > maximumLength) return { runs: [], diagnostics: [{ message: 'Too long for a launcher; not read.' }] };
  if (nestsTooDeep(program.text, true)) return { runs: [], diagnostics: [{ message: nestsTooDeepMessage }] };
  const runs = followProgram(program, sources, 0, budget);
  return { runs, diagnostics: budget.diagnostics };
}

function followProgram(program: LauncherProgram, sources: Sources, depth: number, budget: Budget): readonly Run[] {
  const place = placeOf(program, sources, depth, budget, (inner) => followProgram(inner, sources, depth + 1, budget));
  const own: Variable = {
    kind: 'text',
    value: { text: `${scriptFolder}/${fileNameOf(program.path)}`, known: true, pos: 0, end: 0 },
  };
  const variables = new Map<string, Variable>([...schedulerVariables(place.directives), ...(program.variables ?? []), ['0', own], ['BASH_SOURCE', own]]);
  const commands = runShell(program.text, {
    variables,
    exported: program.exportsVariables ? [...(program.variables?.keys() ?? [])] : [],
    freshFolder: program.freshFolder ?? false,
    positional: program.positional ?? [],
    readScript: (named, folder) => readable(findFile(named, program.path, folder, sources), program.path),
  });
  const runs = new Map<string, Run>();
  for (const command of commands) for (const run of runsOfCommand(command, place)) if (!runs.has(run.id)) runs.set(run.id, run);
  return [...runs.values()];
}

function runsOfCommand(command: ShellCommand, place: Place): readonly Run[] {
  const inner = place.depth < maximumScripts ? commandText(command, place) : undefined;
  if (inner) {
    const runs = place.follow(inner.program);
    return inner.isOwnPlace ? runs : runs.slice(0, 1).map((run) => ({ ...run, anchor: place.spanOf(command), id: idAt(command, place) }));
  }
  const launch = readLaunch(command);
  if (!launch) return [];
  const anchor = place.spanOf(command);
  const settings = readSettings(launch.rest, place.spanOf);
  if (launch.kind === 'shell') {
    const runs = runsOfScript(launch, command, anchor, place);
    const configured = runs.length === 0 ? openMmlabRun(launch, settings, command, place) : undefined;
    return configured ? [runOf(configured, anchor, command, place)] : runs;
  }
  if (isRefused(launch, settings)) return [];
  const read = trainerRun(launch, settings, command, place) ?? openMmlabRun(launch, settings, command, place) ?? pythonRun(launch, settings, command, place);
  const found = read && withDeepspeedConfig(read, settings, command, place);
  if (!found || (place.program.isCautious && !trainsForReal(launch, settings, found))) return [];
  const devices = launchedDevices(launch, command, place);
  const facts: Facts = {
    ...found.facts,
    ...launchFacts(launch, found.facts, place, command),
    ...(devices && countsDevices(launch, found.facts.gpuCount, devices) && { gpuCount: devices }),
  };
  return [runOf({ ...found, facts }, anchor, command, place)];
}

function runOf(found: Found, anchor: Span, command: ShellCommand, place: Place): Run {
  const run = makeRun(found.framework, anchor, editable(found.facts, place), command.repeats * (found.repeats ?? 1), found.task);
  const decided = new Set(run.sites.map((site) => site.changes));
  const sites = [...run.sites, ...(found.sites ?? []).filter((site) => !decided.has(site.changes))];
  const otherAnchors = found.elsewhere ?? [];
  return { ...run, sites, ...(otherAnchors.length > 0 && { otherAnchors }) };
}

/** What starts the processes counts them, unless the script fixes their number; a script's own flag counts those of one node. */
const countsDevices = (launch: Launch, own: Fact<number> | undefined, devices: Fact<number>): boolean =>
  !own || !isFixed(own) || (own.origin === 'launcher' && Boolean(launch.processes ?? launch.devicesPerNode ?? devices.inputs));

const idAt = (command: ShellCommand, place: Place): string => {
  const { path, cell, line } = place.spanOf(command);
  return `${path}#${cell === undefined ? '' : `${cell}:`}${line}`;
};

/** Only where the launcher's text at a fact's place is the value as written may an edit replace it: a composed word's place is that of the whole. */
function editable(facts: Facts, { program }: Place): Facts {
  const lines = program.text.split('\n');
  const first = program.firstLine ?? 1;
  return Object.fromEntries(
    (Object.entries(facts) as [FactName, Fact][]).map(([name, fact]) => {
      const { span } = fact;
      if (!span || fact.text === undefined || span.path !== program.path || span.cell !== program.cell) return [name, fact];
      const line = lines[span.line - first] ?? '';
      const isThere = span.line === span.endLine && line.slice(span.column, span.endColumn) === fact.text;
      const { text: _, ...placed } = fact;
      return [name, isThere ? fact : placed];
    }),
  ) as Facts;
}

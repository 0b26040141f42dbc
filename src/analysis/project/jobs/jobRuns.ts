// Job descriptions to runs: what their commands train, on the machines that they name.
import type { Run } from '../../../model/run';
import type { Span } from '../../../model/source';
import { Settings } from '../../frameworks/configs/settings';
import { firstKey, type ConfigDocument } from '../../languages/configDocument';
import type { Variable } from '../../languages/shell/words/shellText';
import { Budget } from '../launchers/launcherProgram';
import { launcherRuns, type LauncherProgram } from '../launchers/launcherRuns';
import { joinPath } from '../launchers/scriptPaths';
import type { Sources } from '../sources';
import { azureMl } from './clouds/azureMl';
import { dstack } from './clouds/dstack';
import { sageMaker } from './clouds/sageMaker';
import { skyPilot } from './clouds/skyPilot';
import { vertexAi } from './clouds/vertexAi';
import { determined } from './clusters/determined';
import { kubernetes } from './clusters/kubernetes';
import type { Job, JobCommand, JobPlatform } from './job';
import { moved, onMachines } from './machines';
import { compose } from './workspace/compose';
import { dvc } from './workspace/dvc';
import { githubWorkflow } from './workspace/githubWorkflow';
import { mlProject } from './workspace/mlProject';
import { vsCodeLaunch } from './workspace/vsCodeLaunch';

/** Keys decide, several of them; the first platform whose they are. */
const platforms: readonly JobPlatform[] = [
  sageMaker,
  kubernetes,
  skyPilot,
  dstack,
  azureMl,
  vertexAi,
  determined,
  githubWorkflow,
  compose,
  dvc,
  mlProject,
  vsCodeLaunch,
];

/** Commands of one description that are followed. */
const maximumCommands = 60;

/** The runs that a job starts; none for anything but a job with a command that trains. */
export function jobRuns(document: ConfigDocument, text: string, sources: Sources): readonly Run[] {
  const anchor = firstKey(document.root);
  if (document.root.kind !== 'mapping' || !anchor) return [];
  const asked = { settings: new Settings(document.root), path: document.path, anchor, sources };
  for (const platform of platforms) {
    const found = platform(asked);
    if (!found) continue;
    return 'facts' in found ? [found] : runsOf(found, anchor, document.path, text, sources);
  }
  return [];
}

function runsOf(job: Job, anchor: Span, path: string, text: string, sources: Sources): readonly Run[] {
  const found: { readonly command: JobCommand; readonly run: Run }[] = [];
  const budget = new Budget();
  for (const command of job.commands.slice(0, maximumCommands)) {
    const { runs } = launcherRuns({ ...programOf(command, path, text), isCautious: job.isCautious ?? false }, sources, budget);
    for (const run of job.isList ? runs : runs.slice(0, 1)) found.push({ command, run: onMachines(run, { ...job.devices, ...command.devices }) });
    if (!job.isList && found.length > 0) break;
  }
  if (found.length === 1) return [moved(found[0]!.run, anchor, [found[0]!.command.anchor ?? found[0]!.run.anchor])];
  const shown = new Map<string, Run>();
  for (const { command, run } of found) {
    const own = command.anchor ? moved(run, command.anchor, []) : run;
    if (!shown.has(own.id)) shown.set(own.id, own);
  }
  return [...shown.values()];
}

/** The command with places of its own where the document holds it word for word; else every word stands where the command does. */
function programOf({ text: command, environment, folder }: JobCommand, path: string, text: string): LauncherProgram {
  const { span } = command;
  const variables = new Map<string, Variable>(
    [...(environment ?? [])].map(([name, value]) => [name, { kind: 'text', value: { text: String(value.value), known: true, pos: 0, end: 0 } }]),
  );
  const prefix = folder ? `cd ${joinPath('', folder)}\n` : '';
  const shared = { path, variables, exportsVariables: true };
  const verbatim = span && prefix === '' ? verbatimText(command, span, text) : undefined;
  if (verbatim !== undefined) return { ...shared, text: verbatim };
  return { ...shared, text: `${prefix}${String(command.value)}`, ...(span && { fixedSpan: span }) };
}

/** The document with all but the command blanked, where it stands there as a literal block or on one line. */
function verbatimText(command: { readonly value: unknown; readonly text?: string }, span: Span, text: string): string | undefined {
  const lines = text.split('\n');
  const blank = (count: number): string[] => lines.slice(0, count).map((line) => ' '.repeat(line.length));
  if (command.text !== undefined && /^\|[-+\d]*\s*(#.*)?\n/.test(command.text))
    return [...blank(span.line), ...lines.slice(span.line, span.endColumn === 0 ? span.endLine - 1 : span.endLine)].join('\n');
  const line = lines[span.line - 1];
  const value = String(command.value);
  if (line === undefined || span.line !== span.endLine || value.includes('\n')) return undefined;
  const at = line.indexOf(value, span.column);
  return at >= 0 && at + value.length <= span.endColumn ? [...blank(span.line - 1), ' '.repeat(at) + value].join('\n') : undefined;
}

// A launcher's text as a program, and where its words and the files that it names stand.
import type { Diagnostic, Run } from '../../../model/run';
import type { Span } from '../../../model/source';
import { stepBudget } from '../../evaluate/machine';
import type { Value } from '../../evaluate/values';
import { Settings } from '../../frameworks/configs/settings';
import { LineIndex } from '../../languages/lineIndex';
import { nestsTooDeep } from '../../languages/nesting';
import type { ShellCommand } from '../../languages/shell/runShell';
import { asWritten, isDetermined, placeWithin, type ShellText, type Variable } from '../../languages/shell/words/shellText';
import { withBase } from '../baseConfigs';
import { readConfig } from '../configRuns';
import type { Sources } from '../sources';
import { readDirectives, type Directives } from './hardware/schedulerDirectives';
import { findFile, joinPath } from './scriptPaths';

export interface LauncherProgram {
  readonly path: string;
  /** shell text; where it stands inside another document, the rest is blanked so that offsets agree */
  readonly text: string;
  readonly cell?: number;
  readonly firstLine?: number;
  readonly variables?: ReadonlyMap<string, Variable>;
  /** the variables are the environment's, seen by what the commands start */
  readonly exportsVariables?: boolean;
  readonly freshFolder?: boolean;
  /** programs are mostly started here to try them: known trainers and scripts at hand count, and only when they train for real */
  readonly isCautious?: boolean;
  readonly positional?: readonly ShellText[];
  /** the place of every word, for a text whose own places are not those of a file */
  readonly fixedSpan?: Span;
  /** files that an outer script had written before it started this one */
  readonly files?: ReadonlyMap<string, ShellText>;
  /** where the text was composed of pieces that stand in another script: those pieces, and that script's places */
  readonly composedOf?: ShellText;
  /** what the scheduler was told by the script around this text, with that script's places */
  readonly scheduled?: Pick<Place, 'directives' | 'directiveSpan'>;
  readonly outerSpan?: SpanOf;
}

/** A word, or a stretch `[from, to)` of its text, as a place in a file. */
export type SpanOf = (word: Pick<ShellText, 'pos' | 'end' | 'file'> & { readonly text?: string }, from?: number, to?: number) => Span;

/** Characters of a launcher that is read. */
export const maximumLength = 200_000;
/** Scripts that start scripts, followed. */
export const maximumScripts = 3;

/** Python programs that one document's commands start and that are read, and the steps taken in all of them: about two seconds of work. */
const maximumPrograms = 16;
const maximumSteps = 4 * stepBudget;

/** A script that may be followed: another one than its caller, and of a bearable size. */
export const readable = <T extends { readonly path: string; readonly text: string }>(file: T | undefined, caller: string): T | undefined =>
  file && file.path !== caller && file.text.length <= maximumLength && !nestsTooDeep(file.text, true) ? file : undefined;

export interface Place {
  readonly program: LauncherProgram;
  readonly sources: Sources;
  readonly directives: Directives;
  readonly spanOf: SpanOf;
  readonly directiveSpan: SpanOf;
  readonly depth: number;
  /** the runs of a script or command line that this one starts */
  readonly follow: (program: LauncherProgram) => readonly Run[];
  /** what one launcher may read in all */
  readonly budget: Budget;
}

/** What is left for the Python programs that one document's commands start; reading them is by far the most work. */
export class Budget {
  programs = maximumPrograms;
  steps = maximumSteps;
  isCut = false;

  /** @returns false, and remembers it, when nothing is left */
  take(): boolean {
    const isLeft = this.programs > 0 && this.steps > 0;
    if (isLeft) this.programs--;
    else this.isCut = true;
    return isLeft;
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.isCut ? [{ message: 'Too many programs are started here: not all of them were followed.' }] : [];
  }
}

export function placeOf(program: LauncherProgram, sources: Sources, depth: number, budget: Budget, follow: Place['follow']): Place {
  const lines = new LineIndex(program.path, program.text, {
    ...(program.cell !== undefined && { cell: program.cell }),
    ...(program.firstLine !== undefined && { firstLine: program.firstLine }),
  });
  const sourced = new Map<string, LineIndex>();
  const spanOf: SpanOf = (word, from, to) => {
    const { pos, end, file } = from === undefined ? word : placeWithin(word as ShellText, from, to ?? from, program.text);
    if (!file && program.composedOf && program.outerSpan) return program.outerSpan(program.composedOf, pos, end);
    if (!file) return program.fixedSpan ?? lines.span(pos, end);
    const index = sourced.get(file.path) ?? new LineIndex(file.path, file.text);
    sourced.set(file.path, index);
    return index.span(pos, end);
  };
  const scheduled = program.scheduled ?? { directives: readDirectives(program.text), directiveSpan: spanOf };
  return { program, sources, ...scheduled, spanOf, depth, budget, follow };
}

/** A file that a command names. */
export interface NamedFile {
  readonly path: string;
  readonly text: string;
  /** the launcher itself wrote it: `text` has blank lines before it, so that its lines are the launcher's */
  readonly isWritten: boolean;
}

/** The file that a launcher's command names: one that the launcher wrote before, or one of the workspace. */
export function namedFile(named: string, command: ShellCommand, place: Place): NamedFile | undefined {
  const written = writtenFile(named, command, place);
  if (written) return written;
  const found = findFile(named, place.program.path, command.folder, place.sources);
  return found && { ...found, isWritten: false };
}

function writtenFile(named: string, command: ShellCommand, place: Place): NamedFile | undefined {
  const { program } = place;
  const keys = [joinPath(command.folder ?? '', named), named];
  const text = [command.files, program.files].flatMap((files) => keys.map((key) => files?.get(key))).find((found) => found !== undefined);
  if (!text || text.file || program.cell !== undefined) return undefined;
  const line = program.fixedSpan?.line ?? place.spanOf(text).line;
  return { path: program.path, text: '\n'.repeat(line - 1) + text.text, isWritten: true };
}

/** The settings of a configuration that a command names; what the launcher leaves undetermined in one that it wrote is unknown. */
export function settingsOfFile(named: string, command: ShellCommand, place: Place): Settings | undefined {
  const file = namedFile(named, command, place);
  const language = named.slice(named.lastIndexOf('.') + 1).toLowerCase();
  if (!file) return undefined;
  const root = readConfig(file.path, file.text, language)[0]?.root;
  if (root?.kind !== 'mapping') return undefined;
  return new Settings(file.isWritten ? (determined(root) as typeof root) : withBase(root, file.path, place.sources));
}

function determined(value: Value): Value {
  if (value.kind === 'known' && typeof value.value === 'string' && !isDetermined(value.value))
    return { kind: 'unknown', reason: 'run-time', detail: asWritten(value.value), origin: 'config', ...(value.span && { span: value.span }) };
  if (value.kind === 'sequence') return { ...value, items: value.items.map(determined) };
  if (value.kind === 'mapping') return { ...value, entries: new Map([...value.entries].map(([key, entry]) => [key, determined(entry)])) };
  return value;
}

// Command lines within command lines, and scripts that scripts start: `bash -c "..."`, `eval $CMD`, `sbatch --wrap=...`, `sbatch train.slurm`.
import type { Run } from '../../../../model/run';
import type { Span } from '../../../../model/source';
import { derived } from '../../../frameworks/configs/settings';
import type { ShellCommand } from '../../../languages/shell/runShell';
import { compose, placeWithin, type ShellText, type Variable } from '../../../languages/shell/words/shellText';
import type { Launch } from '../commands/launch';
import { directiveGpu, launchedDevices } from '../hardware/launchedDevices';
import { schedulerVariables } from '../hardware/schedulerDirectives';
import { maximumScripts, namedFile, readable, type LauncherProgram, type Place } from '../launcherProgram';

/** Programs that run the text on their standard input. */
const shells = /^(bash|sh|zsh|sbatch|qsub|bsub|ssh|srun)$/;
/** Programs that take a whole command line as one argument. */
const carriers = /^(ssh|tmux|screen|su|flock|sem|parallel|at|oarsub|bsub|qsub|msub|jbsub|runai|gcloud|bolt|watch|script|cross-env|concurrently|hfai|tsp)$/;
/** A word that is itself a command line. */
const commandLine = /(^|\s|\/)(python[\d.]*|torchrun|accelerate|deepspeed|bash|sh)\s+\S/;

export interface InnerText {
  readonly program: LauncherProgram;
  /** its words have places of their own; else its runs are shown at the command */
  readonly isOwnPlace: boolean;
}

/** The command line that a command holds as text. */
export function commandText(command: ShellCommand, place: Place): InnerText | undefined {
  const text = shells.test(command.words[0]?.text ?? '') && command.input ? command.input : wrappedText(command);
  if (!text) return undefined;
  const { program } = place;
  const variables = new Map<string, Variable>([...(program.variables ?? []), ...variablesOf(command.environment)]);
  const scheduled = { directives: place.directives, directiveSpan: place.directiveSpan };
  const outer = { ...program, scheduled, variables, files: new Map([...(program.files ?? []), ...command.files]) };
  const start = text.file ? undefined : placeWithin(text, 0, Math.min(text.text.length, 1), program.text).pos;
  if (!text.parts && start !== undefined && program.text.startsWith(text.text, start) && !program.fixedSpan) {
    const blank = program.text.slice(0, start).replace(/[^\n]/g, ' ');
    return { program: { ...outer, text: blank + text.text }, isOwnPlace: true };
  }
  return { program: { ...outer, text: text.text, composedOf: text, outerSpan: place.spanOf }, isOwnPlace: false };
}

const variablesOf = (environment: ReadonlyMap<string, ShellText>): readonly (readonly [string, Variable])[] =>
  [...environment].filter(([, value]) => value.known).map(([name, value]) => [name, { kind: 'text', value: { ...value, pos: 0, end: 0 } }]);

function wrappedText(command: ShellCommand): ShellText | undefined {
  const { words } = command;
  const first = words[0]?.text.replace(/^.*\//, '') ?? '';
  if (first === 'eval') return words.length > 1 ? joinedWords(words.slice(1)) : undefined;
  for (const [at, word] of words.entries()) {
    const wrap = first === 'sbatch' || first === 'gcloud' ? /^--(?:wrap|command)(=|$)/.exec(word.text) : undefined;
    if (wrap) return wrap[1] === '=' ? tail(word, wrap[0].length) : words[at + 1];
    const isShell = /^(bash|sh|zsh)$/.test(words[at - 1]?.text.replace(/^.*\//, '') ?? '');
    // `bash -lc "..."`, and `bash --login -c "..."`
    if (/^-\w*c$/.test(word.text) && (isShell || (first === 'screen' && at > 0))) return words[at + 1];
  }
  if (!carriers.test(first)) return undefined;
  return words.slice(1).find((word) => /\s/.test(word.text) && commandLine.test(word.text));
}

function joinedWords(words: readonly ShellText[]): ShellText {
  const [first, last] = [words[0]!, words[words.length - 1]!];
  const blank: ShellText = { text: ' ', known: true, pos: first.pos, end: first.pos };
  return compose(
    words.flatMap((word, index) => (index === 0 ? [word] : [blank, word])),
    { pos: first.pos, end: Math.max(first.end, last.end) },
  );
}

const tail = (word: ShellText, from: number): ShellText => {
  const text = word.text.slice(from);
  if (!word.parts) return { ...word, text, pos: word.pos };
  let left = from;
  const parts = word.parts.flatMap((part) => {
    const cut = Math.min(left, part.text.length);
    left -= cut;
    return cut === part.text.length ? [] : [{ ...part, text: part.text.slice(cut) }];
  });
  return compose(parts, word);
};

/** Another script, read with this one's exported variables; its runs are shown at the command that starts it. */
export function runsOfScript(launch: Launch, command: ShellCommand, anchor: Span, place: Place): readonly Run[] {
  if (place.depth >= maximumScripts) return [];
  const named = namedFile(launch.target, command, place);
  const file = named?.isWritten ? named : readable(named, place.program.path);
  if (!file) return [];
  const variables = new Map<string, Variable>([...schedulerVariables(place.directives), ...variablesOf(command.environment)]);
  const positional = launch.rest.map((word) => ({ ...word, pos: 0, end: 0 }));
  const files = new Map([...(place.program.files ?? []), ...command.files]);
  const isCautious = place.program.isCautious ?? false;
  const runs = place.follow({ path: file.path, text: file.text, variables, positional, files, isCautious });
  const first = runs[0];
  if (!first) return [];
  const nodes = launch.nodes ?? (place.directives.nodes && { count: place.directives.nodes.value, word: undefined });
  const perNode = first.facts.gpuCount;
  const gpu = first.facts.gpu ?? directiveGpu(launch, place);
  // the inner script counts one node's devices; the scheduler starts it on each node
  const gpuCount =
    perNode && nodes && nodes.count > 1 && perNode.inputs === undefined
      ? derived(perNode.value * nodes.count, [
          ['devices a node', perNode],
          ['nodes', { value: nodes.count, origin: 'launcher' }],
        ])
      : (perNode ?? launchedDevices(launch, command, place));
  return [
    {
      ...first,
      id: `${anchor.path}#${anchor.line}`,
      anchor,
      otherAnchors: [...(file.isWritten ? [] : [first.anchor]), ...(first.otherAnchors ?? [])],
      facts: { ...first.facts, ...(gpuCount && { gpuCount }), ...(gpu && { gpu }) },
    },
  ];
}

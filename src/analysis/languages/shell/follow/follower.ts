// Walks a launcher's statements in the order in which they run, and records the commands that start.
import { parse, type Assignment, type Command, type CommandNode, type CompoundList, type PipelineNode, type Script, type Statement } from 'unbash';
import { echoed } from '../words/commandOutput';
import type { ShellText } from '../words/shellText';
import { followBuiltin, type FunctionDefinition, type Shell } from './builtins';
import { followCondition, followCase } from './conditions';
import { followArithmeticFor, followFor, followWhile } from './loops';
import { Scope, shown } from './scope';
import type { ShellCommand, ShellOptions } from './shellCommand';

/** Commands followed in one script, calls of its functions included. */
const maximumCommands = 5_000;
/** Functions calling functions, branches within branches. */
const maximumDepth = 24;
/** Scripts that scripts source. */
const maximumSourced = 3;

export class Follower implements Shell {
  readonly scope: Scope;
  repeats = 1;
  private readonly commands = new Map<string, ShellCommand>();
  private readonly functions = new Map<string, FunctionDefinition>();
  /** what a pipe hands to the command that is being followed */
  private piped: ShellText | undefined;
  private steps = 0;
  private depth = 0;
  /** the `source` commands that led here */
  private readonly sourcing: Command[] = [];

  constructor(
    source: string,
    private readonly options: ShellOptions,
  ) {
    this.scope = new Scope(source, options);
  }

  /** Functions that nobody called are looked at on their own: another script may source them. */
  finish(): readonly ShellCommand[] {
    this.scope.arguments = [];
    this.scope.argumentsKnown = false;
    for (const [, definition] of this.functions) {
      if (definition.called) continue;
      definition.called = true;
      this.node(definition.body);
    }
    return [...this.commands.values()].sort((left, right) => left.pos - right.pos);
  }

  script(script: Script): void {
    for (const statement of script.commands) {
      if (this.options.freshFolder) this.scope.folder = '';
      this.statement(statement);
    }
  }

  list(list: CompoundList): void {
    for (const statement of list.commands) this.statement(statement);
  }

  statement(statement: Statement): void {
    const command = statement.command;
    if (command.type === 'AndOr') for (const part of command.commands) this.pipeline(part);
    else this.pipeline(command);
  }

  private pipeline(node: PipelineNode): void {
    if (node.type !== 'Pipeline') return this.node(node);
    // `echo "..." | sbatch`, `cat <<EOF | bash`: what the first prints, the second runs
    const [first, second] = node.commands;
    const printed = first?.type === 'Command' && second?.type === 'Command' ? printedBy(first, this.scope) : undefined;
    for (const command of node.commands) {
      this.piped = command === second ? printed : undefined;
      this.node(command);
    }
    this.piped = undefined;
  }

  private node(node: CommandNode | CompoundList): void {
    if (this.steps > maximumCommands || this.depth >= maximumDepth) return;
    this.steps++;
    this.depth++;
    switch (node.type) {
      case 'Command':
        this.command(node);
        break;
      case 'CompoundList':
        this.list(node);
        break;
      case 'BraceGroup':
        this.list(node.body);
        break;
      case 'Subshell':
        this.scope.isolated(() => this.list(node.body));
        break;
      case 'Redirected':
        this.node(node.command);
        break;
      case 'Function':
        this.functions.set(node.name.value, { body: node.body, called: false, file: this.scope.file });
        break;
      case 'If':
        followCondition(node, this);
        break;
      case 'Case':
        followCase(node, this);
        break;
      case 'For':
        followFor(node, this);
        break;
      case 'While':
        followWhile(node, this);
        break;
      case 'ArithmeticFor':
        followArithmeticFor(node, this);
        break;
      case 'Select':
      case 'Coproc':
        this.node(node.body);
        break;
      case 'TestCommand':
      case 'ArithmeticCommand':
        break;
    }
    this.depth--;
  }

  private command(node: Command): void {
    const assignments = node.prefix.filter((item): item is Assignment => item.type === 'Assignment');
    if (!node.name) {
      for (const assignment of assignments) this.scope.assign(assignment);
      return;
    }
    const words = this.scope.wordsOf(node);
    const name = words[0]?.text;
    if (name === undefined) return;
    this.scope.writeFile(node);
    if (followBuiltin(name, node, words, this)) return;
    const definition = this.functions.get(name);
    if (definition) return this.call(definition, words.slice(1));
    this.record(node, words, assignments);
  }

  private call(definition: FunctionDefinition, given: readonly ShellText[]): void {
    definition.called = true;
    const { scope } = this;
    const before = [scope.arguments, scope.file, scope.argumentsKnown] as const;
    [scope.arguments, scope.file, scope.argumentsKnown] = [given, definition.file, true];
    this.node(definition.body);
    [scope.arguments, scope.file, scope.argumentsKnown] = before;
  }

  /** Runs a sourced script's statements here: its variables and functions stay, and its commands start from this shell. */
  source(node: Command, named: ShellText, given: readonly ShellText[]): void {
    const file = named.known && this.sourcing.length < maximumSourced ? this.options.readScript?.(named.text, this.scope.folder) : undefined;
    if (!file) return;
    const { scope } = this;
    const before = [scope.file, scope.arguments] as const;
    scope.file = file;
    if (given.length > 0) scope.arguments = given;
    this.sourcing.push(node);
    this.list({ commands: parse(file.text).commands } as CompoundList);
    this.sourcing.pop();
    [scope.file, scope.arguments] = before;
  }

  private record(node: Command, words: readonly ShellText[], assignments: readonly Assignment[]): void {
    const { scope } = this;
    const key = `${scope.file?.path ?? ''}:${node.pos}`;
    const known = this.commands.get(key);
    if (known) {
      this.commands.set(key, { ...known, repeats: known.repeats + this.repeats });
      return;
    }
    const input = scope.inputOf(node.redirects) ?? this.piped;
    // what a sourced script starts is shown where it is sourced
    const place = this.sourcing[0] ?? { pos: node.pos, end: Math.max(node.name?.end ?? node.end, ...node.suffix.map((item) => item.end)) };
    this.commands.set(key, {
      words: words.map(shown),
      environment: scope.environment(assignments),
      pos: place.pos,
      end: place.end,
      folder: scope.folder,
      repeats: this.repeats,
      files: scope.files,
      ...(input && { input: shown(input) }),
    });
  }
}

function printedBy(command: Command, scope: Scope): ShellText | undefined {
  const name = command.name?.value;
  if (name === 'cat') return scope.inputOf(command.redirects);
  return name === 'echo' || name === 'printf' ? echoed(command, scope) : undefined;
}

// Follows a shell script without running it: variables, functions, loops and conditions, up to the commands that it would start.
import {
  parse,
  type ArithmeticCommand,
  type Assignment,
  type Command,
  type CommandNode,
  type CompoundList,
  type For,
  type If,
  type PipelineNode,
  type Redirection,
  type Script,
  type Statement,
  type TestCommand,
  type Word,
} from 'unbash';
import { changeFolder, outputOf } from './commandOutput';
import { evaluateWithVariables, expandToText, expandWord, type Environment } from './expandWord';
import { evaluateTest, evaluateTestWords } from './shellTest';
import { joinVariables, type ShellText, type Variable } from './shellText';

/** Commands followed in one script, calls of its functions included. */
const maximumCommands = 5_000;
/** Functions calling functions, substitutions within substitutions. */
const maximumDepth = 24;

/** One command that the script would start. */
export interface ShellCommand {
  readonly words: readonly ShellText[];
  /** variables set for this command or exported before it */
  readonly environment: ReadonlyMap<string, ShellText>;
  readonly pos: number;
  readonly end: number;
  /** where `cd` had led, relative to where the script starts; undefined when the script does not say */
  readonly folder: string | undefined;
  /** how often loops over known lists and calls of a function start it */
  readonly repeats: number;
  /** text handed to the command's standard input, with its offset */
  readonly input?: { readonly text: string; readonly pos: number };
}

export interface ShellOptions {
  /** variables from outside: a scheduler's, a Makefile's, a parent script's */
  readonly variables?: ReadonlyMap<string, Variable>;
  /** the script's arguments; none when it is run as it stands */
  readonly positional?: readonly ShellText[];
  /** each top-level line starts in the same folder, as in a Makefile */
  readonly freshFolder?: boolean;
}

/** The commands of a script in the order in which they would start; a command reached several times is listed once, with its first arguments. Never throws for bad syntax. */
export function runShell(source: string, options: ShellOptions = {}): readonly ShellCommand[] {
  const follower = new Follower(source, options);
  follower.script(parse(source));
  return follower.finish();
}

class Follower implements Environment {
  private readonly commands = new Map<number, ShellCommand>();
  private readonly functions = new Map<string, { readonly body: CommandNode | CompoundList; called: boolean }>();
  private variables: Map<string, Variable>;
  private readonly exported = new Set<string>();
  private arguments: readonly ShellText[];
  private folder: string | undefined = '';
  private repeats = 1;
  private steps = 0;
  private depth = 0;

  constructor(
    readonly source: string,
    private readonly options: ShellOptions,
  ) {
    this.variables = new Map(options.variables);
    this.arguments = options.positional ?? [];
  }

  /** Functions that nobody called are looked at on their own: another script may source them. */
  finish(): readonly ShellCommand[] {
    for (const [, definition] of this.functions) {
      if (definition.called) continue;
      definition.called = true;
      this.arguments = [];
      this.node(definition.body);
    }
    return [...this.commands.values()].sort((left, right) => left.pos - right.pos);
  }

  variable(name: string): Variable | undefined {
    return this.variables.get(name);
  }

  positional(): readonly ShellText[] {
    return this.arguments;
  }

  script(script: Script): void {
    for (const statement of script.commands) {
      if (this.options.freshFolder) this.folder = '';
      this.statement(statement);
    }
  }

  private list(list: CompoundList): void {
    for (const statement of list.commands) this.statement(statement);
  }

  private statement(statement: Statement): void {
    const command = statement.command;
    if (command.type === 'AndOr') for (const part of command.commands) this.pipeline(part);
    else this.pipeline(command);
  }

  private pipeline(node: PipelineNode): void {
    if (node.type === 'Pipeline') for (const command of node.commands) this.node(command);
    else this.node(node);
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
        this.isolated(() => this.list(node.body));
        break;
      case 'Redirected':
        this.node(node.command);
        break;
      case 'Function':
        this.functions.set(node.name.value, { body: node.body, called: false });
        break;
      case 'If':
        this.condition(node);
        break;
      case 'For':
        this.loop(node);
        break;
      case 'ArithmeticFor':
      case 'While':
      case 'Select':
        this.repeatedly(node.body, undefined);
        break;
      case 'Case':
        this.branches(node.items.map((item) => item.body));
        break;
      case 'Coproc':
        this.node(node.body);
        break;
      case 'TestCommand':
      case 'ArithmeticCommand':
        break;
    }
    this.depth--;
  }

  private isolated(follow: () => void): void {
    const [variables, folder] = [this.variables, this.folder];
    this.variables = new Map(variables);
    follow();
    this.variables = variables;
    this.folder = folder;
  }

  /** A known condition picks its branch; otherwise every branch is followed and what they leave different is undetermined. */
  private condition(node: If): void {
    const clauses = [{ clause: node.clause, then: node.then }, ...node.elif];
    const open: CompoundList[] = [];
    for (const { clause, then } of clauses) {
      const truth = this.truth(clause);
      if (truth === false) continue;
      if (truth === true && open.length === 0 && !leaves(then)) return this.list(then);
      open.push(then);
      if (truth === true) return this.branches(open);
    }
    if (open.length === 0) return node.else ? this.list(node.else) : undefined;
    return this.branches([...open, ...(node.else ? [node.else] : [])], node.else === undefined);
  }

  private branches(bodies: readonly CompoundList[], maybeNone = true): void {
    const before = this.variables;
    const results: Map<string, Variable>[] = maybeNone ? [before] : [];
    for (const body of bodies) {
      this.variables = new Map(before);
      this.list(body);
      if (!leaves(body)) results.push(this.variables);
    }
    this.variables = results.length > 0 ? joinVariables(results) : before;
  }

  private loop(node: For): void {
    const items = node.wordlist?.flatMap((word) => expandWord(word, this)) ?? this.arguments;
    const isKnown = items.length > 0 && items.every((item) => item.known);
    const only = items.length === 1 ? items[0] : undefined;
    const values = isKnown && items.length > 1 && items.every((item) => item.text === items[0]!.text) ? items[0] : only;
    this.variables.set(node.name.value, {
      kind: 'text',
      value: values ?? { text: `$${node.name.value}`, known: false, pos: node.name.pos, end: node.name.end },
    });
    this.repeatedly(node.body, isKnown ? items.length : undefined);
  }

  private repeatedly(body: CompoundList, times: number | undefined): void {
    const [before, repeats] = [this.variables, this.repeats];
    this.repeats = repeats * (times ?? 1);
    this.variables = new Map(before);
    this.list(body);
    this.repeats = repeats;
    this.variables = joinVariables([before, this.variables]);
  }

  private truth(clause: CompoundList): boolean | undefined {
    const last = clause.commands[clause.commands.length - 1]?.command;
    if (clause.commands.length !== 1 || !last) {
      this.list(clause);
      return undefined;
    }
    if (last.type === 'TestCommand') return evaluateTest((last as TestCommand).expression, this);
    if (last.type === 'ArithmeticCommand') {
      const value = evaluateWithVariables((last as ArithmeticCommand).body, this);
      return value === undefined ? undefined : value !== 0;
    }
    if (last.type === 'Command') {
      const name = last.name?.value;
      if (name === '[' || name === 'test')
        return evaluateTestWords(last.suffix.filter((word): word is Word => word.type === 'Word').map((word) => expandToText(word, this)));
      if (name === 'true') return true;
      if (name === 'false') return false;
    }
    this.statement(clause.commands[0]!);
    return undefined;
  }

  private assign(assignment: Assignment): ShellText | undefined {
    if (assignment.value.type === 'ArrayValue') {
      const items = assignment.value.elements.flatMap((element) => expandWord(element, this));
      const before = this.variables.get(assignment.name);
      this.variables.set(assignment.name, { kind: 'array', items: assignment.append && before?.kind === 'array' ? [...before.items, ...items] : items });
      return undefined;
    }
    const value = expandToText(assignment.value, this);
    const before = this.variables.get(assignment.name);
    if (assignment.append && before?.kind === 'text') {
      const joinedText = {
        text: before.value.text + value.text,
        known: before.value.known && value.known,
        pos: Math.min(before.value.pos, value.pos),
        end: Math.max(before.value.end, value.end),
      };
      this.variables.set(assignment.name, { kind: 'text', value: joinedText });
      return joinedText;
    }
    this.variables.set(assignment.name, { kind: 'text', value });
    return value;
  }

  private command(node: Command): void {
    const assignments = node.prefix.filter((item): item is Assignment => item.type === 'Assignment');
    if (!node.name) {
      for (const assignment of assignments) this.assign(assignment);
      return;
    }
    const words = [
      ...expandWord(node.name, this),
      ...node.suffix.flatMap((item) => (item.type === 'Word' ? expandWord(item, this) : item.type === 'Assignment' ? this.argumentAssignment(item) : [])),
    ];
    const name = words[0]?.text;
    if (name === undefined) return;
    if (this.builtin(name, node, words)) return;
    const definition = this.functions.get(name);
    if (definition) return this.call(definition, words.slice(1));
    this.record(node, words, assignments);
  }

  /** `KEY=value` among a command's arguments is one word, as Hydra's overrides are. */
  private argumentAssignment(item: Assignment): readonly ShellText[] {
    if (item.value.type === 'ArrayValue') return [{ text: item.text, known: true, pos: item.pos, end: item.end }];
    const value = expandToText(item.value, this);
    return [{ text: value.known ? `${item.name}${item.append ? '+' : ''}=${value.text}` : item.text, known: value.known, pos: item.pos, end: item.end }];
  }

  private builtin(name: string, node: Command, words: readonly ShellText[]): boolean {
    if (name === 'export' || name === 'local' || name === 'declare' || name === 'readonly' || name === 'typeset') {
      for (const item of node.suffix) {
        if (item.type === 'Assignment') {
          this.assign(item);
          if (name === 'export') this.exported.add(item.name);
        } else if (item.type === 'Word' && name === 'export') this.exported.add(item.value);
      }
      return true;
    }
    if (name === 'unset') {
      for (const word of words.slice(1)) this.variables.delete(word.text);
      return true;
    }
    if (name === 'shift') {
      this.arguments = this.arguments.slice(Number(words[1]?.text ?? 1) || 1);
      return true;
    }
    if (name === 'cd' || name === 'pushd') {
      const target = words[1];
      this.folder = target?.known && this.folder !== undefined ? changeFolder(this.folder, target.text) : undefined;
      return true;
    }
    return name === 'echo' || name === 'printf' || name === 'exit' || name === 'return' || name === 'set' || name === ':';
  }

  private call(definition: { readonly body: CommandNode | CompoundList; called: boolean }, given: readonly ShellText[]): void {
    definition.called = true;
    const before = this.arguments;
    this.arguments = given;
    this.node(definition.body);
    this.arguments = before;
  }

  private record(node: Command, words: readonly ShellText[], assignments: readonly Assignment[]): void {
    const known = this.commands.get(node.pos);
    if (known) {
      this.commands.set(node.pos, { ...known, repeats: known.repeats + this.repeats });
      return;
    }
    const environment = new Map<string, ShellText>();
    for (const name of this.exported) {
      const variable = this.variables.get(name);
      if (variable?.kind === 'text') environment.set(name, variable.value);
    }
    for (const assignment of assignments) if (assignment.value.type === 'Word') environment.set(assignment.name, expandToText(assignment.value, this));
    const input = node.redirects.map((redirect) => inputOf(redirect)).find((text) => text !== undefined);
    const end = Math.max(node.name?.end ?? node.end, ...node.suffix.map((item) => item.end));
    this.commands.set(node.pos, { words, environment, pos: node.pos, end, folder: this.folder, repeats: this.repeats, ...(input && { input }) });
  }

  output(part: { readonly text: string; readonly script: unknown }): string | undefined {
    const script = part.script as Script | undefined;
    if (!script || this.depth >= maximumDepth || script.source !== undefined) return undefined;
    this.depth++;
    const text = outputOf(script, { environment: this, folder: this.folder });
    this.depth--;
    return text;
  }
}

/** A branch that ends the script or the function leaves nothing behind. */
function leaves(body: CompoundList): boolean {
  return body.commands.some(({ command }) => command.type === 'Command' && (command.name?.value === 'exit' || command.name?.value === 'return'));
}

function inputOf(redirect: Redirection): { readonly text: string; readonly pos: number } | undefined {
  return redirect.type === 'HereDoc' ? { text: redirect.body.text, pos: redirect.body.pos } : undefined;
}

// The variables, arguments and written files of a script that is being followed, and the words that they make.
import type { Assignment, Command, Redirection, Script, Word } from 'unbash';
import { changeFolder, echoed, outputOf } from '../words/commandOutput';
import { evaluateWithVariables, expandBody, expandToText, expandWord, type Environment } from '../words/expandWord';
import { asWritten, compose, placeWithin, type ShellFile, type ShellText, type Variable } from '../words/shellText';
import type { ShellOptions } from './shellCommand';

/** Substitutions within substitutions. */
const maximumSubstitutions = 24;

export class Scope implements Environment {
  variables: Map<string, Variable>;
  readonly exported: Set<string>;
  readonly files = new Map<string, ShellText>();
  arguments: readonly ShellText[];
  argumentsKnown = true;
  folder: string | undefined = '';
  file: ShellFile | undefined;
  private substitutions = 0;

  constructor(
    readonly source: string,
    readonly options: ShellOptions,
  ) {
    this.variables = new Map(options.variables);
    this.exported = new Set(options.exported);
    this.arguments = options.positional ?? [];
  }

  variable(name: string): Variable | undefined {
    if (name === '#' && this.argumentsKnown) return { kind: 'text', value: { text: String(this.arguments.length), known: true, pos: 0, end: 0 } };
    return this.variables.get(name);
  }

  positional(): readonly ShellText[] {
    return this.arguments;
  }

  output(part: { readonly text: string; readonly script: unknown }): ShellText | undefined {
    const script = part.script as Script | undefined;
    if (!script || this.substitutions >= maximumSubstitutions || script.source !== undefined) return undefined;
    this.substitutions++;
    const text = outputOf(script, { environment: this, folder: this.folder });
    this.substitutions--;
    return text;
  }

  /** Follows a part of the script whose variables and folder end with it. */
  isolated(follow: () => void): void {
    const [variables, folder] = [this.variables, this.folder];
    this.variables = new Map(variables);
    follow();
    this.variables = variables;
    this.folder = folder;
  }

  assign(assignment: Assignment): void {
    const before = this.variables.get(assignment.name);
    if (assignment.value.type === 'ArrayValue') {
      const variable = this.arrayOf(assignment.value.elements);
      const isAdded = assignment.append && before?.kind === 'array' && !before.keys;
      this.variables.set(assignment.name, isAdded ? { kind: 'array', items: [...before.items, ...variable.items] } : variable);
      return;
    }
    const value = expandToText(assignment.value, this);
    if (assignment.index) this.assignItem(assignment.name, assignment.index, value);
    else if (assignment.append && before?.kind === 'text')
      this.variables.set(assignment.name, { kind: 'text', value: compose([before.value, value], { pos: before.value.pos, end: value.end }) });
    else this.variables.set(assignment.name, { kind: 'text', value });
  }

  private assignItem(name: string, index: Word, value: ShellText): void {
    const before = this.variables.get(name);
    const key = expandToText(index, this);
    const array = before?.kind === 'array' ? before : { kind: 'array' as const, items: [] };
    const at = array.keys ? array.keys.indexOf(key.text) : evaluateWithVariables(key.text, this);
    if (!key.known) this.variables.delete(name);
    else if (at === undefined || (array.keys && at < 0)) {
      if (array.keys || array.items.length === 0)
        this.variables.set(name, { kind: 'array', items: [...array.items, value], keys: [...(array.keys ?? []), key.text] });
    } else if (at <= array.items.length) this.variables.set(name, { ...array, items: [...array.items.slice(0, at), value, ...array.items.slice(at + 1)] });
  }

  private arrayOf(elements: readonly Word[]): Variable & { readonly kind: 'array' } {
    const keyed = elements.map((element) => /^\[(["']?)([^\]"']+)\1\]=/.exec(element.text));
    if (elements.length === 0 || keyed.some((match) => !match)) return { kind: 'array', items: elements.flatMap((element) => expandWord(element, this)) };
    const items = elements.map((element) => {
      const value = expandToText(element, this);
      const head = value.text.indexOf('=') + 1;
      const text = value.text.slice(head);
      return { text, known: value.known, ...placeWithin(value, head, value.text.length, this.source) };
    });
    return { kind: 'array', items, keys: keyed.map((match) => match![2]!) };
  }

  wordsOf(node: Command): readonly ShellText[] {
    return [
      ...(node.name ? expandWord(node.name, this) : []),
      ...node.suffix.flatMap((item) => (item.type === 'Word' ? expandWord(item, this) : item.type === 'Assignment' ? this.argumentAssignment(item) : [])),
    ];
  }

  /** `KEY=value` among a command's arguments is one word, as Hydra's overrides are. */
  private argumentAssignment(item: Assignment): readonly ShellText[] {
    const whole = { pos: item.pos, end: item.end, ...(this.file && { file: this.file }) };
    if (item.value.type === 'ArrayValue') return [{ text: item.text, known: true, ...whole }];
    const value = expandToText(item.value, this);
    const head: ShellText = { ...whole, end: value.pos, text: `${item.name}${item.append ? '+' : ''}=`, known: true };
    return [compose([head, value], whole)];
  }

  /** A command's standard input where the script holds it. */
  inputOf(redirects: readonly Redirection[]): ShellText | undefined {
    for (const redirect of redirects) {
      if (redirect.type === 'HereDoc') return expandBody(redirect.body, redirect.delimiter?.quoted ?? false, this);
      if (redirect.type === 'HereString' && redirect.target) return expandToText(redirect.target, this);
    }
    return undefined;
  }

  /** Remembers what `cat <<EOF > file`, `tee file <<EOF` and `echo ... > file` write. */
  writeFile(node: Command): void {
    const name = node.name?.value;
    const text = name === 'echo' || name === 'printf' ? echoed(node, this) : name === 'cat' || name === 'tee' ? this.inputOf(node.redirects) : undefined;
    if (!text) return;
    const target = node.redirects.find((redirect) => redirect.type === 'Redirect' && /^(>|>\||>>)$/.test(redirect.operator) && redirect.target);
    const words =
      name === 'tee'
        ? this.wordsOf(node)
            .filter((word) => !word.text.startsWith('-'))
            .slice(1)
        : [];
    const path = target?.type === 'Redirect' && target.target ? expandToText(target.target, this) : words[0];
    if (!path?.known || this.folder === undefined) return;
    const key = changeFolder(this.folder, path.text);
    const before = target?.type === 'Redirect' && target.operator === '>>' ? this.files.get(key) : undefined;
    this.files.set(key, before ? compose([before, text], text) : text);
  }

  /** Variables that the commands of the script see, as far as they are texts. */
  environment(assignments: readonly Assignment[]): Map<string, ShellText> {
    const environment = new Map<string, ShellText>();
    for (const name of this.exported) {
      const variable = this.variables.get(name);
      if (variable?.kind === 'text') environment.set(name, shown(variable.value));
    }
    for (const assignment of assignments) if (assignment.value.type === 'Word') environment.set(assignment.name, shown(expandToText(assignment.value, this)));
    return environment;
  }
}

/** A word as it leaves the reading: undetermined stretches as they were written. */
export const shown = (word: ShellText): ShellText =>
  word.known ? word : { ...word, text: asWritten(word.text), ...(word.parts && { parts: word.parts.map(shown) }) };

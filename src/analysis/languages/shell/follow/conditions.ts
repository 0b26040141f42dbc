// `if` and `case`: a condition that the script decides picks its branch; else every branch is followed and what they leave different is undetermined.
import type { ArithmeticCommand, Case, CompoundList, If, TestCommand, Word } from 'unbash';
import { evaluateWithVariables, expandToText } from '../words/expandWord';
import { evaluateTest, evaluateTestWords, operandOf } from '../words/shellTest';
import { globToRegExp, joinVariables, type Variable } from '../words/shellText';
import type { Shell } from './builtins';

export function followCondition(node: If, shell: Shell): void {
  const clauses = [{ clause: node.clause, then: node.then }, ...node.elif];
  const open: CompoundList[] = [];
  for (const { clause, then } of clauses) {
    const truth = truthOf(clause, shell);
    if (truth === false) continue;
    if (truth === true && open.length === 0 && !leaves(then)) return shell.list(then);
    open.push(then);
    if (truth === true) return followBranches(open, shell);
  }
  if (open.length === 0) return node.else ? shell.list(node.else) : undefined;
  followBranches([...open, ...(node.else ? [node.else] : [])], shell, node.else === undefined);
}

export function followCase(node: Case, shell: Shell): void {
  const word = operandOf(node.word, shell.scope);
  if (!word.known)
    return followBranches(
      node.items.map((item) => item.body),
      shell,
    );
  for (const item of node.items) {
    const patterns = item.pattern.map((pattern) => expandToText(pattern, shell.scope));
    const isTaken = patterns.some((pattern) => pattern.known && new RegExp(`^${globToRegExp(pattern.text, true)}$`, 's').test(word.text));
    if (isTaken) return leaves(item.body) ? followBranches([item.body], shell) : shell.list(item.body);
  }
}

function followBranches(bodies: readonly CompoundList[], shell: Shell, maybeNone = true): void {
  const { scope } = shell;
  const before = scope.variables;
  const results: Map<string, Variable>[] = maybeNone ? [before] : [];
  for (const body of bodies) {
    scope.variables = new Map(before);
    shell.list(body);
    if (!leaves(body)) results.push(scope.variables);
  }
  scope.variables = results.length > 0 ? joinVariables(results) : before;
}

/** Whether a condition holds; undefined where the script does not decide it. Commands that decide it are followed. */
export function truthOf(clause: CompoundList, shell: Shell): boolean | undefined {
  const { scope } = shell;
  const last = clause.commands[clause.commands.length - 1]?.command;
  if (clause.commands.length !== 1 || !last) {
    shell.list(clause);
    return undefined;
  }
  if (last.type === 'TestCommand') return evaluateTest((last as TestCommand).expression, scope);
  if (last.type === 'ArithmeticCommand') {
    const value = evaluateWithVariables((last as ArithmeticCommand).body, scope);
    return value === undefined ? undefined : value !== 0;
  }
  if (last.type === 'Command') {
    const name = last.name?.value;
    if (name === '[' || name === 'test')
      return evaluateTestWords(last.suffix.filter((word): word is Word => word.type === 'Word').map((word) => operandOf(word, scope)));
    if (name === 'true' || name === ':') return true;
    if (name === 'false') return false;
    // the options of a script that runs as it stands: none
    if (name === 'getopts' && scope.argumentsKnown && scope.arguments.length === 0) return false;
  }
  shell.statement(clause.commands[0]!);
  return undefined;
}

/** A branch that ends the script or the function leaves nothing behind. */
function leaves(body: CompoundList): boolean {
  return body.commands.some(({ command }) => command.type === 'Command' && (command.name?.value === 'exit' || command.name?.value === 'return'));
}

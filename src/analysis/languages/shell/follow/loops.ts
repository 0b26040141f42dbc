// Loops: over known lists the commands of the body start as often as the list is long; what the rounds change is undetermined afterwards.
import type { ArithmeticFor, CompoundList, For, While } from 'unbash';
import { expandWord, placeIn } from '../words/expandWord';
import { joinVariables, undetermined } from '../words/shellText';
import type { Shell } from './builtins';
import { truthOf } from './conditions';

export function followFor(node: For, shell: Shell): void {
  const { scope } = shell;
  const items = node.wordlist?.flatMap((word) => expandWord(word, scope)) ?? scope.arguments;
  const isKnown = items.length > 0 && items.every((item) => item.known);
  const isOne = items.length === 1 || (isKnown && items.every((item) => item.text === items[0]!.text));
  scope.variables.set(node.name.value, {
    kind: 'text',
    value: isOne ? items[0]! : { text: undetermined(`$${node.name.value}`), known: false, ...placeIn(node.name, scope) },
  });
  followBody(node.body, isKnown ? items.length : undefined, shell);
}

/** A loop whose condition fails at once, as one over arguments that nobody gave, runs never. */
export function followWhile(node: While, shell: Shell): void {
  const truth = truthOf(node.clause, shell);
  if (truth === (node.kind === 'until')) return;
  followBody(node.body, undefined, shell);
}

/** `for ((i = 0; i < 5; i++))`, where every bound is a plain number. */
export function followArithmeticFor(node: ArithmeticFor, shell: Shell): void {
  const { scope } = shell;
  const head = (scope.file?.text ?? scope.source).slice(node.pos, node.body.pos);
  const parts = /\(\(\s*(\w+)\s*=\s*(\d+)\s*;\s*(\w+)\s*(<=?)\s*(\d+)\s*;\s*(?:(\w+)\+\+|\+\+(\w+))\s*\)\)/.exec(head);
  const name = parts?.[1];
  const isPlain = parts && name === parts[3] && name === (parts[6] ?? parts[7]);
  const times = isPlain ? Number(parts[5]) - Number(parts[2]) + (parts[4] === '<=' ? 1 : 0) : undefined;
  if (name) scope.variables.set(name, { kind: 'text', value: { text: undetermined(`$${name}`), known: false, ...placeIn(node, scope) } });
  followBody(node.body, times !== undefined && times > 0 ? times : undefined, shell);
}

function followBody(body: CompoundList, times: number | undefined, shell: Shell): void {
  const { scope } = shell;
  const [before, repeats] = [scope.variables, shell.repeats];
  shell.repeats = repeats * (times ?? 1);
  scope.variables = new Map(before);
  shell.list(body);
  shell.repeats = repeats;
  scope.variables = joinVariables([before, scope.variables]);
}

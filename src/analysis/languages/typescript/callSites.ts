// Where functions of a TypeScript program are called, and what is passed there.
import type { CallExpression, Node, ParameterDeclaration } from 'ts-morph';
import type { Value } from '../../evaluate/values';
import { unknown } from './nodeValues';

/** Where a function is called, with the calls' arguments; the project is searched once. */
export interface CallSites {
  of(declaration: Node): readonly CallExpression[];
}

/** What the call sites pass, where they agree; undefined where nobody calls. */
export function passedTo(declaration: ParameterDeclaration, callSites: CallSites, read: (argument: Node | undefined) => Value): Value | undefined {
  const owner = declaration.getParent();
  const index =
    declaration.getChildIndex() >= 0 && 'getParameters' in owner
      ? (owner as unknown as { getParameters(): ParameterDeclaration[] }).getParameters().indexOf(declaration)
      : -1;
  const calls = callSites.of(owner);
  if (index < 0 || calls.length === 0) return undefined;
  const values = calls.map((call) => read(call.getArguments()[index]));
  // a caller that nobody calls decides nothing while another does
  const decided = values.filter((value) => !(value.kind === 'unknown' && value.reason === 'required-argument'));
  const first = decided[0] ?? values[0]!;
  const agree = decided.every((value) => value === first || (value.kind === 'known' && first.kind === 'known' && value.value === first.value));
  return agree ? first : unknown(declaration, 'run-time');
}

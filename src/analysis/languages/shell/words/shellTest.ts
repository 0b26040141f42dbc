// Decides the conditions of a launcher that its own text decides: `[ "$X" = 1 ]`, `[[ -z $Y ]]`, `[ $N -gt 1 ]`.
import type { TestExpression, Word } from 'unbash';
import { expandToText, type Environment } from './expandWord';
import type { ShellText } from './shellText';

/** A `[[ ... ]]` condition; undefined where it depends on the machine or on variables from outside. */
export function evaluateTest(expression: TestExpression, environment: Environment): boolean | undefined {
  switch (expression.type) {
    case 'TestUnary':
      return unary(expression.operator, operandOf(expression.operand, environment));
    case 'TestBinary':
      return binary(operandOf(expression.left, environment), expression.operator, operandOf(expression.right, environment));
    case 'TestNot': {
      const inner = evaluateTest(expression.operand, environment);
      return inner === undefined ? undefined : expression.negations.length % 2 === 1 ? !inner : inner;
    }
    case 'TestGroup':
      return evaluateTest(expression.expression, environment);
    case 'TestLogical': {
      const values = expression.operands.map((operand) => evaluateTest(operand, environment));
      const decisive = expression.operator === '||';
      if (values.some((value) => value === decisive)) return decisive;
      return values.every((value) => value !== undefined) ? !decisive : undefined;
    }
  }
}

/** The words of `test` or `[`, closing bracket included. */
export function evaluateTestWords(words: readonly ShellText[]): boolean | undefined {
  const list = words[words.length - 1]?.text === ']' ? words.slice(0, -1) : words;
  if (list[0]?.text === '!') {
    const rest = evaluateTestWords(list.slice(1));
    return rest === undefined ? undefined : !rest;
  }
  if (list.length === 2) return unary(list[0]!.text, list[1]!);
  if (list.length === 3) return binary(list[0]!, list[1]!.text, list[2]!);
  return undefined;
}

/** An argument that nobody gave is empty where the script runs as it stands. */
export function operandOf(word: Word, environment: Environment): ShellText {
  const value = expandToText(word, environment);
  const argument = /^"?\$\{?(\d+)\}?"?$/.exec(word.text)?.[1];
  const isMissing = argument !== undefined && argument !== '0' && environment.argumentsKnown && !environment.positional()[Number(argument) - 1];
  return isMissing ? { ...value, text: '', known: true } : value;
}

function unary(operator: string, operand: ShellText): boolean | undefined {
  if (!operand.known) return undefined;
  if (operator === '-z') return operand.text === '';
  if (operator === '-n') return operand.text !== '';
  return undefined;
}

function binary(left: ShellText, operator: string, right: ShellText): boolean | undefined {
  if (!left.known || !right.known) return undefined;
  if (operator === '=' || operator === '==') return /[*?[]/.test(right.text) ? undefined : left.text === right.text;
  if (operator === '!=') return /[*?[]/.test(right.text) ? undefined : left.text !== right.text;
  const [a, b] = [Number(left.text), Number(right.text)];
  if (Number.isNaN(a) || Number.isNaN(b)) return undefined;
  if (operator === '-eq') return a === b;
  if (operator === '-ne') return a !== b;
  if (operator === '-gt') return a > b;
  if (operator === '-ge') return a >= b;
  if (operator === '-lt') return a < b;
  if (operator === '-le') return a <= b;
  return undefined;
}

// Expands a shell word: quotes, variables, arrays, `${name:-default}` and its kin, arithmetic and the few commands whose output is plain.
import type { DoubleQuotedChild, ParameterExpansionPart, Word, WordPart } from 'unbash';
import { evaluateArithmetic } from './arithmetic';
import { globToRegExp, splitFields, type ShellText, type Variable } from './shellText';

/** What expansion asks of the script that is being followed. */
export interface Environment {
  readonly source: string;
  variable(name: string): Variable | undefined;
  /** the arguments of the function that is being followed, or of the script: none */
  positional(): readonly ShellText[];
  /** output of a command substitution, where it is plain */
  output(part: { readonly text: string; readonly script: unknown }): string | undefined;
}

interface Piece extends ShellText {
  readonly quoted: boolean;
}

/** The fields of one word: none for an empty unquoted expansion, several for arrays and unquoted lists. */
export function expandWord(word: Word, environment: Environment): readonly ShellText[] {
  if (!word.parts) return [{ text: word.value, known: true, pos: word.pos, end: word.end }];
  const fields: Piece[][] = [[]];
  const add = (pieces: readonly Piece[]): void =>
    pieces.forEach((piece, index) => (index === 0 ? fields[fields.length - 1]!.push(piece) : fields.push([piece])));
  for (const part of word.parts) add(expandPart(part, environment));
  return fields.flatMap((pieces) => {
    if (pieces.length === 0) return [];
    const only = pieces.length === 1 ? pieces[0]! : undefined;
    if (only) return [{ text: only.known ? only.text : word.text, known: only.known, pos: only.pos, end: only.end }];
    const isKnown = pieces.every((piece) => piece.known);
    return [{ text: isKnown ? pieces.map((piece) => piece.text).join('') : word.text, known: isKnown, pos: word.pos, end: word.end }];
  });
}

/** The word as one text, as in an assignment: nothing is split. */
export function expandToText(word: Word, environment: Environment): ShellText {
  if (!word.parts) return { text: word.value, known: true, pos: word.pos, end: word.end };
  const pieces = word.parts.flatMap((part) => expandPart(part, environment, true));
  const isKnown = pieces.every((piece) => piece.known);
  const only = pieces.length === 1 ? pieces[0] : undefined;
  return { text: isKnown ? pieces.map((piece) => piece.text).join('') : word.text, known: isKnown, pos: only?.pos ?? word.pos, end: only?.end ?? word.end };
}

function expandPart(part: WordPart, environment: Environment, whole = false): readonly Piece[] {
  const here = { pos: part.pos, end: part.end };
  switch (part.type) {
    case 'Literal':
    case 'Glob':
      return [{ ...here, text: part.value, known: true, quoted: false }];
    case 'SingleQuoted':
      return [{ pos: part.pos + 1, end: part.end - 1, text: part.value, known: true, quoted: true }];
    case 'AnsiCQuoted':
      return [{ ...here, text: part.value, known: true, quoted: true }];
    case 'DoubleQuoted':
    case 'LocaleString':
      return expandQuoted(part.parts, part, environment, whole);
    case 'SimpleExpansion':
    case 'ParameterExpansion':
    case 'CommandExpansion':
    case 'ArithmeticExpansion': {
      const values = expandExpansion(part, environment);
      if (whole) return [joined(values, part)];
      return values.flatMap((value) => splitFields(value, environment.source)).map((value) => ({ ...value, quoted: false }));
    }
    default:
      return [{ ...here, text: part.text, known: part.type === 'BraceExpansion' || part.type === 'ExtendedGlob', quoted: false }];
  }
}

function joined(values: readonly ShellText[], part: { readonly pos: number; readonly end: number; readonly text: string }): Piece {
  if (values.length === 1) return { ...values[0]!, quoted: true };
  const isKnown = values.every((value) => value.known);
  return { pos: part.pos, end: part.end, text: isKnown ? values.map((value) => value.text).join(' ') : part.text, known: isKnown, quoted: true };
}

function expandQuoted(
  children: readonly DoubleQuotedChild[],
  quoted: { readonly pos: number; readonly end: number; readonly text: string },
  environment: Environment,
  whole: boolean,
): readonly Piece[] {
  const inside = { pos: quoted.pos + 1, end: Math.max(quoted.end - 1, quoted.pos + 1) };
  if (children.length === 0) return [{ ...inside, text: '', known: true, quoted: true }];
  const only = children.length === 1 ? children[0]! : undefined;
  if (only && only.type !== 'Literal') {
    const values = expandExpansion(only, environment);
    // "$@" and "${list[@]}" stay as many words as they are
    if (isList(only) && !whole) return values.map((value) => ({ ...value, quoted: true }));
    return [joined(values, only)];
  }
  const pieces = children.map((child) =>
    child.type === 'Literal' ? { pos: child.pos, end: child.end, text: child.value, known: true } : joined(expandExpansion(child, environment), child),
  );
  const isKnown = pieces.every((piece) => piece.known);
  return [{ ...inside, text: isKnown ? pieces.map((piece) => piece.text).join('') : quoted.text, known: isKnown, quoted: true }];
}

const isList = (part: DoubleQuotedChild): boolean =>
  part.type === 'SimpleExpansion'
    ? part.text === '$@'
    : part.type === 'ParameterExpansion' && (part.parameter === '@' || part.index?.value === '@') && part.prefix === undefined;

/** @returns no field where the script says that there is nothing, one undetermined field where it does not say. */
function expandExpansion(part: WordPart & { readonly text: string }, environment: Environment): readonly ShellText[] {
  const here = { pos: part.pos, end: part.end };
  const unknown: readonly ShellText[] = [{ ...here, text: part.text, known: false }];
  if (part.type === 'SimpleExpansion') return lookUp(part.text.slice(1), environment) ?? unknown;
  if (part.type === 'ParameterExpansion') return expandParameter(part, environment) ?? unknown;
  if (part.type === 'ArithmeticExpansion') {
    const inside = part.text.replace(/^\$\(\(|\)\)$|^\$\[|\]$/g, '');
    const value = evaluateWithVariables(inside, environment);
    return value === undefined ? unknown : [{ ...here, text: String(value), known: true }];
  }
  if (part.type === 'CommandExpansion') {
    const output = environment.output(part);
    return output === undefined ? unknown : [{ ...here, text: output, known: true }];
  }
  return unknown;
}

/** Shell arithmetic: names stand for their variables. */
export function evaluateWithVariables(text: string, environment: Environment): number | undefined {
  let open = false;
  const replaced = text.replace(/\$?\{?([A-Za-z_]\w*)\}?/g, (_, name: string) => {
    const values = lookUp(name, environment);
    const only = values?.length === 1 ? values[0]! : undefined;
    if (!only?.known || !/^\s*-?[\d.]+\s*$/.test(only.text)) open = true;
    return `(${only?.text ?? ''})`;
  });
  return open ? undefined : evaluateArithmetic(replaced, true);
}

function lookUp(name: string, environment: Environment): readonly ShellText[] | undefined {
  if (name === '@' || name === '*') return environment.positional();
  if (/^\d+$/.test(name) && name !== '0') {
    const value = environment.positional()[Number(name) - 1];
    return value && [value];
  }
  const variable = environment.variable(name);
  if (!variable) return undefined;
  if (variable.kind === 'text') return [variable.value];
  return variable.items.slice(0, 1);
}

function expandParameter(part: ParameterExpansionPart, environment: Environment): readonly ShellText[] | undefined {
  const here = { pos: part.pos, end: part.end };
  const variable = environment.variable(part.parameter);
  let values: readonly ShellText[] | undefined;
  if (part.index && variable?.kind === 'array') {
    const index = part.index.value;
    values =
      index === '@' || index === '*' ? variable.items : /^\d+$/.test(index) && variable.items[Number(index)] ? [variable.items[Number(index)]!] : undefined;
  } else values = lookUp(part.parameter, environment);
  if (part.prefix === '#') {
    if (!values || values.some((value) => !value.known)) return undefined;
    return [{ ...here, text: String(part.index ? values.length : (values[0]?.text.length ?? 0)), known: true }];
  }
  if (part.prefix === '!') return undefined;
  const operation = part.operation;
  if (!operation) return values;
  if (operation.type === 'Default') {
    const isEmpty = !values || values.length === 0 || values.every((value) => value.known && value.text === '');
    if (operation.operator.endsWith('-') || operation.operator.endsWith('=')) return isEmpty ? [expandToText(operation.operand, environment)] : values;
    if (operation.operator.endsWith('+')) return isEmpty ? [] : [expandToText(operation.operand, environment)];
    return values;
  }
  if (!values || values.some((value) => !value.known)) return undefined;
  const change = changeOf(operation, environment);
  return change && values.map((value) => ({ ...value, text: change(value.text) }));
}

function changeOf(operation: NonNullable<ParameterExpansionPart['operation']>, environment: Environment): ((text: string) => string) | undefined {
  if (operation.type === 'Remove') {
    const operand = expandToText(operation.operand, environment);
    if (!operand.known) return undefined;
    const greedy = operation.operator.length === 2;
    const glob = globToRegExp(operand.text, greedy);
    if (operation.operator.startsWith('#')) return (text) => text.replace(new RegExp(`^${glob}`, 's'), '');
    // the shortest match at the end begins as far right as it can
    const pattern = new RegExp(greedy ? `^(.*?)${glob}$` : `^(.*)${glob}$`, 's');
    return (text) => pattern.exec(text)?.[1] ?? text;
  }
  if (operation.type === 'Replace') {
    const pattern = expandToText(operation.pattern, environment);
    const replacement = expandToText(operation.replacement, environment);
    if (!pattern.known || !replacement.known) return undefined;
    const glob = globToRegExp(pattern.text, true);
    const expression = new RegExp(
      operation.operator === '/#' ? `^${glob}` : operation.operator === '/%' ? `${glob}$` : glob,
      operation.operator === '//' ? 'g' : '',
    );
    return (text) => text.replace(expression, () => replacement.text);
  }
  if (operation.type === 'CaseModification') {
    const upper = operation.operator.startsWith('^');
    const all = operation.operator.length === 2;
    return (text) =>
      all ? (upper ? text.toUpperCase() : text.toLowerCase()) : (upper ? text.charAt(0).toUpperCase() : text.charAt(0).toLowerCase()) + text.slice(1);
  }
  if (operation.type === 'Slice') {
    const offset = Number(expandToText(operation.offset, environment).text);
    const length = operation.length ? Number(expandToText(operation.length, environment).text) : undefined;
    return Number.isInteger(offset) && (length === undefined || Number.isInteger(length))
      ? (text) => text.slice(offset, length === undefined ? undefined : length < 0 ? length : offset + length)
      : undefined;
  }
  return undefined;
}

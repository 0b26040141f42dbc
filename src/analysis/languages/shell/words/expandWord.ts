// Expands a shell word: quotes, variables, arrays, braces, arithmetic and the few commands whose output is plain.
import type { DoubleQuotedChild, Word, WordPart } from 'unbash';
import { evaluateArithmetic } from './arithmetic';
import { expandBraces } from './braces';
import { expandParameter } from './expandParameter';
import { compose, isDetermined, splitFields, undetermined, type ShellFile, type ShellText, type Variable } from './shellText';

/** What expansion asks of the script that is being followed. */
export interface Environment {
  readonly source: string;
  /** the sourced script that is being followed */
  readonly file: ShellFile | undefined;
  /** whether a positional argument that isn't there is known to be missing: the script runs as it stands */
  readonly argumentsKnown: boolean;
  variable(name: string): Variable | undefined;
  /** the arguments of the function that is being followed, or of the script: none */
  positional(): readonly ShellText[];
  /** output of a command substitution, where it is plain */
  output(part: { readonly text: string; readonly script: unknown }): ShellText | undefined;
}

type Placed = { readonly pos: number; readonly end: number };

/** A place in the script that is being followed. */
export const placeIn = (part: Placed, environment: Environment): Pick<ShellText, 'pos' | 'end' | 'file'> => ({
  pos: part.pos,
  end: part.end,
  ...(environment.file && { file: environment.file }),
});

/** The fields of one word: none for an empty unquoted expansion, several for arrays and unquoted lists. */
export function expandWord(word: Word, environment: Environment): readonly ShellText[] {
  const here = placeIn(word, environment);
  if (!word.parts) return [{ text: word.value, known: true, ...here }];
  if (word.parts.some((part) => part.type === 'BraceExpansion')) return braced(word, word.parts, environment);
  const fields: ShellText[][] = [[]];
  const add = (pieces: readonly ShellText[]): void =>
    pieces.forEach((piece, index) => (index === 0 ? fields[fields.length - 1]!.push(piece) : fields.push([piece])));
  for (const part of word.parts) add(expandPart(part, environment));
  return fields.flatMap((pieces) => (pieces.length === 0 ? [] : [compose(pieces, here)]));
}

function braced(word: Word, parts: readonly WordPart[], environment: Environment): readonly ShellText[] {
  const whole = parts
    .map((part) =>
      part.type === 'BraceExpansion'
        ? part.text
        : expandPart(part, environment, true)
            .map((piece) => piece.text)
            .join(''),
    )
    .join('');
  return expandBraces(whole).map((text) => ({ text, known: isDetermined(text), ...placeIn(word, environment) }));
}

/** The word as one text, as in an assignment: nothing is split. */
export function expandToText(word: Word, environment: Environment): ShellText {
  const here = placeIn(word, environment);
  if (!word.parts) return { text: word.value, known: true, ...here };
  return compose(
    word.parts.flatMap((part) => expandPart(part, environment, true)),
    here,
  );
}

/** A here-document's text, expanded unless its delimiter is quoted. */
export function expandBody(
  body: { readonly text: string; readonly parts?: readonly WordPart[] | undefined; readonly pos: number; readonly end: number },
  isQuoted: boolean,
  environment: Environment,
): ShellText {
  const here = placeIn(body, environment);
  if (isQuoted) return { text: body.text, known: true, ...here };
  // continued lines are one line, as in the script itself
  const joinedLines = (piece: ShellText): ShellText => ({ ...piece, text: piece.text.replace(/\\\n/g, '') });
  if (!body.parts) return joinedLines({ text: body.text, known: true, ...here });
  return compose(
    body.parts.flatMap((part) => (part.type === 'Literal' ? expandPart(part, environment, true).map(joinedLines) : expandPart(part, environment, true))),
    here,
  );
}

function expandPart(part: WordPart, environment: Environment, whole = false): readonly ShellText[] {
  const here = placeIn(part, environment);
  switch (part.type) {
    case 'Literal':
    case 'Glob':
      return [{ ...here, text: part.value, known: true }];
    case 'SingleQuoted':
      return [{ ...here, pos: part.pos + 1, end: part.end - 1, text: part.value, known: true }];
    case 'AnsiCQuoted':
      return [{ ...here, text: part.value, known: true }];
    case 'DoubleQuoted':
    case 'LocaleString':
      return expandQuoted(part.parts, part, environment, whole);
    case 'SimpleExpansion':
    case 'ParameterExpansion':
    case 'CommandExpansion':
    case 'ArithmeticExpansion': {
      const values = expandExpansion(part, environment);
      return whole ? [joined(values, here)] : values.flatMap((value) => splitFields(value, environment.source));
    }
    case 'BraceExpansion':
    case 'ExtendedGlob':
      return [{ ...here, text: part.text, known: true }];
    default:
      return [{ ...here, text: undetermined(part.text), known: false }];
  }
}

/** Several values as one text with blanks between them. */
function joined(values: readonly ShellText[], here: Pick<ShellText, 'pos' | 'end' | 'file'>): ShellText {
  const blank: ShellText = { ...here, text: ' ', known: true };
  return compose(values.length === 0 ? [{ ...here, text: '', known: true }] : values.flatMap((value, index) => (index === 0 ? [value] : [blank, value])), here);
}

function expandQuoted(children: readonly DoubleQuotedChild[], quoted: Placed, environment: Environment, whole: boolean): readonly ShellText[] {
  const inside = { ...placeIn(quoted, environment), pos: quoted.pos + 1, end: Math.max(quoted.end - 1, quoted.pos + 1) };
  if (children.length === 0) return [{ ...inside, text: '', known: true }];
  const only = children.length === 1 ? children[0]! : undefined;
  if (only && only.type !== 'Literal') {
    const values = expandExpansion(only, environment);
    // "$@" and "${list[@]}" stay as many words as they are
    return isList(only) && !whole ? values : [joined(values, placeIn(only, environment))];
  }
  const pieces = children.map((child): ShellText => {
    const here = placeIn(child, environment);
    return child.type === 'Literal' ? { ...here, text: child.value, known: true } : joined(expandExpansion(child, environment), here);
  });
  return [compose(pieces, inside)];
}

const isList = (part: DoubleQuotedChild): boolean =>
  part.type === 'SimpleExpansion'
    ? part.text === '$@'
    : part.type === 'ParameterExpansion' && (part.parameter === '@' || part.index?.value === '@') && part.prefix === undefined;

/** @returns no field where the script says that there is nothing, one undetermined field where it does not say. */
function expandExpansion(part: WordPart & { readonly text: string }, environment: Environment): readonly ShellText[] {
  const here = placeIn(part, environment);
  const unknown: readonly ShellText[] = [{ ...here, text: undetermined(part.text), known: false }];
  if (part.type === 'SimpleExpansion') return lookUp(part.text.slice(1), environment) ?? unknown;
  if (part.type === 'ParameterExpansion') return expandParameter(part, environment) ?? unknown;
  if (part.type === 'ArithmeticExpansion') {
    const inside = part.text.replace(/^\$\(\(|\)\)$|^\$\[|\]$/g, '');
    const value = evaluateWithVariables(inside, environment);
    return value === undefined ? unknown : [{ ...here, text: String(value), known: true }];
  }
  if (part.type === 'CommandExpansion') {
    const output = environment.output(part);
    return output ? [output] : unknown;
  }
  return unknown;
}

/** Shell arithmetic: names stand for their variables. */
export function evaluateWithVariables(text: string, environment: Environment): number | undefined {
  let open = false;
  const replaced = text.replace(/\$?\{?([A-Za-z_#]\w*|#)\}?/g, (_, name: string) => {
    const values = lookUp(name, environment);
    const only = values?.length === 1 ? values[0]! : undefined;
    if (!only?.known || !/^\s*-?[\d.]+\s*$/.test(only.text)) open = true;
    return `(${only?.text ?? ''})`;
  });
  return open ? undefined : evaluateArithmetic(replaced, true);
}

/** What a variable or argument stands for; undefined where the script does not say. */
export function lookUp(name: string, environment: Environment): readonly ShellText[] | undefined {
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

// `${name}` with its index and operations: defaults, removals, replacements, lengths, slices and case.
import type { ParameterExpansionPart } from 'unbash';
import { evaluateWithVariables, expandToText, lookUp, placeIn, type Environment } from './expandWord';
import { globToRegExp, type ShellText, type Variable } from './shellText';

/** The values of `${...}`; undefined where the script does not say. */
export function expandParameter(part: ParameterExpansionPart, environment: Environment): readonly ShellText[] | undefined {
  const here = placeIn(part, environment);
  const variable = environment.variable(part.parameter);
  let values: readonly ShellText[] | undefined;
  if (part.index && variable?.kind === 'array') {
    values = part.index.value === '@' || part.index.value === '*' ? variable.items : itemOf(variable, expandToText(part.index, environment), environment);
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

/** The item of an array that an index names: a number, arithmetic, or the key of an associative one. */
function itemOf(variable: Variable & { readonly kind: 'array' }, index: ShellText, environment: Environment): readonly ShellText[] | undefined {
  if (!index.known) return undefined;
  const at = variable.keys ? variable.keys.indexOf(index.text) : evaluateWithVariables(index.text, environment);
  const item = at === undefined ? undefined : variable.items[at];
  return item && [item];
}

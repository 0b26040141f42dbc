// gin: `train.epochs = 10` in a file or a text binds the parameter `epochs` of the configurable `train`.
import { evaluate } from '../../expressions/expressions';
import type { FunctionTarget } from '../../state/targets';
import type { Machine } from '../../machine';
import { known, knownString, unknown, withOrigin, type Value } from '../../values';
import type { Span } from '../../../../model/source';
import { parsePython } from '../../../languages/python/pythonParser';
import { readNamed } from '../configurations/configFiles';
import { argumentOf, type Native, type NativeCall } from '../natives';

/** Included files that are followed. */
const deepest = 6;

const bindings = new WeakMap<Machine, Map<string, Value>>();
const macro = (name: string): string => `%${name}`;

function bindingsOf(machine: Machine): Map<string, Value> {
  let found = bindings.get(machine);
  if (!found) bindings.set(machine, (found = new Map()));
  return found;
}

/** `scope/module.function.parameter = value`, `MACRO = value`; a value goes on over lines while its brackets are open. */
const binding = /^([\w./]+)[ \t]*=[ \t]*(.*)$/;

function read(machine: Machine, context: NativeCall, path: string, text: string, depth = 0): void {
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index++) {
    const included = /^\s*include\s+['"](.+)['"]/.exec(lines[index]!)?.[1];
    const file = included !== undefined && depth < deepest ? readNamed(machine, path, included) : undefined;
    if (file) read(machine, context, file.path, file.text, depth + 1);
    const match = binding.exec(lines[index]!);
    if (!match) continue;
    const line = index;
    let written = match[2]!;
    while (isOpen(written) && index + 1 < lines.length) written += ` ${lines[++index]!.trim()}`;
    const column = lines[line]!.length - match[2]!.length;
    const span: Span = { path, line: line + 1, column, endLine: line + 1, endColumn: lines[line]!.length };
    const name = match[1]!.slice(match[1]!.lastIndexOf('/') + 1);
    bindingsOf(machine).set(
      name.includes('.') ? name.split('.').slice(-2).join('.') : macro(name),
      valueOf(machine, context, written.replace(/\s+#.*$/, ''), span),
    );
  }
}

const isOpen = (text: string): boolean => (text.match(/[([{]/g)?.length ?? 0) > (text.match(/[)\]}]/g)?.length ?? 0) || text.trim().endsWith('\\');

function valueOf(machine: Machine, context: NativeCall, written: string, span: Span): Value {
  const text = written.trim();
  if (/^%[\w.]+$/.test(text)) return { ...unknown('run-time', span, text), member: text.slice(1) };
  if (text.startsWith('@')) return unknown('run-time', span, text);
  const [statement] = parsePython(span.path, text).body;
  const value = statement?.kind === 'expression' ? evaluate(machine, context.frame, statement.value) : unknown('run-time', span);
  return value.kind === 'known' ? withOrigin(known(value.value, span), 'config') : { ...value, span };
}

const resolved = (machine: Machine, value: Value): Value =>
  value.kind === 'unknown' && value.member !== undefined && value.detail?.startsWith('%') ? (bindingsOf(machine).get(macro(value.member)) ?? value) : value;

const configurable = /(^|\.)gin\.(config\.)?(external_)?configurable$|(^|\.)gin\.(config\.)?register$/;

/** The parameters that bindings give to a configurable function, or to the constructor of a configurable class. */
export function ginArguments(machine: Machine, target: FunctionTarget, values: Map<string, Value>): void {
  const bound = bindings.get(machine);
  const decorators = target.owner && target.name === '__init__' ? target.owner.decorators : target.decorators;
  const decorator = bound && decorators.find((one) => configurable.test(one.kind === 'instance' ? one.callee : one.kind === 'reference' ? one.name : ''));
  if (!bound || !decorator) return;
  const name = (decorator.kind === 'instance' ? knownString(argumentOf(decorator.call, 'name_or_fn', 0)) : undefined) ?? target.owner?.name ?? target.name;
  for (const parameter of target.node.parameters) {
    const value = bound.get(`${name.slice(name.lastIndexOf('.') + 1)}.${parameter.name}`);
    if (value) values.set(parameter.name, resolved(machine, value));
  }
}

const parseFile: Native = (machine, context) => {
  const given = argumentOf(context.call, 'config_file', 0) ?? context.call.keywords.get('config_files');
  for (const item of given?.kind === 'sequence' ? given.items : given ? [given] : []) {
    const path = knownString(item);
    const file = path === undefined ? undefined : readNamed(machine, context.frame.unit.path, path);
    if (file) read(machine, context, file.path, file.text);
  }
  parseTexts(machine, context, argumentOf(context.call, 'bindings', 1));
  return known(null);
};

function parseTexts(machine: Machine, context: NativeCall, given: Value | undefined): void {
  for (const item of given?.kind === 'sequence' ? given.items : given ? [given] : []) {
    const text = knownString(item);
    if (text === undefined) continue;
    const before = new Map(bindingsOf(machine));
    read(machine, context, context.frame.unit.path, text);
    // Places in the text are not places in the file.
    for (const [name, value] of bindingsOf(machine)) if (before.get(name) !== value) bindingsOf(machine).set(name, { ...value, span: item.span } as Value);
  }
}

const parseText: Native = (machine, context) => {
  parseTexts(machine, context, argumentOf(context.call, 'bindings', 0));
  return known(null);
};

export const ginNatives: readonly (readonly [string, Native])[] = [
  ['gin.parse_config_file', parseFile],
  ['gin.parse_config_files_and_bindings', parseFile],
  ['gin.parse_config', parseText],
];

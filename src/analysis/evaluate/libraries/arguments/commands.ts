// Functions that a command line calls: click, typer, fire and Hydra fill their parameters from defaults or a launcher.
import { callValue } from '../calls';
import { runCommands } from '../functions';
import { resolveDotted } from '../imports';
import { reference, targetOf, type FunctionTarget, type Machine } from '../machine';
import { emptyArguments, knownBoolean, knownString, known, unknown, withOrigin, type CallArguments, type Instance, type Value } from '../values';
import { fastArguments } from './fastargs';
import { composeHydra } from './hydra';
import { toFloat, toInteger } from './builtins';
import { argumentOf, type Native } from './natives';

/** What decorators or a launcher give to parameters that a call leaves out; undefined for ordinary functions. */
export function commandArguments(machine: Machine, target: FunctionTarget, call: CallArguments): Map<string, Value> | undefined {
  const values = new Map<string, Value>();
  for (const decorator of target.decorators) {
    if (decorator.kind !== 'instance') continue;
    if (/(^|\.)click\.(option|argument)$|^rich_click\.(option|argument)$/.test(decorator.callee)) readOption(machine, decorator, values);
    else if (/(^|\.)hydra\.main$/.test(decorator.callee) && call.positional.length === 0) {
      const parameter = target.node.parameters[0];
      if (parameter) values.set(parameter.name, composeHydra(machine, decorator, target));
    }
  }
  if (target.decorators.length > 0) fastArguments(machine, target, values);
  for (const parameter of target.node.parameters) {
    const written = target.defaults.get(parameter.name);
    if (written?.kind === 'instance' && /(^|\.)typer\.(Option|Argument)$/.test(written.callee))
      values.set(parameter.name, typerDefault(machine, parameter.name, written));
  }
  return values.size > 0 ? values : undefined;
}

function readOption(machine: Machine, decorator: Instance, values: Map<string, Value>): void {
  const names = decorator.call.positional.map(knownString).filter((name) => name !== undefined);
  const parameter = (names.find((name) => !name.startsWith('-')) ?? names.find((name) => name.startsWith('--')) ?? names[0])
    ?.replace(/^-+/, '')
    .split('/')[0]!
    .replaceAll('-', '_');
  if (!parameter) return;
  const { keywords } = decorator.call;
  const flag = knownBoolean(keywords.get('is_flag')) === true || names.some((name) => name.includes('/'));
  const passed = machine.launcher.get(parameter);
  const written = keywords.get('default');
  const isArgument = decorator.callee.endsWith('argument');
  if (passed) values.set(parameter, convertTo(passed, keywords.get('type')));
  else if (written) values.set(parameter, withOrigin(convertTo(written, keywords.get('type')), 'argument-default', decorator.span));
  else if (flag) values.set(parameter, known(false, decorator.span, 'argument-default'));
  else if (isArgument || knownBoolean(keywords.get('required')) === true) values.set(parameter, unknown('required-argument', decorator.span, parameter));
  else values.set(parameter, known(null, decorator.span, 'argument-default'));
}

function convertTo(value: Value, type: Value | undefined): Value {
  if (value.kind !== 'known' || typeof value.value !== 'string' || type?.kind !== 'reference') return value;
  const number = /(^|\.)int$/i.test(type.name) ? toInteger(value.value) : /(^|\.)float$/i.test(type.name) ? toFloat(value.value) : undefined;
  return number === undefined ? value : { ...value, value: number };
}

function typerDefault(machine: Machine, name: string, written: Instance): Value {
  const value = argumentOf(written.call, 'default', 0);
  const passed = machine.launcher.get(name);
  if (passed) return passed;
  return value && value.kind === 'known'
    ? withOrigin(value, 'argument-default')
    : value && value.kind !== 'unknown'
      ? value
      : unknown('required-argument', written.span, name);
}

const callFirst: Native = (machine, { call, frame, place }) => {
  const callee = argumentOf(call, 'component', 0);
  if (!callee) return undefined;
  const given = new Map([...machine.launcher].filter(([name]) => targetHas(callee, name)));
  return callValue(machine, frame, callee, { ...emptyArguments, keywords: given }, place);
};

const targetHas = (callee: Value, name: string): boolean => {
  const target = targetOf(callee);
  return target?.type === 'function' && target.node.parameters.some((parameter) => parameter.name === name && !parameter.star);
};

export const commandNatives: readonly (readonly [string, Native])[] = [
  ['fire.Fire', callFirst],
  ['typer.run', callFirst],
  [
    'typer.Typer.__call__',
    (machine, { receiver, place }) => {
      if (receiver) runCommands(machine, receiver, place);
      return known(null);
    },
  ],
  ['hydra.utils.instantiate', (machine, context) => instantiateConfig(machine, context.call, context)],
];

/** Hydra's `_target_`: the object that a config describes. */
function instantiateConfig(machine: Machine, call: CallArguments, context: Parameters<Native>[1]): Value | undefined {
  const config = call.positional[0];
  if (config?.kind !== 'mapping') return undefined;
  const name = knownString(config.entries.get('_target_'));
  if (name === undefined) return undefined;
  const keywords = new Map<string, Value>();
  for (const [key, value] of config.entries) {
    if (key.startsWith('_')) continue;
    const nested =
      value.kind === 'mapping' && value.entries.has('_target_')
        ? machine.nested(() => instantiateConfig(machine, { ...emptyArguments, positional: [value] }, context), undefined)
        : undefined;
    keywords.set(key, nested ?? value);
  }
  for (const [key, value] of call.keywords) keywords.set(key, value);
  const callee = resolveDotted(machine, name, context.frame.unit.path) ?? reference(name);
  if (knownBoolean(config.entries.get('_partial_')) === true) return reference('partial', { type: 'partial', callee, call: { ...emptyArguments, keywords } });
  return callValue(machine, context.frame, callee, { positional: call.positional.slice(1), keywords, complete: call.complete }, context.place);
}

// Functions that a command line calls: click and typer fill their parameters from options, fire from a launcher's arguments, Hydra from a configuration.
import { getAttribute } from '../../expressions/attributes';
import { callValue } from '../../calls/calls';
import { runCommands } from '../../calls/functions';
import { makeInstance, type Machine } from '../../machine';
import { targetOf, type FunctionTarget } from '../../state/targets';
import {
  emptyArguments,
  isNone,
  knownBoolean,
  knownString,
  known,
  mapping,
  sequence,
  unknown,
  type CallArguments,
  type Instance,
  type Value,
} from '../../values';
import { hydraArgument } from '../configurations/hydraEntries';
import { argumentOf, type Native, type NativeCall } from '../natives';
import { toFloat, toInteger } from '../numbers';
import { wrappedArguments } from './dataclassParsers';
import { asDefault, instead, optionName } from './given';
import { injectedArguments } from '../injection/injected';

const clickOption = /(^|\.)(rich_)?(async)?click\.(option|argument)$/;
const typerOption = /(^|\.)typer\.(Option|Argument)$/;

/** What decorators or a launcher give to parameters that a call leaves out; undefined for ordinary functions. */
export function commandArguments(machine: Machine, target: FunctionTarget, call: CallArguments): Map<string, Value> | undefined {
  const values = new Map<string, Value>();
  for (const decorator of target.decorators) {
    const name = decorator.kind === 'instance' ? decorator.callee : decorator.kind === 'reference' ? decorator.name : '';
    if (decorator.kind === 'instance' && clickOption.test(name)) readOption(machine, decorator, target, values);
    else if (/(^|\.)(rich_)?click\.pass_(context|obj)$/.test(name)) passContext(machine, target, name, values);
    else if (decorator.kind === 'instance' && /(^|\.)hydra\.main$/.test(name) && call.positional.length === 0) {
      const parameter = target.node.parameters[0];
      if (parameter) values.set(parameter.name, hydraArgument(machine, decorator, target));
    } else if (call.positional.length === 0) for (const [key, value] of wrappedArguments(machine, target, decorator, decorator.span)) values.set(key, value);
  }
  if (target.decorators.length > 0) injectedArguments(machine, target, values);
  for (const parameter of target.node.parameters) {
    const written = target.defaults.get(parameter.name);
    if (written?.kind === 'instance' && typerOption.test(written.callee)) values.set(parameter.name, typerDefault(machine, parameter.name, written));
  }
  if (values.size === 0 && isCommand(machine, target)) for (const [name, value] of launched(machine, target)) values.set(name, value);
  return values.size > 0 ? values : undefined;
}

/** Parameters of a typer command are options even without saying so. */
const isCommand = (machine: Machine, target: FunctionTarget): boolean =>
  machine.launcher.size > 0 && [...machine.commands.values()].some((commands) => commands.includes(target));

const launched = (machine: Machine, target: FunctionTarget): Map<string, Value> =>
  new Map(
    target.node.parameters.flatMap(({ name, star }) => {
      const value = star ? undefined : machine.launcher.get(name);
      return value ? [[name, instead(value, target.defaults.get(name))] as const] : [];
    }),
  );

function readOption(machine: Machine, decorator: Instance, target: FunctionTarget, values: Map<string, Value>): void {
  const names = decorator.call.positional.map(knownString).filter((name) => name !== undefined);
  const written = names.find((name) => !name.startsWith('-')) ?? names.find((name) => name.startsWith('--')) ?? names[0];
  const parameter = written && optionName(written.split('/')[0]!).toLowerCase();
  if (!parameter) return;
  const { keywords } = decorator.call;
  const flag = knownBoolean(keywords.get('is_flag')) === true || names.some((name) => name.includes('/'));
  const passed = [parameter, ...names.map((name) => optionName(name.split('/')[0]!))].map((name) => machine.launcher.get(name)).find(Boolean);
  const standard = clickDefault(decorator, parameter, flag);
  const value = passed ? instead(convertTo(passed, keywords.get('type')), standard) : standard;
  const callback = keywords.get('callback');
  values.set(parameter, callback && !isNone(callback) ? called(machine, target, callback, value, decorator) : value);
}

function clickDefault(decorator: Instance, parameter: string, flag: boolean): Value {
  const { keywords } = decorator.call;
  const written = keywords.get('default');
  if (written) return asDefault(convertTo(written, keywords.get('type')), decorator.span);
  if (flag) return known(false, decorator.span, 'argument-default');
  const isRequired = decorator.callee.endsWith('argument') ? knownBoolean(keywords.get('required')) !== false : knownBoolean(keywords.get('required')) === true;
  if (isRequired || knownBoolean(keywords.get('prompt')) === true || knownString(keywords.get('prompt')) !== undefined)
    return unknown('required-argument', decorator.span, parameter);
  return knownBoolean(keywords.get('multiple')) === true ? sequence([], decorator.span, 'tuple') : known(null, decorator.span, 'argument-default');
}

/** `callback(context, parameter, value)` gives what the function gets. */
function called(machine: Machine, target: FunctionTarget, callback: Value, value: Value, decorator: Instance): Value {
  if (!targetOf(callback)) return value.kind === 'known' ? unknown('run-time', decorator.span) : value;
  const place = decorator.span as NativeCall['place'];
  const frame = { scope: target.closure, unit: target.unit, returned: [] };
  const result = callValue(machine, frame, callback, { ...emptyArguments, positional: [contextOf(machine), known(null), value] }, place);
  return result.kind === 'known' && value.kind === 'known' ? { ...value, value: result.value } : result;
}

function convertTo(value: Value, type: Value | undefined): Value {
  if (value.kind !== 'known' || typeof value.value !== 'string') return value;
  const name = type?.kind === 'reference' ? type.name : type?.kind === 'instance' ? type.callee : '';
  const number = /(^|\.)int(Range)?$/i.test(name) ? toInteger(value.value) : /(^|\.)float(Range)?$/i.test(name) ? toFloat(value.value) : undefined;
  return number === undefined ? value : { ...value, value: number };
}

const contexts = new WeakMap<Machine, Instance>();

/** click's context: one object that a group and its commands share. */
function contextOf(machine: Machine): Instance {
  let context = contexts.get(machine);
  if (!context) {
    contexts.set(machine, (context = makeInstance(machine, 'click.Context', emptyArguments, undefined)));
    context.attributes.set('obj', known(null));
    context.attributes.set('invoked_subcommand', unknown('required-argument', undefined, 'command'));
  }
  return context;
}

function passContext(machine: Machine, target: FunctionTarget, name: string, values: Map<string, Value>): void {
  const parameter = target.node.parameters[target.owner ? 1 : 0];
  const context = contextOf(machine);
  if (parameter) values.set(parameter.name, name.endsWith('obj') ? (context.attributes.get('obj') ?? known(null)) : context);
}

const ensureObject: Native = (_machine, { receiver, place }) => {
  if (receiver?.kind !== 'instance') return undefined;
  const object = receiver.attributes.get('obj');
  if (!object || isNone(object)) receiver.attributes.set('obj', mapping(new Map(), place));
  return receiver.attributes.get('obj');
};

/** `ctx.invoke(train, epochs=3)`. */
const invoke: Native = (machine, { call, frame, place }) => {
  const [callee, ...positional] = call.positional;
  return callee && callValue(machine, frame, callee, { ...call, positional, places: undefined }, place);
};

function typerDefault(machine: Machine, name: string, written: Instance): Value {
  const value = argumentOf(written.call, 'default', 0);
  const isRequired = !value || value.kind === 'unknown' || (value.kind === 'reference' && value.name === 'Ellipsis');
  const factory = written.call.keywords.get('default_factory');
  const standard = isRequired ? unknown('required-argument', written.span, factory ? undefined : name) : asDefault(value, written.span);
  const flags = written.call.positional
    .slice(1)
    .map(knownString)
    .filter((flag) => flag !== undefined);
  const passed = [name, ...flags.map(optionName)].map((option) => machine.launcher.get(option)).find(Boolean);
  return passed ? instead(passed, standard) : standard;
}

const withLauncher = (machine: Machine, callee: Value): CallArguments => {
  const target = targetOf(callee);
  const names = target?.type === 'function' ? launched(machine, target) : new Map<string, Value>();
  return { ...emptyArguments, keywords: names };
};

/** fire calls what it is given: a function, a class and then its methods, the functions of a dictionary, or of the module. */
const fire: Native = (machine, context) => {
  const component = argumentOf(context.call, 'component', 0);
  const chosen = knownString(machine.words[0]);
  if (component?.kind === 'mapping')
    return callEach(machine, context, chosen && component.entries.has(chosen) ? [component.entries.get(chosen)!] : [...component.entries.values()]);
  if (!component) {
    const { variables } = context.frame.scope.module.scope;
    const own = machine.functions.filter((target) => !target.owner && target.unit.path === context.frame.unit.path && !target.called);
    const named = chosen === undefined ? undefined : variables.get(chosen);
    return callEach(machine, context, named ? [named] : own.map((target) => variables.get(target.name)).filter((value) => value !== undefined));
  }
  const result = callValue(machine, context.frame, component, withLauncher(machine, component), context.place);
  return result.kind === 'instance' && targetOf(result.classTarget as Value | undefined)?.type === 'class'
    ? callMethods(machine, context, result, chosen)
    : result;
};

/** Each from the same state: only one of them runs. */
function callEach(machine: Machine, { frame, place }: NativeCall, callees: readonly Value[]): Value {
  for (const callee of callees) if (targetOf(callee)) machine.trail.attempt(() => callValue(machine, frame, callee, withLauncher(machine, callee), place));
  return known(null);
}

function callMethods(machine: Machine, context: NativeCall, object: Instance, chosen: string | undefined): Value {
  const target = targetOf(object.classTarget as Value | undefined);
  if (target?.type !== 'class') return known(null);
  const own = [...target.namespace.keys()].filter((name) => !name.startsWith('_') && targetOf(target.namespace.get(name))?.type === 'function');
  const names = chosen !== undefined && own.includes(chosen) ? [chosen] : own;
  return callEach(
    machine,
    context,
    names.map((name) => getAttribute(machine, context.frame, object, name, context.place)),
  );
}

const callFirst: Native = (machine, { call, frame, place }) => {
  const callee = argumentOf(call, 'function', 0);
  return callee && callValue(machine, frame, callee, withLauncher(machine, callee), place);
};

export const commandNatives: readonly (readonly [string, Native])[] = [
  ['fire.Fire', fire],
  ['fire.core.Fire', fire],
  ['typer.run', callFirst],
  ['click.Context.ensure_object', ensureObject],
  ['click.Context.invoke', invoke],
  ['click.Context.forward', invoke],
  ['click.get_current_context', (machine) => contextOf(machine)],
  [
    'typer.Typer.__call__',
    (machine, { receiver, place }) => {
      if (receiver) runCommands(machine, receiver, place);
      return known(null);
    },
  ],
];

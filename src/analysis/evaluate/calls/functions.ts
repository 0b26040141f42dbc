// Workspace functions: definition and calls.
import { rememberGenerator } from './generators';
import type { Expression, Parameter } from '../../languages/python/syntax/expressions';
import type { FunctionStatement } from '../../languages/python/syntax/statements';
import type { Place } from '../../languages/python/positions';
import { evaluate } from '../expressions/expressions';
import { commandArguments } from '../libraries/arguments/commands';
import { runAutomain } from '../libraries/injection/sacred';
import { callDepthLimit, makeInstance, placeOf, type Machine } from '../machine';
import { reference, targetOf, type ClassTarget, type Frame, type FunctionTarget, type Scope } from '../state/targets';
import { runBlock } from '../statements/statements';
import { choice, emptyArguments, known, mapping, sequence, unknown, withOrigin, type CallArguments, type Value } from '../values';
import { withoutGradients } from './withoutGradients';

export function defineFunction(machine: Machine, frame: Frame, node: FunctionStatement): void {
  const defaults = new Map<string, Value>();
  for (const parameter of node.parameters) {
    if (parameter.default)
      defaults.set(parameter.name, withOrigin(evaluate(machine, frame, parameter.default), 'argument-default', placeOf(frame.unit, parameter.default)));
  }
  const decorators = node.decorators.map((decorator) => evaluate(machine, frame, decorator));
  const names = decorators.map((decorator) => (decorator.kind === 'reference' ? decorator.name : ''));
  const binding = names.includes('staticmethod')
    ? 'static'
    : names.includes('classmethod')
      ? 'class'
      : names.some((name) => name === 'property' || name.endsWith('cached_property'))
        ? 'property'
        : undefined;
  const closure = frame.scope.kind === 'class' ? frame.scope.parent! : frame.scope;
  const target: FunctionTarget = {
    type: 'function',
    name: node.name,
    node,
    unit: frame.unit,
    closure,
    defaults,
    decorators,
    owner: frame.owner,
    binding,
    called: false,
  };
  machine.functions.push(target);
  for (const decorator of node.decorators) registerCommand(machine, frame, decorator, target);
  const span = placeOf(frame.unit, { from: node.from, to: node.headTo });
  // `@rate.setter` adds to the property rather than taking its name.
  const accessor = node.decorators.find((decorator) => decorator.kind === 'attribute' && /^(setter|deleter|getter)$/.test(decorator.name));
  if (accessor?.kind === 'attribute' && accessor.name !== 'getter') {
    machine.trail.set(frame.scope.variables, `${node.name}.${accessor.name}`, reference(node.name, target, span));
    return;
  }
  machine.trail.set((frame.scope.outer?.get(node.name) ?? frame.scope).variables, node.name, decorated(decorators, reference(node.name, target, span)));
  if (decorators.length > 0) runAutomain(machine, target);
}

/** `@app.command()`: calling the application, a typer object or a click group, runs its commands. */
function registerCommand(machine: Machine, frame: Frame, decorator: Expression, target: FunctionTarget): void {
  const callee = decorator.kind === 'call' ? decorator.callee : decorator;
  if (callee.kind !== 'attribute' || callee.name !== 'command' || callee.object.kind !== 'name') return;
  const application = evaluate(machine, frame, callee.object);
  const owner = application.kind === 'instance' ? application : functionOf(application);
  if (owner) machine.commands.set(owner, [...(machine.commands.get(owner) ?? []), target]);
}

/** Runs the commands of an application, each from the same state. */
export function runCommands(machine: Machine, owner: object, place: Place): void {
  for (const command of machine.commands.get(owner) ?? [])
    if (!machine.callStack.includes(command)) machine.trail.attempt(() => callFunction(machine, command, emptyArguments, place));
}

/** A workspace class as decorator (a registry's, say) and library decorators leave the function what it is. */
const decorated = (_decorators: readonly Value[], value: Value): Value => value;

export function callFunction(machine: Machine, target: FunctionTarget, call: CallArguments, place: Place, self?: Value, owner?: ClassTarget): Value {
  target.called = true;
  const active = machine.callStack.filter((other) => other === target).length;
  if (active >= mostActive(target, call) || machine.callStack.length >= callDepthLimit) return unknown('gave-up', place, target.name);
  const scope: Scope = { variables: machine.trail.newStore(), parent: target.closure, module: target.closure.module, outer: new Map(), kind: 'function' };
  const frame: Frame = {
    scope,
    unit: target.unit,
    function: target,
    returned: [],
    yielded: isGenerator(target) ? [] : undefined,
    self,
    owner: owner ?? target.owner,
  };
  bind(machine, target, call, scope);
  machine.callStack.push(target);
  machine.callPlaces.push(place);
  machine.listener.followed?.(target, frame, machine);
  const { context } = machine;
  for (const value of target.decorators)
    if (value.kind === 'instance' && withoutGradients.test(value.callee)) machine.context = { value, place, outer: context };
  const result = runBody(machine, frame, target);
  machine.context = context;
  machine.callStack.pop();
  machine.callPlaces.pop();
  if (machine.commands.has(target)) runCommands(machine, target, place);
  return result;
}

/** Calls of one function inside itself that are followed: two, a network's own depth where a module is made of smaller ones of its kind, one where data are walked. */
function mostActive(target: FunctionTarget, { positional, keywords }: CallArguments): number {
  const given = [...positional.slice(target.owner && target.binding !== 'static' ? 1 : 0), ...keywords.values()];
  if (target.name === '__init__') return given.every((value) => value.kind !== 'unknown' && value.kind !== 'choice') ? nestedParts : 2;
  return given[0] && isOpen(given[0]) && !given.some((value) => value.kind === 'known') ? 1 : 2;
}

/** Something of the data (`for child in node.children`): a function that goes on with it learns nothing new. */
const isOpen = (value: Value): boolean => value.kind === 'unknown' || (value.kind === 'instance' && (value.role ?? value.receiver) !== undefined);

const nestedParts = 8;

const isGenerator = (target: FunctionTarget): boolean => target.node.kind === 'function' && target.node.generator;

function runBody(machine: Machine, frame: Frame, target: FunctionTarget): Value {
  if (target.node.kind === 'lambda') return evaluate(machine, frame, target.node.body);
  const completion = runBlock(machine, frame, target.node.body);
  if (frame.yielded) rememberGenerator(frame.yielded, frame);
  if (frame.yielded) return sequence(frame.yielded, undefined, 'generator', !frame.yieldsMore && completion === 'normal');
  if (completion === 'raise' && frame.returned.length === 0) return makeInstance(machine, 'sys.exit', emptyArguments, undefined);
  if (frame.returned.length === 0) return known(null);
  return choice(completion === 'normal' ? [...frame.returned, known(null)] : frame.returned);
}

/** Parameters get the call's arguments, what a command line's decorators or launcher say, their defaults, or the lack of one. */
function bind(machine: Machine, target: FunctionTarget, call: CallArguments, scope: Scope): void {
  const { parameters } = target.node;
  const rest = new Map(call.keywords);
  const fromCommand = commandArguments(machine, target, call);
  let position = 0;
  for (const parameter of parameters) {
    if (parameter.star === 1) {
      if (parameter.name) scope.variables.set(parameter.name, sequence(call.positional.slice(position), undefined, 'tuple', call.complete));
      position = call.positional.length;
      continue;
    }
    if (parameter.star === 2) {
      const more = new Map([...(fromCommand ?? []), ...rest]);
      scope.variables.set(parameter.name, mapping(more, undefined, call.complete));
      continue;
    }
    let value: Value | undefined = rest.get(parameter.name);
    if (value) rest.delete(parameter.name);
    else if (!parameter.keywordOnly && position < call.positional.length) value = call.positional[position++]!;
    value ??= fromCommand?.get(parameter.name);
    fromCommand?.delete(parameter.name);
    scope.variables.set(parameter.name, value ?? target.defaults.get(parameter.name) ?? suppliedBy(target, parameter) ?? missing(target, parameter));
  }
}

/** accelerate 1.13 utils/memory.py find_executable_batch_size.starting_batch_size */
const usualStartingBatch = 128;

/** `@find_executable_batch_size(starting_batch_size=64)` calls the function with that size first, and with smaller ones only where memory runs out. */
function suppliedBy(target: FunctionTarget, parameter: Parameter): Value | undefined {
  if (target.node.parameters[0] !== parameter) return undefined;
  const finder = target.decorators.find((value) =>
    /(^|\.)find_executable_batch_size$/.test(value.kind === 'instance' ? value.callee : value.kind === 'reference' ? value.name : ''),
  );
  if (!finder) return undefined;
  const given = finder.kind === 'instance' ? finder.call.keywords.get('starting_batch_size') : undefined;
  return given ?? { ...known(usualStartingBatch, finder.span, 'library-default'), source: 'accelerate 1.13 find_executable_batch_size.starting_batch_size' };
}

function missing(target: FunctionTarget, parameter: Parameter): Value {
  return unknown('required-argument', placeOf(target.unit, parameter), parameter.name);
}

export const functionOf = (value: Value | undefined): FunctionTarget | undefined => {
  const target = targetOf(value);
  return target?.type === 'function' ? target : target?.type === 'method' ? target.function : undefined;
};

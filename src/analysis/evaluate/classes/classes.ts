// Workspace classes: definition, instantiation, and the fields of dataclasses and their kin.
import type { ClassStatement } from '../../languages/python/syntax/statements';
import type { Place } from '../../languages/python/positions';
import { findInClass, lineageOf } from './classLookup';
import { callMethod, callValue } from '../calls/calls';
import { evaluate, evaluateArguments } from '../expressions/expressions';
import { isEnumeration, nameMembers } from './enumerations';
import { callFunction } from '../calls/functions';
import { natives } from '../libraries/natives';
import { fillDictionary, isDictionary } from './dictionaryClasses';
import { makeInstance, placeOf, type Machine } from '../machine';
import { reference, targetOf, type ClassTarget, type Frame, type Scope } from '../state/targets';
import { switchedOn } from '../libraries/arguments/switches';
import { canonicalName } from '../modules/names';
import { runBlock } from '../statements/statements';
import { emptyArguments, knownString, unknown, withOrigin, type CallArguments, type Instance, type Reference, type Value } from '../values';

export function defineClass(machine: Machine, frame: Frame, node: ClassStatement): void {
  const { positional, keywords } = evaluateArguments(machine, frame, node);
  const decorators = node.decorators.map((decorator) => evaluate(machine, frame, decorator));
  const scope: Scope = {
    variables: machine.trail.newStore(),
    parent: frame.scope.kind === 'class' ? frame.scope.parent : frame.scope,
    module: frame.scope.module,
    outer: new Map(),
    kind: 'class',
  };
  const libraryBases = [...new Set(positional.flatMap(libraryNamesOf))];
  const target: ClassTarget = {
    type: 'class',
    name: node.name,
    node,
    unit: frame.unit,
    bases: positional,
    libraryBases,
    namespace: scope.variables,
    decorators,
    keywords,
    fields: [],
  };
  machine.classes.push(target);
  runBlock(machine, { scope, unit: frame.unit, function: frame.function, returned: [], owner: target }, node.body);
  nameMembers(target);
  machine.trail.set((frame.scope.outer?.get(node.name) ?? frame.scope).variables, node.name, reference(node.name, target, placeOf(frame.unit, node)));
}

function libraryNamesOf(base: Value): readonly string[] {
  if (base.kind === 'instance') return []; // a class made by a call
  if (base.kind !== 'reference') return [];
  const target = targetOf(base);
  return target?.type === 'class' ? target.libraryBases : target ? [] : plainBases.test(base.name) ? [] : [canonicalName(base.name)];
}

/** Bases that say nothing about what an object is. */
const plainBases = /^(object|abc\.ABC|typing\.(Generic|Protocol)|dict|list|str|int|float|Exception)$/;

const fieldDecorator = /(^|\.)(dataclass|dataclasses|define|attrs|s|frozen|configclass)$/;
const fieldBases =
  /(^|\.)(NamedTuple|BaseModel|BaseSettings|TypedDict|Struct|PretrainedConfig|PyTreeNode)$|^flax\.(linen\.)?([\w.]+\.)?Module$|^equinox\.([\w.]+\.)?Module$/;

/** Whether annotated names of the class body are what its constructor takes. */
export function hasFields(target: ClassTarget): boolean {
  if (target.fields.length === 0 && target.bases.length === 0) return false;
  const byDecorator = target.decorators.some((decorator) => {
    const name = decorator.kind === 'reference' ? decorator.name : decorator.kind === 'instance' ? decorator.callee : '';
    return fieldDecorator.test(name);
  });
  if (byDecorator || target.libraryBases.some((name) => fieldBases.test(name) && target.fields.length > 0)) return true;
  return target.bases.some((base) => {
    const parent = targetOf(base);
    return parent?.type === 'class' && hasFields(parent);
  });
}

/** Attribute of an object whose constructor was not followed to its end: it may hold more than is seen. */
const unbuilt = '\0unbuilt';

const configNode = /^(yacs|fvcore|detectron2)\.[\w.]*(CfgNode|CN)$/;

export function instantiate(machine: Machine, frame: Frame, callee: Reference, target: ClassTarget, call: CallArguments, place: Place, inside?: Place): Value {
  if (isEnumeration(target)) return call.positional[0] ?? unknown('run-time', place);
  // A configuration node with methods of the program's own (`class ConfigNode(yacs.config.CfgNode)`) is kept as the mapping that its base is.
  const node = target.libraryBases.find((name) => configNode.test(name));
  const asNode = node && natives.get(node)?.(machine, { name: node, call, place, frame });
  if (asNode) return asNode;
  const instance = makeInstance(machine, target.name, call, place, {
    bases: target.libraryBases,
    classTarget: callee,
    given: call,
    callSpan: place,
    argumentsSpan: inside,
  });
  machine.made.push(instance);
  const constructor = findInClass(target, '__init__');
  const init = targetOf(constructor?.value);
  if (init?.type === 'function') {
    if (target.libraryBases.length > 0) (instance as { call: CallArguments }).call = emptyArguments;
    const made = callFunction(machine, init, { ...call, positional: [instance, ...call.positional], places: undefined }, place, instance, constructor!.owner);
    if (machine.exhausted || (made.kind === 'unknown' && made.reason === 'gave-up')) instance.attributes.set(unbuilt, machine.gaveUp(place));
  } else if (hasFields(target)) fillFields(machine, frame, instance, target, call, place);
  else if (isDictionary(target)) fillDictionary(machine, instance, call);
  const event = { instance, place, loop: machine.loop, guard: machine.guard, context: machine.context, frame, unit: frame.unit };
  if (target.libraryBases.length > 0) machine.listener.call(event, machine);
  return instance;
}

/** Gives the fields their arguments or defaults; `overrides` are values from a command line or config. */
export function fillFields(
  machine: Machine,
  frame: Frame,
  instance: Instance,
  target: ClassTarget,
  call: CallArguments,
  place: Place,
  overrides?: ReadonlyMap<string, Value>,
): void {
  let position = 0;
  const seen = new Set<string>();
  for (const owner of lineageOf(target)) {
    for (const field of owner.fields) {
      const again = seen.has(field.name);
      seen.add(field.name);
      const given = call.keywords.get(field.name) ?? overrides?.get(field.name) ?? (again ? undefined : call.positional[position]);
      if (!again && !call.keywords.has(field.name) && position < call.positional.length) position++;
      const value = given ?? fieldDefault(machine, frame, field.default, field.place);
      instance.attributes.set(field.name, (value && switchedOn(value, field.name)) ?? unknown('required-argument', field.place, field.name));
    }
  }
  callMethod(machine, frame, instance, '__post_init__', place);
}

function fieldDefault(machine: Machine, frame: Frame, written: Value | undefined, place: Place): Value | undefined {
  const latest = written;
  if (!latest) return undefined;
  if (latest.kind === 'instance' && !latest.role && /(^|\.)(field|Field|attrib|ib|HfArg|ArgumentField)$/.test(latest.callee)) {
    const { keywords, positional } = latest.call;
    const factory = keywords.get('default_factory') ?? keywords.get('factory');
    if (factory) return withOrigin(callValue(machine, frame, factory, emptyArguments, place), 'argument-default', place);
    const value = keywords.get('default') ?? positional[0];
    if (!value || (value.kind === 'reference' && value.name.endsWith('MISSING')) || (value.kind === 'known' && knownString(value) === '???')) return undefined;
    return withOrigin(value, 'argument-default', place);
  }
  return withOrigin(latest, 'argument-default', place);
}

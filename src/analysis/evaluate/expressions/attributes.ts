// `object.name`.
import type { Place } from '../../languages/python/positions';
import { callFunction } from '../calls/functions';
import { findInClass, libraryBasesOf } from '../classes/classLookup';
import { submodule } from '../modules/imports';
import { makeInstance, type Machine } from '../machine';
import { native, reference, targetOf, type ClassTarget, type Frame, type FunctionTarget, type MethodTarget } from '../state/targets';
import { containerMethod } from '../methods/containers';
import { numberMethod } from '../methods/numbers';
import { stringMethod } from '../methods/strings';
import { containedModule } from '../libraries/moduleContainers';
import { libraryConstant } from '../libraries/constants';
import { measuredAttribute } from '../libraries/measuredTensors';
import { lookUp } from './expressions';
import { asDictionary, fillDictionary, isDictionary } from '../classes/dictionaryClasses';
import { namedTupleMember } from '../classes/namedTuples';
import { nextElement } from '../statements/nextElement';
import { choice, emptyArguments, known, mapping, unknown, type Instance, type Known, type Reference, type Sequence, type Value } from '../values';

export function getAttribute(machine: Machine, frame: Frame, object: Value, name: string, place: Place): Value {
  switch (object.kind) {
    case 'reference':
      return ofReference(machine, frame, object, name, place);
    case 'instance':
      return ofInstance(machine, object, name, place);
    case 'mapping':
      return containerMethod(machine, object, name) ?? object.entries.get(name) ?? unknown('run-time', place, name);
    case 'sequence':
      if (name === '__next__')
        return native(name, (_machine, _call, at) => nextElement(machine, frame, object, { ...emptyArguments, positional: [object] }, at));
      return memberPart(object, name, place) ?? containerMethod(machine, object, name) ?? unknown('run-time', place, name);
    case 'known':
      if (name === 'value') return object;
      return (
        memberPart(object, name, place) ??
        (typeof object.value === 'string' ? stringMethod(object, name) : numberMethod(object, name)) ??
        unknown('run-time', place, name)
      );
    case 'choice':
      return choice(object.options.map((option) => getAttribute(machine, frame, option, name, place)));
    case 'unknown':
      return { ...unknown(object.reason, object.span ?? place, object.detail ?? name, [object]), member: name };
  }
}

/** An enumeration's member is kept as its value, which knows its name. */
function memberPart(object: Known | Sequence, name: string, place: Place): Value | undefined {
  if (object.member === undefined) return undefined;
  return name === 'name' ? known(object.member, place, 'derived', [object]) : name === 'value' ? object : undefined;
}

/** Whether a library's decorator stands above a function, or above the class whose method it is. */
function isHosted(target: FunctionTarget | MethodTarget): boolean {
  const { decorators, owner } = target.type === 'method' ? target.function : target;
  return [...decorators, ...(owner?.decorators ?? [])].some(
    (decorator) => decorator.kind === 'instance' || (decorator.kind === 'reference' && !decorator.target),
  );
}

function ofReference(machine: Machine, frame: Frame, object: Reference, name: string, place: Place): Value {
  const target = targetOf(object);
  switch (target?.type) {
    case 'module': {
      if (name === '__dict__') return mapping(target.module.scope.variables, place, false);
      const value = target.module.scope.variables.get(name) ?? submodule(machine, target.module, name);
      if (value) return value;
      return target.module.starImports.length > 0
        ? (lookUp({ ...frame, scope: target.module.scope }, name) ?? unknown('run-time', place, name))
        : unknown('run-time', place, name);
    }
    case 'class': {
      const found = findInClass(target, name);
      if (found) return bindTo(machine, found.value, object, found.owner, true);
      const library = libraryBasesOf(target)[0];
      return library ? reference(`${library}.${name}`) : unknown('run-time', place, name);
    }
    case 'function':
    case 'method':
      // Modal's, Ray's and Beam's decorators give a function ways to be called elsewhere.
      if (/^(remote|local|spawn|remote_gen|delay)$/.test(name) && isHosted(target)) return object;
      return unknown('run-time', place, name);
    case 'super': {
      const found = findInClass(target.after, name, true);
      if (found) return bindTo(machine, found.value, target.self, found.owner, false);
      return superMethod(machine, target.self, target.after, name);
    }
    case undefined: {
      const qualified = `${object.name}.${name}`;
      return machine.librarySettings.get(qualified) ?? libraryConstant(qualified, place) ?? reference(qualified, undefined, place);
    }
    default:
      return name === '__name__' ? unknown('run-time', place) : unknown('run-time', place, name);
  }
}

/** A method of a library's base class, called through `super()`: `__init__` tells what the object was made with. */
function superMethod(machine: Machine, self: Value, after: ClassTarget, name: string): Value {
  const library = libraryBasesOf(after)[0];
  if (self.kind === 'instance' && !library && isDictionary(after)) {
    const dictionary = asDictionary(self);
    return name === '__init__'
      ? native(name, (machine, call) => {
          fillDictionary(machine, self, call);
          return unknown('run-time');
        })
      : ((dictionary && containerMethod(machine, dictionary, name)) ?? native(name, (_machine, _call, place) => unknown('run-time', place)));
  }
  // a class method of the library's class, asked of the class itself: `super().from_pretrained(name)`
  if (self.kind === 'reference' && library && !name.startsWith('__')) return reference(`${library}.${name}`);
  if (self.kind !== 'instance' || !library) return native(name, (_machine, _call, place) => unknown('run-time', place));
  if (name === '__init__')
    return native('__init__', (_machine, call) => {
      (self as { call: Instance['call'] }).call = call;
      return unknown('run-time');
    });
  return makeInstance(machine, `${library}.${name}`, emptyArguments, undefined, { role: 'attribute', receiver: self });
}

function ofInstance(machine: Machine, object: Instance, name: string, place: Place): Value {
  const own = object.attributes.get(name) ?? containedModule(object, name);
  if (own) return own;
  const target = targetOf(object.classTarget as Value | undefined);
  if (name === '__dict__' && target) return mapping(object.attributes, place, false);
  if (target?.type === 'class') {
    const found = findInClass(target, name);
    if (found) {
      const property = targetOf(found.value);
      if (property?.type === 'function' && property.binding === 'property')
        return callFunction(machine, property, { positional: [object], keywords: new Map(), complete: true }, place, object);
      return bindTo(machine, found.value, object, found.owner, false);
    }
    const more = namedTupleMember(machine, object, name) ?? ofDictionary(machine, object, name) ?? asked(machine, object, target, name, place);
    if (more) return more;
  } else if (name.startsWith('_')) {
    const member = namedTupleMember(machine, object, name);
    if (member) return member;
  }
  const measured = measuredAttribute(machine, object, name, place);
  if (measured) return measured;
  const described = machine.listener.attribute?.(object, name, machine);
  if (described) return described;
  if (object.callee === 'argparse.Namespace' || (target && object.bases.length === 0)) return unknown('run-time', place, name);
  const before = machine.memberOf(object, name);
  if (before) return before;
  const owner = object.bases[0] ?? object.callee;
  return machine.rememberMember(object, name, makeInstance(machine, `${owner}.${name}`, emptyArguments, place, { role: 'attribute', receiver: object }));
}

function ofDictionary(machine: Machine, object: Instance, name: string): Value | undefined {
  const dictionary = asDictionary(object);
  return dictionary && containerMethod(machine, dictionary, name);
}

/** What the class's `__getattr__` says of an attribute that isn't there. */
function asked(machine: Machine, object: Instance, target: ClassTarget, name: string, place: Place): Value | undefined {
  const found = name.startsWith('__') ? undefined : findInClass(target, '__getattr__');
  const method = targetOf(found?.value);
  if (method?.type !== 'function') return undefined;
  return machine.nested(
    () => callFunction(machine, method, { ...emptyArguments, positional: [object, known(name, place)] }, place, object, found!.owner),
    undefined,
  );
}

/** A function found in a class becomes a method of the object it was found through. */
function bindTo(_machine: Machine, value: Value, self: Value, owner: ClassTarget, throughClass: boolean): Value {
  const target = targetOf(value);
  if (target?.type !== 'function' || target.binding === 'static') return value;
  if (throughClass && target.binding !== 'class') return value;
  return reference(target.name, { type: 'method', function: target, self, owner }, value.span);
}

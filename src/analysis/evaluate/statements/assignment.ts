// Binds values to targets: names, attributes, items and unpackings.
import type { Expression } from '../../languages/python/syntax/expressions';
import { callMethod } from '../calls/calls';
import { evaluate } from '../expressions/expressions';
import { makeInstance, placeOf, type Machine } from '../machine';
import { targetOf, type Frame } from '../state/targets';
import { itemKey } from '../expressions/subscripts';
import { findInClass } from '../classes/classLookup';
import { callFunction } from '../calls/functions';
import { namedFields } from '../classes/namedTuples';
import { emptyArguments, known, knownNumber, unknown, type Instance, type Mapping, type Sequence, type Value } from '../values';

export function assign(machine: Machine, frame: Frame, target: Expression, value: Value): void {
  switch (target.kind) {
    case 'name':
      machine.trail.set((frame.scope.outer?.get(target.name) ?? frame.scope).variables, target.name, value);
      return;
    case 'attribute':
      setAttribute(machine, evaluate(machine, frame, target.object), target.name, value, frame, target);
      return;
    case 'subscript': {
      const object = evaluate(machine, frame, target.object);
      const index = evaluate(machine, frame, target.index);
      const own =
        object.kind === 'instance' && object.classTarget
          ? callMethod(machine, frame, object, '__setitem__', placeOf(frame.unit, target), [index, value])
          : undefined;
      if (own) return;
      setItem(machine, object, index, value);
      const key = object.kind === 'instance' ? itemKey(index) : undefined;
      if (object.kind === 'instance' && key !== undefined) machine.listener.attributeSet?.(object, `[${key}]`, value, placeOf(frame.unit, target), machine);
      return;
    }
    case 'sequence':
      unpack(machine, frame, target.items, value);
      return;
    case 'starred':
      assign(machine, frame, target.value, value);
      return;
    default:
      return;
  }
}

export function deleteTarget(machine: Machine, frame: Frame, target: Expression): void {
  if (target.kind === 'name') machine.trail.set(frame.scope.variables, target.name, undefined);
  else if (target.kind === 'subscript') {
    const object = evaluate(machine, frame, target.object);
    const index = evaluate(machine, frame, target.index);
    const key = itemKey(index);
    const position = knownNumber(index);
    if (object.kind === 'sequence' && position !== undefined) {
      const items = [...object.items];
      items.splice(position, 1);
      machine.trail.setItems(object as MutableSequence, items);
    } else if (object.kind === 'mapping' && key !== undefined) machine.trail.set(object.entries as Map<string, Value>, key, undefined);
  }
}

export function setAttribute(machine: Machine, object: Value, name: string, value: Value, frame: Frame, node: Expression): void {
  switch (object.kind) {
    case 'instance':
      if (name === '__dict__' || callSetter(machine, object, name, value, frame, node)) {
        // `self.__dict__ = self` of a dictionary with attributes: keys and attributes are one here anyway.
        if (name === '__dict__' && value.kind === 'mapping') for (const [key, entry] of value.entries) machine.trail.set(object.attributes, key, entry);
        return;
      }
      machine.trail.set(object.attributes, name, value);
      machine.listener.attributeSet?.(object, name, value, placeOf(frame.unit, node), machine);
      return;
    case 'mapping':
      machine.trail.set(object.entries as Map<string, Value>, name, value);
      return;
    case 'choice':
      for (const option of object.options) if (option.kind === 'instance') setAttribute(machine, option, name, value, frame, node);
      return;
    case 'reference': {
      const target = targetOf(object);
      if (target?.type === 'class') machine.trail.set(target.namespace, name, value);
      else if (target?.type === 'module') machine.trail.set(target.module.scope.variables, name, value);
      else if (!target) machine.trail.set(machine.librarySettings, `${object.name}.${name}`, value);
      return;
    }
    default:
      return;
  }
}

/** Runs a property's setter, where the object's class has one. */
function callSetter(machine: Machine, object: Instance, name: string, value: Value, frame: Frame, node: Expression): boolean {
  const target = targetOf(object.classTarget as Value | undefined);
  const found = target?.type === 'class' ? findInClass(target, `${name}.setter`) : undefined;
  const setter = targetOf(found?.value);
  if (setter?.type !== 'function') return false;
  callFunction(machine, setter, { ...emptyArguments, positional: [object, value] }, placeOf(frame.unit, node), object, found!.owner);
  return true;
}

export function setItem(machine: Machine, object: Value, index: Value, value: Value): void {
  const key = itemKey(index);
  if (object.kind === 'instance' && value.kind !== 'known' && !object.classTarget) machine.measure?.(value, true);
  if (object.kind === 'mapping') {
    const keys = index.kind === 'choice' ? index.options.map(itemKey) : [];
    if (keys.length > 0 && keys.every((name) => name !== undefined))
      for (const name of keys) machine.trail.set(object.entries as Map<string, Value>, name, value);
    else if (key !== undefined) machine.trail.set(object.entries as Map<string, Value>, key, value);
    else (object as { complete: boolean }).complete = false;
  } else if (object.kind === 'sequence') {
    const position = knownNumber(index);
    const items = [...object.items];
    const at = position !== undefined && position < 0 ? items.length + position : position;
    if (at !== undefined && at >= 0 && at < items.length) {
      items[at] = value;
      machine.trail.setItems(object as MutableSequence, items);
    } else machine.trail.setItems(object as MutableSequence, items, false);
  } else if (object.kind === 'instance' && key !== undefined) machine.trail.set(object.attributes, object.attributes.has(key) ? key : `[${key}]`, value);
  else if (object.kind === 'reference' && !object.target && key !== undefined) machine.trail.set(machine.librarySettings, `${object.name}[${key}]`, value);
}

export type MutableSequence = { items: readonly Value[]; complete: boolean } & Omit<Sequence, 'items' | 'complete'>;
export type MutableMapping = Mapping & { entries: Map<string, Value> };

function unpack(machine: Machine, frame: Frame, targets: readonly Expression[], value: Value): void {
  const star = targets.findIndex((target) => target.kind === 'starred');
  const items =
    value.kind === 'sequence' && (value.complete || value.items.length >= targets.length)
      ? value.items
      : value.kind === 'instance'
        ? namedFields(value)
        : undefined;
  targets.forEach((target, index) => {
    if (!items) assign(machine, frame, target, elementOf(machine, value, index));
    else if (star < 0 || index < star) assign(machine, frame, target, items[index] ?? unknown('run-time', value.span));
    else if (index === star)
      assign(machine, frame, target, {
        kind: 'sequence',
        type: 'list',
        items: items.slice(star, items.length - (targets.length - star - 1)),
        complete: true,
        origin: 'derived',
        span: value.span,
      });
    else assign(machine, frame, target, items[items.length - (targets.length - index)] ?? unknown('run-time', value.span));
  });
}

/** One part of something that is taken apart, by position where it has one. */
export function elementOf(machine: Machine, value: Value, position?: number): Value {
  if (value.kind === 'choice') return elementOf(machine, value.options[0]!, position);
  if (value.kind === 'instance') {
    const key = position === undefined ? '#element' : `#element${position}`;
    const before = machine.memberOf(value, key);
    if (before) return before;
    const element = makeInstance(
      machine,
      value.callee,
      { positional: position === undefined ? [] : [known(position)], keywords: new Map(), complete: true },
      undefined,
      { role: 'element', receiver: value, span: value.span },
    );
    return machine.rememberMember(value, key, element);
  }
  if (value.kind === 'sequence') return (position === undefined ? undefined : value.items[position]) ?? value.items[0] ?? unknown('run-time', value.span);
  if (value.kind === 'unknown') return unknown(value.reason, value.span, value.detail, [value]);
  return unknown('run-time', value.span);
}

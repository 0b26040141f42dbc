// Calls: of workspace functions and classes, of natives, and of everything outside, which becomes an instance and an event.
import type { Place } from '../../languages/python/positions';
import { instantiate } from '../classes/classes';
import { findInClass } from '../classes/classLookup';
import { callFunction } from './functions';
import { loadedByUnseen } from '../libraries/configurations/unseenLoaders';
import { measuredCall } from '../libraries/measuredTensors';
import { natives } from '../libraries/natives';
import { makeInstance, type Machine } from '../machine';
import { targetOf, type Frame, type MethodTarget } from '../state/targets';
import { canonicalName } from '../modules/names';
import { choice, emptyArguments, unknown, type CallArguments, type Instance, type Value } from '../values';

/** Calls `callee`. `inside` is the place between the parentheses. */
export function callValue(machine: Machine, frame: Frame, callee: Value, call: CallArguments, place: Place, inside?: Place): Value {
  if (!machine.step() || !machine.enter()) return machine.gaveUp(place);
  const value = callHere(machine, frame, callee, call, place, inside);
  machine.leave();
  return value;
}

function callHere(machine: Machine, frame: Frame, callee: Value, call: CallArguments, place: Place, inside?: Place): Value {
  switch (callee.kind) {
    case 'reference': {
      const target = targetOf(callee);
      switch (target?.type) {
        case 'function':
          return callFunction(machine, target, call, place);
        case 'method':
          return callBound(machine, frame, target, call, place);
        case 'class':
          return instantiate(machine, frame, callee, target, call, place, inside);
        case 'partial':
          return callValue(machine, frame, target.callee, merged(target.call, call), place, inside);
        case 'native':
          return target.call(machine, call, place, frame);
        case undefined:
          return callLibrary(machine, frame, callee.name, undefined, call, place, inside);
        default:
          return unknown('run-time', place);
      }
    }
    case 'instance':
      if (callee.role === 'attribute') return callLibrary(machine, frame, callee.callee, callee.receiver, call, place, inside);
      return (
        callMethod(machine, frame, callee, '__call__', place, call.positional, call) ??
        callLibrary(machine, frame, `${callee.bases[0] ?? callee.callee}.__call__`, callee, call, place, inside)
      );
    case 'choice':
      return choice(callee.options.slice(0, 4).map((option) => callValue(machine, frame, option, call, place, inside)));
    case 'unknown':
      // A trainer of a module that isn't at hand is one all the same: what it is given tells how it trains.
      if (/^\w*Trainer$/.test(callee.detail ?? '') && call.keywords.has('args'))
        return callLibrary(machine, frame, `?.${callee.detail!}`, undefined, call, place, inside);
      if (callee.member !== undefined && telling.has(callee.member)) callLibrary(machine, frame, `?.${callee.member}`, callee.inputs?.[0], call, place, inside);
      else if ((machine.loop || /load|restore|resume|pretrain/i.test(callee.detail ?? '')) && call.positional.some((value) => value.kind === 'instance'))
        callLibrary(machine, frame, unseenCall, undefined, call, place, inside);
      return (
        loadedByUnseen(machine, callee.detail ?? '', { name: callee.detail ?? '', call, place, frame }) ??
        unknown(callee.reason === 'gave-up' ? 'gave-up' : callee.reason, place, callee.detail, [callee, ...call.positional])
      );
    default:
      return unknown('run-time', place);
  }
}

/** A workspace method; one that overrides a library's (`Trainer.train`) is told as the library's where it made no run of its own. */
function callBound(machine: Machine, frame: Frame, target: MethodTarget, call: CallArguments, place: Place): Value {
  const { self } = target;
  const before = machine.trainingEvents;
  const result = callFunction(machine, target.function, { ...call, positional: [self, ...call.positional], places: undefined }, place, self, target.owner);
  if (self.kind === 'instance' && self.bases.length > 0 && machine.trainingEvents === before && /^(train|fit)$/.test(target.function.name)) {
    const instance = makeInstance(machine, `${self.bases[0]!}.${target.function.name}`, call, place, { receiver: self, callSpan: place });
    machine.listener.call({ instance, place, loop: machine.loop, guard: machine.guard, context: machine.context, frame, unit: frame.unit }, machine);
  }
  return result;
}

/** A method of a workspace class, or undefined where the object has none of that name. */
export function callMethod(
  machine: Machine,
  _frame: Frame | undefined,
  object: Value,
  name: string,
  place: Place,
  positional: readonly Value[] = [],
  call: CallArguments = emptyArguments,
): Value | undefined {
  if (object.kind !== 'instance') return undefined;
  const target = targetOf(object.classTarget as Value | undefined);
  const found = target?.type === 'class' ? findInClass(target, name) : undefined;
  const method = targetOf(found?.value);
  if (method?.type !== 'function') return undefined;
  const self = method.binding === 'static' ? [] : [object];
  return machine.nested(
    () => callFunction(machine, method, { ...call, positional: [...self, ...positional], places: undefined }, place, object, found!.owner),
    undefined,
  );
}

/** A call of something outside the workspace: natives know what it gives, descriptions listen. */
function callLibrary(machine: Machine, frame: Frame, name: string, receiver: Value | undefined, call: CallArguments, place: Place, inside?: Place): Value {
  const canonical = canonicalName(name);
  if (canonical.endsWith('.__init__')) madeWith(canonical, call);
  const measured = measuredCall(machine, canonical, receiver, call, place);
  if (measured) return measured;
  const own = natives.get(canonical)?.(machine, { name: canonical, call, place, frame, receiver });
  const loaded = own ?? loadedByUnseen(machine, canonical, { name: canonical, call, place, frame });
  if (loaded) return loaded;
  const instance = makeInstance(machine, canonical, call, place, { receiver, callSpan: place, argumentsSpan: inside });
  const event = { instance, place, loop: machine.loop, guard: machine.guard, context: machine.context, frame, unit: frame.unit };
  const result = machine.listener.result?.(event, machine);
  machine.listener.call(event, machine);
  return result ?? passedThrough(canonical, instance) ?? instance;
}

/** `Trainer.__init__(self, model, args=args)`: the base class is told what the object is made with, as by `super().__init__(model, args=args)`. */
function madeWith(name: string, call: CallArguments): void {
  const [self, ...positional] = call.positional;
  if (self?.kind !== 'instance' || !self.classTarget || !self.bases.includes(name.slice(0, -'.__init__'.length))) return;
  if (self.call.positional.length === 0 && self.call.keywords.size === 0) (self as { call: CallArguments }).call = { ...call, positional, places: undefined };
}

/** What a function that isn't in reach is called by, in loops, where what it is given may tell what it does. */
const unseenCall = '?.unseen';

/** Methods that tell something even of an object that isn't known. */
const telling = new Set(['step', 'backward', 'fit', 'train', 'apply_gradients', 'parameters', 'requires_grad_', 'map', 'with_transform', 'set_transform']);

/** Methods that give their object back, changed or moved. */
const passing = new Set([
  'to',
  'cuda',
  'cpu',
  'xpu',
  'npu',
  'train',
  'eval',
  'half',
  'bfloat16',
  'float',
  'double',
  'share_memory',
  'requires_grad_',
  'type',
  'to_empty',
  'apply',
  'contiguous',
  'to_bettertransformer',
]);

function passedThrough(name: string, instance: Instance): Value | undefined {
  return instance.receiver?.kind === 'instance' && passing.has(name.slice(name.lastIndexOf('.') + 1)) ? instance.receiver : undefined;
}

/** `partial(f, a, b=1)(c)`: bound arguments come first, later keywords win. */
const merged = (bound: CallArguments, call: CallArguments): CallArguments => ({
  positional: [...bound.positional, ...call.positional],
  keywords: new Map([...bound.keywords, ...call.keywords]),
  complete: bound.complete && call.complete,
});

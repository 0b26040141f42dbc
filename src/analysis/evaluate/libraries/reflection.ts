// Functions that look at or change objects by name: `getattr`, `isinstance`, `vars`, `type`, `super`, ...
import { setAttribute } from '../statements/assignment';
import { getAttribute } from '../expressions/attributes';
import { makeInstance, type Machine } from '../machine';
import { lineageOf } from '../classes/classLookup';
import { reference, targetOf, type ClassTarget, type Frame } from '../state/targets';
import { isObject } from '../expressions/truth';
import { choice, known, knownString, mapping, unknown, type Value } from '../values';
import type { Native, NativeCall } from './natives';

const first = (context: NativeCall): Value | undefined => context.call.positional[0];

/** Whether all that an object can hold is what the program gave it. */
const isClosed = (object: Value): boolean =>
  object.kind === 'instance' && (object.callee === 'argparse.Namespace' || (object.classTarget !== undefined && object.bases.length === 0));

const attribute: Native = (machine, { call, frame, place }) => {
  const [object, name, fallback] = call.positional;
  const key = knownString(name);
  if (!object || key === undefined) return unknown('run-time', place);
  const value = getAttribute(machine, frame, object, key, place);
  if (fallback && (value.kind === 'unknown' || (value.kind === 'instance' && value.role === 'attribute')))
    return (object.kind === 'unknown' || object.kind === 'instance') && !isClosed(object) ? choice([value, fallback]) : fallback;
  return value;
};

const hasAttribute: Native = (machine, { call, frame, place }) => {
  const [object, name] = call.positional;
  const key = knownString(name);
  if (!object || key === undefined) return unknown('run-time', place);
  const value = getAttribute(machine, frame, object, key, place);
  if (value.kind === 'unknown')
    return object.kind === 'instance' && (object.callee === 'argparse.Namespace' || object.classTarget)
      ? known(false, place, 'derived')
      : unknown('run-time', place);
  return value.kind === 'instance' && value.role === 'attribute' ? unknown('run-time', place) : known(true, place, 'derived');
};

const isInstanceOf: Native = (_machine, { call, place }) => {
  const [value, type] = call.positional;
  const answers = (type?.kind === 'sequence' ? type.items : type ? [type] : []).map((one) => hasType(value, one));
  return answers.includes(true)
    ? known(true, place, 'derived')
    : answers.length === 0 || answers.includes(undefined)
      ? unknown('run-time', place)
      : known(false, place, 'derived');
};

function hasType(value: Value | undefined, type: Value): boolean | undefined {
  const name = type.kind === 'reference' ? type.name.slice(type.name.lastIndexOf('.') + 1) : undefined;
  if (!value || !name) return undefined;
  if (value.kind === 'known')
    return value.value === null
      ? name === 'NoneType'
      : (typeof value.value === 'string' ? 'str' : typeof value.value === 'boolean' ? 'bool' : Number.isInteger(value.value) ? 'int' : 'float') === name ||
          (name === 'int' && typeof value.value === 'boolean');
  if (value.kind === 'sequence') return name === (value.type ?? 'list') || /^(Sequence|Iterable|Collection)$/.test(name);
  if (value.kind === 'mapping') return /^(dict|Mapping|DictConfig|ConfigDict)$/i.test(name);
  if (value.kind === 'instance' && !value.role) {
    const target = targetOf(type);
    const own = targetOf(value.classTarget as Value | undefined);
    if (target?.type === 'class' && own?.type === 'class') return derivesFrom(own, target);
    if (isLayer(value.callee) && !value.receiver && !own) {
      if (target) return false;
      return type.kind === 'reference' && isLayer(type.name) ? value.callee === type.name : undefined;
    }
    if (['str', 'int', 'float', 'bool', 'list', 'tuple', 'dict', 'NoneType'].includes(name)) return isObject(value) ? false : undefined;
  }
  return undefined;
}

/** PyTorch's own layers, of which none derives from another but for containers and lazy ones. */
const isLayer = (name: string): boolean =>
  /^torch\.nn\.(Linear|Bilinear|Conv(Transpose)?[123]d|BatchNorm[123]d|InstanceNorm[123]d|(Layer|Group|RMS)Norm|Embedding|LSTM|GRU|MultiheadAttention|\w*ReLU|\w*Dropout[123]?d?|\w*Pool[123]d|Identity|Upsample|SiLU|GELU)$/.test(
    name,
  );

/** No class of a library derives from one of the workspace; a base that isn't known may. */
function derivesFrom(own: ClassTarget, target: ClassTarget): boolean | undefined {
  const lineage = lineageOf(own);
  if (lineage.includes(target)) return true;
  return lineage.every(({ bases }) => bases.every((base) => base.kind === 'reference')) ? false : undefined;
}

const looksAt =
  (result: (value: Value | undefined, machine: Machine, frame: Frame) => Value | undefined): Native =>
  (machine, context) =>
    result(first(context), machine, context.frame);

/** `type(x)`, and `type("Config", (), {"lr": 1})`, a class whose attributes are the dictionary's. */
const typeOf: Native = (_machine, { call, place }) => {
  const [value, , body] = call.positional;
  if (body?.kind === 'mapping')
    return reference(knownString(value) ?? 'type', {
      type: 'native',
      call: (machine, inner, at) => makeInstance(machine, 'argparse.Namespace', inner, at, { attributes: new Map(body.entries) }),
    });
  return value?.kind === 'instance' && value.classTarget ? (value.classTarget as Value) : (builtinTypeOf(value) ?? unknown('run-time', place));
};

/** The builtin class of a plain value. */
function builtinTypeOf(value: Value | undefined): Value | undefined {
  if (value?.kind === 'mapping') return reference('dict');
  if (value?.kind === 'sequence') return value.type === 'generator' ? undefined : reference(value.type ?? 'list');
  if (value?.kind !== 'known') return undefined;
  if (value.value === null) return reference('NoneType');
  if (typeof value.value === 'number') return reference(Number.isInteger(value.value) && !/[.e]/i.test(value.text ?? '') ? 'int' : 'float');
  return reference(typeof value.value === 'string' ? 'str' : 'bool');
}

const variables: Native = (_machine, context) => {
  const value = first(context);
  if (value?.kind === 'instance') return mapping(value.attributes, value.span);
  if (value?.kind === 'mapping') return value;
  const target = targetOf(value);
  return target?.type === 'class' ? mapping(target.namespace, value!.span) : unknown('run-time', context.place);
};

const setByName: Native = (machine, { call, frame, place }) => {
  const [object, name, value] = call.positional;
  const key = knownString(name);
  if (object && key !== undefined && value) setAttribute(machine, object, key, value, frame, { kind: 'opaque', from: place.from, to: place.to });
  return known(null);
};

export const reflectionNatives: readonly (readonly [string, Native])[] = [
  ['getattr', attribute],
  ['hasattr', hasAttribute],
  ['setattr', setByName],
  [
    'callable',
    // numbers, texts and lists can't be called; functions and classes can
    looksAt((value) => (value?.kind === 'reference' ? known(true) : /^(known|sequence|mapping)$/.test(value?.kind ?? '') ? known(false) : unknown('run-time'))),
  ],
  ['isinstance', isInstanceOf],
  ['vars', variables],
  ['globals', (_machine, context) => mapping(context.frame.scope.module.scope.variables, context.place, true)],
  ['locals', (_machine, context) => mapping(new Map(context.frame.scope.variables), context.place, true)],
  ['type', typeOf],
  [
    'super',
    (_machine, { frame, place, call }) => {
      const named = targetOf(call.positional[0]);
      const after = named?.type === 'class' ? named : frame.owner;
      return after && frame.self ? reference('super', { type: 'super', self: frame.self, after }, place) : unknown('run-time', place);
    },
  ],
];

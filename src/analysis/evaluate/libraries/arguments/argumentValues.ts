// The value that one argparse argument gets: from the words and options that it takes, a parser's or a file's defaults, its own, converted by its type.
import { callMethod, callValue } from '../../calls/calls';
import type { Frame } from '../../state/targets';
import type { Machine } from '../../machine';
import { emptyArguments, isNone, known, knownNumber, knownString, sequence, unknown, type Instance, type Value } from '../../values';
import { fromDotList } from '../configurations/omegaConf';
import type { NativeCall } from '../natives';
import { toFloat, toInteger } from '../numbers';
import { asDefault, instead, optionName, type Given } from './given';
import type { Declared } from './parsers';
import { isTrainingSwitch, switchedOn } from './switches';

const noValues = /^(store_true|store_false|store_const|append_const|count|help|version)$/;
/** MMEngine's action for `optimizer.lr=0.1 model.depth=50`. */
const takesPairs = /(^|\.)DictAction$/;
const actionOf = ({ call }: Declared): string => {
  const action = call.keywords.get('action');
  return knownString(action) ?? (action?.kind === 'reference' ? action.name : '');
};

/** What the options give to this argument; values beyond those that it takes are words. */
export function taken(declared: Declared, given: Given, words: Value[]): Value | undefined {
  const names = [...declared.flags.map(optionName), declared.destination];
  const negated = actionOf(declared).endsWith('BooleanOptionalAction') ? names.map((name) => given.options.get(`no_${name}`)).find(Boolean) : undefined;
  if (negated) return known(false, negated.span, negated.origin);
  const passed = names.map((name) => given.options.get(name)).find((value) => value !== undefined);
  if (!passed || passed.kind === 'mapping') return passed;
  const values = passed.kind === 'sequence' ? passed.items : [passed];
  const limit = noValues.test(actionOf(declared)) ? 0 : mostValues(declared);
  if (limit === undefined) return passed.kind === 'sequence' ? passed : sequence([passed], passed.span);
  if (limit === 0) {
    words.push(...(passed.kind === 'known' && passed.value === true ? [] : values));
    return known(true, passed.span, passed.origin);
  }
  if (passed.kind === 'sequence') words.push(...values.slice(limit));
  const kept = values.slice(0, limit);
  return knownNumber(declared.call.keywords.get('nargs')) === undefined ? kept[0] : sequence(kept, passed.span);
}

/** How many values an argument takes; undefined where as many as there are. */
function mostValues({ call }: Declared): number | undefined {
  const count = call.keywords.get('nargs');
  const number = knownNumber(count);
  if (number !== undefined) return number;
  const text = knownString(count) ?? (count?.kind === 'reference' ? count.name : undefined);
  return text === undefined || text === '?' ? 1 : undefined;
}

export function takenWords(declared: Declared, words: Value[]): Value | undefined {
  const limit = mostValues(declared);
  const values = words.splice(0, limit ?? words.length);
  if (limit === undefined) return values.length > 0 ? sequence(values, values[0]!.span) : undefined;
  return declared.call.keywords.has('nargs') && limit > 1 && values.length > 0 ? sequence(values, values[0]!.span) : values[0];
}

/** @returns undefined where the namespace will not have the argument at all */
export function valueOf(
  machine: Machine,
  context: NativeCall,
  declared: Declared,
  passed: Value | undefined,
  set: Value | undefined,
  parser: Instance,
): Value | undefined {
  const { call, place, destination } = declared;
  const type = call.keywords.get('type');
  const standard = standardOf(machine, context, declared, set, parser);
  if (!passed) return standard;
  const isBare = passed.kind === 'known' && passed.value === true;
  const action = actionOf(declared);
  if (action === 'store_true' || action === 'store_false') return instead(known(action === 'store_true', passed.span, passed.origin), standard);
  const constant = call.keywords.get('const');
  if (constant && (action === 'store_const' || (isBare && knownString(call.keywords.get('nargs')) === '?')))
    return constant.kind === 'known' ? instead({ ...constant, span: passed.span, origin: passed.origin }, standard) : constant;
  if (isBare && declared.flags.length > 0 && action === '' && type?.kind === 'reference' && type.name !== 'bool')
    return unknown('run-time', place, destination);
  if (takesPairs.test(action)) return fromDotList(passed.kind === 'sequence' ? passed.items : [passed]);
  return instead(convert(machine, context.frame, passed, type, declared), standard);
}

export function standardOf(machine: Machine, context: NativeCall, declared: Declared, set: Value | undefined, parser: Instance): Value | undefined {
  const { call, place, destination } = declared;
  const written = set ?? call.keywords.get('default') ?? parser.call.keywords.get('argument_default');
  if (written?.kind === 'reference' && written.name.endsWith('SUPPRESS')) return undefined;
  // A positional argument's default counts only where it may be left out; None is no value of an option that has to be given.
  if (written && !(declared.required && !set && (declared.flags.length === 0 || isNone(written))))
    return switchedOn(asDefault(convert(machine, context.frame, written, call.keywords.get('type'), declared), place), destination);
  const action = actionOf(declared);
  if (action === 'store_true') return known(isTrainingSwitch(destination), place, 'argument-default');
  if (action === 'store_false') return known(true, place, 'argument-default');
  if (action === 'help' || action === 'version') return undefined;
  if (declared.required) return unknown('required-argument', place, declared.flags.at(-1) ?? destination);
  const many = mostValues(declared) === undefined && declared.flags.length === 0;
  return many ? sequence([], place) : known(null, place, 'argument-default');
}

/** Types that take a text as Python or JSON writes its value: `type=ast.literal_eval`. */
const readsLiterals = /^((ast\.)?literal_eval|eval|json\.loads)$/;

/** `type=` applies to texts; a function of the workspace is called. */
function convert(machine: Machine, frame: Frame, value: Value, type: Value | undefined, declared: Declared): Value {
  if (!type || isNone(value)) return value;
  if (value.kind === 'sequence' && value.complete) return { ...value, items: value.items.map((item) => convert(machine, frame, item, type, declared)) };
  if (value.kind !== 'known' || (typeof value.value !== 'string' && value.origin !== 'launcher')) return value;
  const name = type.kind === 'reference' ? type.name : '';
  if (name === 'int' || name === 'float') {
    const number = name === 'int' ? toInteger(value.value) : toFloat(value.value);
    return number === undefined ? unknown('run-time', value.span ?? declared.place, declared.destination) : { ...value, value: number };
  }
  if (name === 'str') return { ...value, value: String(value.value) };
  if (name === 'bool') return { ...value, value: value.value !== '' };
  if (type.kind === 'instance' ? !type.classTarget : type.kind !== 'reference' || !(type.target || readsLiterals.test(type.name))) return value;
  const call = { ...emptyArguments, positional: [{ ...value, value: String(value.value) }] };
  const result =
    type.kind === 'instance'
      ? (callMethod(machine, frame, type, '__call__', declared.place, call.positional) ?? unknown('run-time'))
      : callValue(machine, frame, type, call, declared.place);
  if (result.kind === 'known') return { ...value, value: result.value };
  if (result.kind === 'sequence' || result.kind === 'mapping') return result;
  return result.kind === 'instance' && result.callee === 'sys.exit' ? unknown('run-time', declared.place, declared.destination) : result;
}

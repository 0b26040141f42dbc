// configparser: section files that a program reads by a path it spells out.
import { readCfg } from '../../languages/cfg/readCfg';
import type { Machine } from '../machine';
import { knownString, type Instance, type Mapping, type Value } from '../values';
import { toFloat, toInteger } from './builtins';
import { readNamed } from './configFiles';
import { argumentOf, type Native, type NativeCall } from './natives';

const contents = new WeakMap<Instance, Mapping>();

const read: Native = (machine, { receiver, call, frame }) => {
  const path = knownString(argumentOf(call, 'filenames', 0));
  const file = path === undefined ? undefined : readNamed(machine, frame.unit.path, path);
  const root = file && readCfg(file.path, file.text).root;
  if (receiver?.kind === 'instance' && root?.kind === 'mapping') contents.set(receiver, root);
  return undefined;
};

/** `get(section, option, fallback=...)`, converted as the method's name says. */
const getter =
  (convert: (value: string | number | boolean | null) => string | number | boolean | undefined): Native =>
  (_machine: Machine, context: NativeCall) => {
    const [section, option] = [knownString(argumentOf(context.call, 'section', 0)), knownString(argumentOf(context.call, 'option', 1))];
    const root = context.receiver?.kind === 'instance' ? contents.get(context.receiver) : undefined;
    const entries = section === undefined ? undefined : root?.entries.get(section);
    const value = entries?.kind === 'mapping' && option !== undefined ? (entries.entries.get(option) ?? entries.entries.get(option.toLowerCase())) : undefined;
    if (value?.kind !== 'known') return context.call.keywords.get('fallback');
    const converted = convert(value.value);
    return converted === undefined ? undefined : ({ ...value, value: converted, origin: 'config' } satisfies Value);
  };

const truths: Readonly<Record<string, boolean>> = { true: true, yes: true, on: true, '1': true, false: false, no: false, off: false, '0': false };
const classes = ['configparser.ConfigParser', 'configparser.RawConfigParser', 'configparser.SafeConfigParser'];

export const sectionFileNatives: readonly (readonly [string, Native])[] = classes.flatMap((name) => [
  [`${name}.read`, read] as const,
  [`${name}.get`, getter((value) => (value === null ? undefined : String(value)))] as const,
  [`${name}.getint`, getter(toInteger)] as const,
  [`${name}.getfloat`, getter(toFloat)] as const,
  [`${name}.getboolean`, getter((value) => truths[String(value).toLowerCase()])] as const,
]);

// configparser: section files that a program reads by a path it spells out.
import { readCfg } from '../../../languages/cfg/readCfg';
import type { Place } from '../../../languages/python/positions';
import type { Machine } from '../../machine';
import { knownString, type CallArguments, type Instance, type Mapping, type Value } from '../../values';
import { argumentOf, type Native, type NativeCall } from '../natives';
import { toFloat, toInteger } from '../numbers';
import { readNamed } from './configFiles';

const contents = new WeakMap<Instance, Mapping>();

/** The sections can be asked for by methods and by subscripts. */
const read: Native = (machine, { receiver, call, frame }) => {
  const path = knownString(argumentOf(call, 'filenames', 0));
  const file = path === undefined ? undefined : readNamed(machine, frame.unit.path, path);
  const root = file && readCfg(file.path, file.text).root;
  if (receiver?.kind !== 'instance' || root?.kind !== 'mapping') return undefined;
  contents.set(receiver, root);
  for (const [section, entries] of root.entries) receiver.attributes.set(`[${section}]`, inConfig(entries));
  return undefined;
};

const inConfig = (section: Value): Value =>
  section.kind === 'mapping'
    ? {
        ...section,
        origin: 'config',
        entries: new Map([...section.entries].map(([key, value]) => [key, value.kind === 'known' ? { ...value, origin: 'config' } : value])),
      }
    : section;

type Scalar = string | number | boolean | null;
type Convert = (value: Scalar) => string | number | boolean | undefined;

function converted(entries: Mapping, option: string | undefined, convert: Convert, fallback: Value | undefined): Value | undefined {
  const value = option === undefined ? undefined : (entries.entries.get(option) ?? entries.entries.get(option.toLowerCase()));
  if (value?.kind !== 'known') return fallback;
  const result = convert(value.value);
  return result === undefined ? undefined : ({ ...value, value: result, origin: 'config' } satisfies Value);
}

/** `get(section, option, fallback=...)`, converted as the method's name says. */
const getter =
  (convert: Convert): Native =>
  (_machine: Machine, context: NativeCall) => {
    const [section, option] = [knownString(argumentOf(context.call, 'section', 0)), knownString(argumentOf(context.call, 'option', 1))];
    const root = context.receiver?.kind === 'instance' ? contents.get(context.receiver) : undefined;
    const entries = section === undefined ? undefined : root?.entries.get(section);
    return entries?.kind === 'mapping' ? converted(entries, option, convert, context.call.keywords.get('fallback')) : context.call.keywords.get('fallback');
  };

const truths: Readonly<Record<string, boolean>> = { true: true, yes: true, on: true, '1': true, false: false, no: false, off: false, '0': false };
const conversions: readonly (readonly [string, Convert])[] = [
  ['getint', toInteger],
  ['getfloat', toFloat],
  ['getboolean', (value) => truths[String(value).toLowerCase()]],
];

/** `section.getint("epochs", 3)`: the getters of one section. */
export const sectionGetters = conversions.map(
  ([name, convert]) =>
    [
      name,
      (_machine: Machine, node: Mapping, call: CallArguments, _place: Place): Value | undefined =>
        converted(node, knownString(call.positional[0]), convert, call.positional[1] ?? call.keywords.get('fallback')),
    ] as const,
);

const items: Native = (_machine, { receiver, call }) => {
  const section = knownString(argumentOf(call, 'section', 0));
  return receiver?.kind === 'instance' && section !== undefined ? receiver.attributes.get(`[${section}]`) : undefined;
};

const classes = ['configparser.ConfigParser', 'configparser.RawConfigParser', 'configparser.SafeConfigParser'];

export const sectionFileNatives: readonly (readonly [string, Native])[] = classes.flatMap((name) => [
  [`${name}.read`, read] as const,
  [`${name}.items`, items] as const,
  [`${name}.get`, getter((value) => (value === null ? undefined : String(value)))] as const,
  ...conversions.map(([method, convert]) => [`${name}.${method}`, getter(convert)] as const),
]);

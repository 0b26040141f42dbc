// Methods of strings, where the string and the arguments are known.
import { makeInstance } from '../machine';
import { native, reference } from '../state/targets';
import { natives } from '../libraries/natives';
import { formatValue, printed } from '../expressions/formatting';
import { emptyArguments, isNone, known, knownNumber, knownString, sequence, unknown, type CallArguments, type Known, type Value } from '../values';

export function stringMethod(object: Known, name: string): Value | undefined {
  const text = object.value as string;
  if (!methods.has(name)) return pathAttribute(object, text, name);
  return native(name, (_machine, call, place) => {
    const result = methods.get(name)!(text, call);
    if (result === undefined) return unknown('run-time', place, undefined, [object]);
    if (typeof result === 'object')
      return sequence(
        result.map((part) => known(part, object.span, 'derived', [object])),
        place,
      );
    return known(result, place, 'derived', [object]);
  });
}

/** A `pathlib.Path` is kept as its text, so its attributes are the text's. */
function pathAttribute(object: Known, text: string, name: string): Value | undefined {
  const file = text.slice(text.lastIndexOf('/') + 1);
  const folder = text.includes('/') ? text.slice(0, text.lastIndexOf('/')) : '.';
  switch (name) {
    case 'parent':
      return known(folder, object.span, 'derived', [object]);
    case 'parents': {
      const folders: Value[] = [];
      for (let rest = text; rest.includes('/') && folders.length < 32;)
        folders.push(known((rest = rest.slice(0, rest.lastIndexOf('/'))), object.span, 'derived', [object]));
      return sequence([...folders, known('.', object.span, 'derived', [object])], object.span, 'tuple');
    }
    case 'stem':
      return known(file.replace(/\.[^.]+$/, ''), object.span, 'derived', [object]);
    case 'name':
      return known(file, object.span, 'derived', [object]);
    case 'suffix':
      return known(/(?!^)\.[^.]*$/.exec(file)?.[0] ?? '', object.span, 'derived', [object]);
    case 'read_text':
    case 'read_bytes':
    case 'open':
      return reference(`pathlib.Path.${name}`, {
        type: 'native',
        call: (machine, call, place) => makeInstance(machine, `pathlib.Path.${name}`, call, place, { receiver: object }),
      });
    case 'glob':
    case 'rglob':
      return native(name, (machine, call, place, frame) => natives.get('glob.glob')!(machine, { name, call, place, frame }) ?? unknown('run-time', place));
    case 'exists':
    case 'is_file':
    case 'is_dir':
      return native(name, (machine, _call, place, frame) =>
        natives.get('os.path.exists')!(machine, { name, call: { ...emptyArguments, positional: [object] }, place, frame })!,
      );
    case 'resolve':
    case 'absolute':
    case 'expanduser':
    case 'as_posix':
      return native(name, () => object);
    default:
      return undefined;
  }
}

type Result = string | boolean | number | readonly string[] | undefined;
const first = (call: CallArguments): string | undefined => knownString(call.positional[0]);

const methods = new Map<string, (text: string, call: CallArguments) => Result>([
  ['lower', (text) => text.toLowerCase()],
  ['upper', (text) => text.toUpperCase()],
  ['casefold', (text) => text.toLowerCase()],
  ['title', (text) => text.replace(/\b\w/g, (letter) => letter.toUpperCase())],
  ['capitalize', (text) => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase()],
  ['strip', (text, call) => stripped(text, call, true, true)],
  ['lstrip', (text, call) => stripped(text, call, true, false)],
  ['rstrip', (text, call) => stripped(text, call, false, true)],
  [
    'replace',
    (text, call) =>
      first(call) === undefined || knownString(call.positional[1]) === undefined
        ? undefined
        : text.replaceAll(first(call)!, () => knownString(call.positional[1])!),
  ],
  ['startswith', (text, call) => affixes(call, (part) => text.startsWith(part))],
  ['endswith', (text, call) => affixes(call, (part) => text.endsWith(part))],
  ['split', (text, call) => split(text, call, false)],
  ['rsplit', (text, call) => split(text, call, true)],
  ['splitlines', (text) => text.split(/\r?\n/)],
  ['partition', (text, call) => partition(text, first(call), text.indexOf(first(call) ?? ''))],
  ['rpartition', (text, call) => partition(text, first(call), text.lastIndexOf(first(call) ?? ''))],
  ['removeprefix', (text, call) => (first(call) === undefined ? undefined : text.startsWith(first(call)!) ? text.slice(first(call)!.length) : text)],
  ['removesuffix', (text, call) => (first(call) ? (text.endsWith(first(call)!) ? text.slice(0, -first(call)!.length) : text) : undefined)],
  ['find', (text, call) => (first(call) === undefined || call.positional.length > 1 ? undefined : text.indexOf(first(call)!))],
  ['rfind', (text, call) => (first(call) === undefined || call.positional.length > 1 ? undefined : text.lastIndexOf(first(call)!))],
  ['count', (text, call) => (first(call) ? text.split(first(call)!).length - 1 : undefined)],
  ['zfill', (text, call) => formatValue(known(text), `0>${knownNumber(call.positional[0]) ?? 0}`)],
  ['isnumeric', (text) => /^\d+$/.test(text)],
  ['isalpha', (text) => /^\p{L}+$/u.test(text)],
  ['islower', (text) => text === text.toLowerCase() && text !== text.toUpperCase()],
  ['isupper', (text) => text === text.toUpperCase() && text !== text.toLowerCase()],
  ['swapcase', (text) => [...text].map((letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase())).join('')],
  ['join', (text, call) => joinTexts(text, call.positional[0])],
  ['format', (text, call) => formatTemplate(text, call)],
  ['isdigit', (text) => /^\d+$/.test(text)],
  ['encode', (text) => text],
  ['joinpath', (text, call) => (first(call) === undefined ? undefined : `${text}/${first(call)!}`)],
  ['with_suffix', (text, call) => (first(call) === undefined ? undefined : text.replace(/\.[^./]+$/, '') + first(call)!)],
]);

function affixes(call: CallArguments, test: (part: string) => boolean): boolean | undefined {
  const value = call.positional[0];
  const parts = value?.kind === 'sequence' && value.complete ? value.items.map(knownString) : [knownString(value)];
  return parts.every((part) => part !== undefined) ? parts.some((part) => test(part!)) : undefined;
}

/** Takes white space, or any of the given characters, off the ends. */
function stripped(text: string, call: CallArguments, left: boolean, right: boolean): string | undefined {
  const characters = first(call);
  if (call.positional.length > 0 && characters === undefined) return undefined;
  const goes = (character: string): boolean => (characters === undefined ? /\s/.test(character) : characters.includes(character));
  let from = 0;
  let to = text.length;
  while (left && from < to && goes(text[from]!)) from++;
  while (right && to > from && goes(text[to - 1]!)) to--;
  return text.slice(from, to);
}

/** `split` and `rsplit`, with white space or a separator, and at most so many cuts. */
function split(text: string, call: CallArguments, fromRight: boolean): readonly string[] | undefined {
  const separator = first(call) ?? knownString(call.keywords.get('sep'));
  if (separator === undefined && call.positional.length > 0 && !isNone(call.positional[0])) return undefined;
  const most = call.positional[1] ?? call.keywords.get('maxsplit');
  if (most === undefined) return separator === undefined ? text.split(/\s+/).filter(Boolean) : separator === '' ? undefined : text.split(separator);
  const cuts = knownNumber(most);
  if (cuts === undefined || !separator) return undefined;
  const parts = text.split(separator);
  if (cuts < 0 || parts.length <= cuts + 1) return parts;
  const joinedParts = fromRight ? parts.slice(0, parts.length - cuts) : parts.slice(cuts);
  return fromRight ? [joinedParts.join(separator), ...parts.slice(parts.length - cuts)] : [...parts.slice(0, cuts), joinedParts.join(separator)];
}

function partition(text: string, separator: string | undefined, at: number): readonly string[] | undefined {
  if (!separator) return undefined;
  return at < 0 ? [text, '', ''] : [text.slice(0, at), separator, text.slice(at + separator.length)];
}

function joinTexts(separator: string, value: Value | undefined): string | undefined {
  if (value?.kind !== 'sequence' || !value.complete) return undefined;
  const parts = value.items.map((item) => (item.kind === 'known' ? printed(item.value) : undefined));
  return parts.every((part) => part !== undefined) ? parts.join(separator) : undefined;
}

function formatTemplate(text: string, call: CallArguments): string | undefined {
  let position = 0;
  let complete = true;
  const result = text.replace(
    /\{\{|\}\}|\{([^{}:!]*)(?:!([rs]))?(?::([^{}]*))?\}/g,
    (whole, name: string | undefined, conversion?: string, specification?: string) => {
      if (name === undefined) return whole[0]!;
      const value = name === '' ? call.positional[position++] : /^\d+$/.test(name) ? call.positional[Number(name)] : call.keywords.get(name);
      const written = value && formatValue(value, specification, conversion);
      complete &&= written !== undefined;
      return written ?? '';
    },
  );
  return complete ? result : undefined;
}

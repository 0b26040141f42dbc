// Methods of strings, where the string and the arguments are known.
import { native } from '../machine';
import { formatValue, printed } from '../formatting';
import { known, knownString, sequence, unknown, type CallArguments, type Known, type Value } from '../values';

export function stringMethod(object: Known, name: string): Value | undefined {
  const text = object.value as string;
  if (!methods.has(name)) return pathAttribute(object, text, name);
  return native(name, (_machine, call, place) => {
    const result = methods.get(name)!(text, call);
    if (result === undefined) return unknown('run-time', place, undefined, [object]);
    if (Array.isArray(result))
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
    case 'stem':
      return known(file.replace(/\.[^.]+$/, ''), object.span, 'derived', [object]);
    case 'resolve':
    case 'absolute':
    case 'expanduser':
    case 'as_posix':
      return native(name, () => object);
    default:
      return undefined;
  }
}

type Result = string | boolean | number | string[] | undefined;
const first = (call: CallArguments): string | undefined => knownString(call.positional[0]);

const methods = new Map<string, (text: string, call: CallArguments) => Result>([
  ['lower', (text) => text.toLowerCase()],
  ['upper', (text) => text.toUpperCase()],
  ['casefold', (text) => text.toLowerCase()],
  ['title', (text) => text.replace(/\b\w/g, (letter) => letter.toUpperCase())],
  ['capitalize', (text) => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase()],
  ['strip', (text, call) => (call.positional.length === 0 ? text.trim() : undefined)],
  ['lstrip', (text, call) => (call.positional.length === 0 ? text.trimStart() : undefined)],
  ['rstrip', (text, call) => (call.positional.length === 0 ? text.trimEnd() : first(call) === '/' ? text.replace(/\/+$/, '') : undefined)],
  [
    'replace',
    (text, call) =>
      first(call) === undefined || knownString(call.positional[1]) === undefined
        ? undefined
        : text.replaceAll(first(call)!, () => knownString(call.positional[1])!),
  ],
  ['startswith', (text, call) => affixes(call, (part) => text.startsWith(part))],
  ['endswith', (text, call) => affixes(call, (part) => text.endsWith(part))],
  [
    'split',
    (text, call) =>
      call.positional.length === 0 ? text.split(/\s+/).filter(Boolean) : call.positional.length === 1 && first(call) ? text.split(first(call)!) : undefined,
  ],
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

function joinTexts(separator: string, value: Value | undefined): string | undefined {
  if (value?.kind !== 'sequence' || !value.complete) return undefined;
  const parts = value.items.map((item) => (item.kind === 'known' ? printed(item.value) : undefined));
  return parts.every((part) => part !== undefined) ? parts.join(separator) : undefined;
}

function formatTemplate(text: string, call: CallArguments): string | undefined {
  let position = 0;
  let complete = true;
  const result = text.replace(/\{([^{}:!]*)(?:![rs])?(?::([^{}]*))?\}/g, (_whole, name: string, specification?: string) => {
    const value = name === '' ? call.positional[position++] : /^\d+$/.test(name) ? call.positional[Number(name)] : call.keywords.get(name);
    const written = value && formatValue(value, specification);
    complete &&= written !== undefined;
    return written ?? '';
  });
  return complete ? result : undefined;
}

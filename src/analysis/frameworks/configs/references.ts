// OmegaConf's `${...}`: settings that refer to other settings, environment variables with a default, a little arithmetic.
import type { Known, Value } from '../../evaluate/values';

/** References followed from one setting before it counts as undetermined; configurations can refer in circles. */
const maximumReferences = 8;
/** References inside one text that are replaced. */
const maximumParts = 16;

type LookUp = (path: readonly string[]) => Value | undefined;

/**
 * The value that a text with references stands for; the very value referred to where the text is one reference, so that its place is where a reader would
 * change it. `place` is where the text stands, for relative references (`${.name}`); without it those are not followed.
 * @returns undefined where a part is known only at run time.
 */
export function resolveReferences(value: Known, place: readonly string[] | undefined, lookUp: LookUp, depth = 0): Value | undefined {
  if (depth >= maximumReferences) return undefined;
  let text = String(value.value);
  for (let part = 0; part < maximumParts; part++) {
    const inner = /\$\{([^${}]*)\}/.exec(text);
    if (!inner) return text.includes('${') ? undefined : { ...value, value: text };
    const name = inner[1]!.trim();
    const path = pathOf(name, place);
    const target = path ? lookUp(path) : resolverValue(name, value, lookUp);
    const result =
      target?.kind === 'known' && typeof target.value === 'string' && target.value.includes('${') ? resolveReferences(target, path, lookUp, depth + 1) : target;
    if (inner[0] === text) return result;
    if (result?.kind !== 'known' || result.value === null) return undefined;
    text = text.slice(0, inner.index) + String(result.value) + text.slice(inner.index + inner[0].length);
  }
  return undefined;
}

/** A path (`a.b`), or a relative one (`.b` beside, `..b` one section up); undefined for a resolver. */
function pathOf(name: string, place: readonly string[] | undefined): readonly string[] | undefined {
  if (/^[\w-][\w.-]*$/.test(name)) return name.split('.');
  const relative = /^(\.+)([\w.-]+)$/.exec(name);
  if (!relative || !place || place.length < relative[1]!.length) return undefined;
  return [...place.slice(0, place.length - relative[1]!.length), ...relative[2]!.split('.')];
}

/** A resolver with arguments (`oc.env:NAME,default`). */
function resolverValue(name: string, from: Known, lookUp: LookUp): Value | undefined {
  const resolver = /^([a-z][\w.]*):(.*)$/i.exec(name);
  return resolver ? resolved(resolver[1]!.toLowerCase(), resolver[2]!.split(','), from, lookUp) : undefined;
}

function resolved(resolver: string, given: readonly string[], from: Known, lookUp: LookUp): Value | undefined {
  const [first = '', ...rest] = given.map((part) => part.trim());
  // The default holds wherever the variable is not set, which is how the file stands.
  if (resolver === 'oc.env' || resolver === 'env') return rest.length > 0 ? scalar(rest.join(','), from) : undefined;
  if (resolver === 'oc.select') return lookUp(first.split('.')) ?? (rest.length > 0 ? scalar(rest.join(','), from) : undefined);
  if (resolver === 'oc.decode') return scalar([first, ...rest].join(','), from);
  const numbers = given.map(Number);
  if (numbers.length !== 2 || numbers.some((number) => !Number.isFinite(number))) return undefined;
  const [a = 0, b = 0] = numbers;
  if (resolver === 'multiply' || resolver === 'mul') return { ...from, value: a * b, origin: 'derived' };
  if ((resolver === 'divide' || resolver === 'div') && Number.isInteger(a / b)) return { ...from, value: a / b, origin: 'derived' };
  return undefined;
}

function scalar(text: string, from: Known): Known | undefined {
  const word = text.trim().replace(/^(["'])(.*)\1$/, '$2');
  if (/^(null|none|~)?$/i.test(word)) return undefined;
  if (/^(true|false)$/i.test(word)) return { ...from, value: /^t/i.test(word) };
  return { ...from, value: /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(word) ? Number(word) : word };
}

// From a fine-tune's name to the model it was made from, by ordered patterns; refused where the name states another size than that model has.
import { lazily, parseTable } from '../table';
import { familiesTable } from '../tables/families.generated';

interface Pattern {
  readonly matcher: RegExp;
  /** names that only look like the family's */
  readonly unless: RegExp | undefined;
  readonly base: string;
  readonly family: string;
}

const patterns = lazily<readonly Pattern[]>(() =>
  parseTable(familiesTable).map((row) => {
    const unless = row.text('unless');
    return {
      matcher: new RegExp(row.text('pattern'), 'i'),
      unless: unless ? new RegExp(unless, 'i') : undefined,
      base: row.text('base'),
      family: row.text('family'),
    };
  }),
);

export interface FamilyMatch {
  /** the name with underscores as the pattern took them */
  readonly spelling: string;
  readonly base: string;
  readonly family: string;
}

/** Names longer than this are no model ids, and patterns with gaps would take long on them. */
const longestName = 200;

/** The base model that the first matching pattern names, or undefined. Underscores are tried as dashes (`yahma_llama_7b`) and as points of a version (`qwen2_5_7b`). */
export function familyOf(name: string): FamilyMatch | undefined {
  if (name.length > longestName) return undefined;
  const spellings = new Set([name, name.replaceAll('_', '-'), name.replace(/(\d)_(\d)/, '$1.$2').replaceAll('_', '-')]);
  for (const spelling of spellings) {
    const match = firstMatch(spelling);
    if (match) return match;
  }
  return undefined;
}

function firstMatch(name: string): FamilyMatch | undefined {
  for (const { matcher, unless, base, family } of patterns()) {
    const match = matcher.exec(name);
    if (match)
      return unless?.test(name) ? undefined : { base: base.replace(/\{(\d)\}/g, (_, group: string) => match[Number(group)] ?? ''), family, spelling: name };
  }
  return undefined;
}

const toyWords = /(?<![a-z])(?:tiny|mini|nano|micro|toy|random|dummy|debug|test|testing|smol)(?![a-z])/gi;

/** Whether a name says that the model is a small one of its kind (`mixtral-tiny`) where the base does not say so. */
const saysToy = (name: string, base: string): boolean => [...name.matchAll(toyWords)].some(([word]) => !base.toLowerCase().includes(word.toLowerCase()));

/** Parts that go beside the model whose name they carry (control networks, draft heads, image decoders), and random weights for tests. */
const partWords = /(?<![a-z])(?:controlnet|(?:t2i|ip|motion)-?adapter|lcm-lora|redux|vae|eagle-?\d?|medusa|speculator|tiny-random)(?![a-z])/i;

const saysPart = (name: string, base: string): boolean => {
  const [word] = partWords.exec(name) ?? [];
  return word !== undefined && !base.toLowerCase().includes(word.toLowerCase());
};

/** How far a name's own "13b" may lie from the base's parameters: names round, and embeddings count or not. */
const sizeTolerance = 1.4;

/** Sizes that a name states (`7b`, `350m`), in parameters; none for mixtures (`8x7b`, `30b-a3b`). */
function statedSizes(name: string): readonly number[] {
  if (/\d+x\d|\da\d|-a\d+(?:\.\d+)?b/i.test(name)) return [];
  return [...name.matchAll(/(?<![a-z\d.])(\d+(?:[._]\d+)?)\s?(b|m)(?![a-z\d])/gi)].map(
    ([, digits, unit]) => Number((digits ?? '').replace('_', '.')) * (unit?.toLowerCase() === 'b' ? 1e9 : 1e6),
  );
}

/**
 * Whether a name says that its model is not the base: a part beside it (`controlnet-depth-sdxl`), another size (`whisper-large-37m`),
 * or a toy (`mixtral-tiny`) without a size that agrees.
 * @param parameters of the base.
 */
export function contradicts(name: string, base: string, parameters: number): boolean {
  const sizes = statedSizes(name);
  const agrees = sizes.some((size) => size / parameters < sizeTolerance && parameters / size < sizeTolerance);
  return saysPart(name, base) || (!agrees && (sizes.length > 0 || saysToy(name, base)));
}

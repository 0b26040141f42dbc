// `{1..5}`, `{a,b,c}` and what stands around them, as the words that a shell makes of them.

/** Words that one expansion may give. */
const maximumWords = 200;

/** The words of an unquoted text with braces; the text alone where they are no expansion or one too large. */
export function expandBraces(text: string): readonly string[] {
  const words = expand(text, 0);
  return words && words.length <= maximumWords ? words : [text];
}

function expand(text: string, depth: number): readonly string[] | undefined {
  if (depth > maximumWords) return undefined;
  const open = /\{([^{}]*)\}/.exec(text);
  if (!open) return [text];
  const [head, tail] = [text.slice(0, open.index), text.slice(open.index + open[0].length)];
  const choices = range(open[1]!) ?? (open[1]!.includes(',') ? open[1]!.split(',') : undefined);
  if (!choices || choices.length > maximumWords) return undefined;
  const words: string[] = [];
  for (const choice of choices) {
    const rest = expand(`${head}${choice}${tail}`, depth + 1);
    if (!rest || words.length + rest.length > maximumWords) return undefined;
    words.push(...rest);
  }
  return words;
}

/** `1..10`, `0..100..20`, `a..e` */
function range(inside: string): readonly string[] | undefined {
  const numbers = /^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/.exec(inside);
  if (numbers) return countFrom(Number(numbers[1]), Number(numbers[2]), Math.abs(Number(numbers[3] ?? 1)) || 1);
  const letters = /^([A-Za-z])\.\.([A-Za-z])$/.exec(inside);
  return letters ? countFrom(letters[1]!.charCodeAt(0), letters[2]!.charCodeAt(0), 1)?.map((code) => String.fromCharCode(Number(code))) : undefined;
}

/** The numbers from `first` to `last`, up or down; undefined for more than an expansion may give. */
export function countFrom(first: number, last: number, step: number): readonly string[] | undefined {
  const count = Math.floor(Math.abs(last - first) / step) + 1;
  if (!(count <= maximumWords)) return undefined;
  return Array.from({ length: count }, (_, index) => String(first + index * step * (last < first ? -1 : 1)));
}

// IPython's additions to Python (`%matplotlib`, `!pip install`, `x = !ls`, `name?`) are turned into comments of the same length, so that offsets stay true.

const foreignCell = /^\s*%%(?!time\b|timeit\b|capture\b|prun\b|px\b|memit\b)[A-Za-z!]/;
const looksMagic = /(^|\n)[ \t]*[%!?]|[=][ \t]*[!%]|\?[ \t]*(\r|\n|$)/;

const asComment = (text: string): string => (text === '' ? text : `#${text.slice(1).replace(/[^\r\n]/g, ' ')}`);

/**
 * The text with magic lines replaced by comments of equal length.
 * A cell in another language (`%%bash`, `%%html`, `%%writefile`) becomes comments altogether.
 */
export function blankMagics(text: string): string {
  if (!looksMagic.test(text)) return text;
  const lines = text.split('\n');
  if (foreignCell.test(text)) return lines.map((line) => asComment(line)).join('\n');
  let quotes = '';
  let brackets = 0;
  const result = lines.map((line) => {
    const inside = quotes !== '' || brackets > 0;
    if (!inside) {
      const magic = /^(\s*)(?:[%!]|\?{1,2}\w)/.exec(line) ?? /^(\s*)[\w.]+\?{1,2}\s*$/.exec(line);
      if (magic) return `${magic[1]!}${asComment(line.slice(magic[1]!.length))}`;
      const assigned = /^(\s*[\w, ]+?\s*=\s*)([!%].*)$/.exec(line);
      if (assigned) return blankAssignment(assigned[1]!, assigned[2]!);
    }
    ({ quotes, brackets } = scanLine(line, quotes, brackets));
    return line;
  });
  return result.join('\n');
}

/** `files = !ls *.txt` keeps the assignment, of an unknown value, where there is room for `...`. */
function blankAssignment(head: string, magic: string): string {
  return magic.length >= 4 ? `${head}...${asComment(magic.slice(3))}` : `${asComment(head)}${' '.repeat(magic.length)}`;
}

/** Follows triple quotes and brackets over one line, so that a `%` that continues an expression isn't taken for a magic. */
function scanLine(line: string, openQuotes: string, openBrackets: number): { quotes: string; brackets: number } {
  let quotes = openQuotes;
  let brackets = openBrackets;
  for (let index = 0; index < line.length; index++) {
    const character = line[index]!;
    if (quotes !== '') {
      if (character === '\\') index++;
      else if (line.startsWith(quotes, index)) {
        index += quotes.length - 1;
        quotes = '';
      }
    } else if (character === '#') break;
    else if (character === '"' || character === "'") {
      quotes = line.startsWith(character.repeat(3), index) ? character.repeat(3) : character;
      index += quotes.length - 1;
    } else if ('([{'.includes(character)) brackets++;
    else if (')]}'.includes(character)) brackets = Math.max(0, brackets - 1);
  }
  return { quotes: quotes.length === 3 ? quotes : '', brackets };
}

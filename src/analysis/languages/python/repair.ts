// Half-typed code made whole for the parser: brackets that were never closed, commas left out between arguments, blocks whose head or body is missing, heads without a colon.
// Without it one missing line takes the rest of its function, or of the file, down with it.

/** A change to the text, at an offset of the text as it stands. */
interface Insertion {
  readonly at: number;
  readonly text: string;
}

export interface Repaired {
  readonly text: string;
  /** the offset in the text as it stands for one in the repaired text */
  readonly originalOffset: (offset: number) => number;
}

/** A line of code outside of texts and brackets. */
interface CodeLine {
  readonly start: number;
  /** where its last code character ends, comments left out; of several lines in brackets the last one's */
  end: number;
  readonly indentation: number;
  /** brackets still open at its end, outermost first */
  open: string[];
}

/** Words that begin a statement and nothing else, so that a bracket that is open before them was forgotten. */
const statement =
  /^(?:def\s|class\s|import\s|from\s+[\w.]+\s+import\b|with\s|while\s|return\b|try\s*:|raise\b|@\w|elif\s|except\b|finally\s*:|assert\s|del\s|global\s|pass\b|break\b|continue\b|(?:if|for|else)\b.*:\s*(?:#.*)?$|[\w.[\]"']+ [-+*/]?= \S)/;
const head = /^(?:async\s+)?(?:def|class|if|for|while|with|try|else|elif|except|finally|match|case)\b/;
const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** @returns undefined where there is nothing to mend. */
export function repaired(source: string): Repaired | undefined {
  const insertions: Insertion[] = [];
  const lines = codeLines(source, insertions);
  const texts = lines.map((line) => source.slice(line.start + line.indentation, line.end));
  const indentations: number[] = [0];
  lines.forEach((line, index) => {
    const before = lines[index - 1];
    if (before && texts[index - 1]!.endsWith(':') && head.test(texts[index - 1]!)) {
      if (line.indentation > before.indentation) indentations.push(line.indentation);
      else insertions.push({ at: before.end, text: ' pass' });
    } else if (line.indentation > indentations.at(-1)!) {
      const margin = ' '.repeat(indentations.at(-1)!);
      if (before && head.test(texts[index - 1]!) && !/^(?:else|try|finally)\b/.test(texts[index - 1]!) && !texts[index - 1]!.includes(':'))
        insertions.push({ at: before.end, text: ':' });
      else insertions.push({ at: line.start, text: `${margin}${missingHead(lines, texts, index, indentations.at(-1)!)}\n` });
      indentations.push(line.indentation);
    }
    while (indentations.length > 1 && line.indentation < indentations.at(-1)!) indentations.pop();
  });
  const last = lines.at(-1);
  if (last && texts.at(-1)!.endsWith(':') && head.test(texts.at(-1)!)) insertions.push({ at: last.end, text: ' pass' });
  return insertions.length === 0 ? undefined : applied(source, insertions);
}

/** What may have stood above an indented block: a function where it returns, `try` where a handler follows, else something that just runs it. */
function missingHead(lines: readonly CodeLine[], texts: readonly string[], from: number, margin: number): string {
  let index = from;
  let returns = false;
  for (; index < lines.length && lines[index]!.indentation > margin; index++) returns ||= /^(?:return|yield)\b/.test(texts[index]!);
  if (/^(?:except|finally)\b/.test(texts[index] ?? '')) return 'try:';
  return returns ? 'def _():' : 'if 1:';
}

/** The lines at which statements begin; brackets that a statement's beginning leaves open are closed on the way. */
function codeLines(source: string, insertions: Insertion[]): CodeLine[] {
  const lines: CodeLine[] = [];
  let current: CodeLine | undefined;
  let quotes = '';
  for (let start = 0; start < source.length;) {
    const newline = source.indexOf('\n', start);
    const end = newline < 0 ? source.length : newline;
    const text = source.slice(start, end);
    const indentation = /^[ \t]*/.exec(text)![0].length;
    const code = text.slice(indentation);
    if (quotes === '' && current && current.open.length > 0 && indentation <= current.indentation && statement.test(code)) {
      insertions.push({ at: current.end, text: closing(current.open) });
      current.open = [];
    }
    if (quotes === '' && current && forgotComma(source, current, code)) insertions.push({ at: current.end, text: ',' });
    const begins = quotes === '' && (!current || current.open.length === 0) && code !== '' && !code.startsWith('#') && code !== '\r';
    const continued: boolean = current !== undefined && source.slice(current.start, current.end).endsWith('\\');
    if (begins && !continued) lines.push((current = { start, end: start, indentation, open: [] }));
    if (current) quotes = scan(source, start, end, quotes, current);
    start = end + 1;
  }
  if (quotes === '' && current && current.open.length > 0) insertions.push({ at: current.end, text: closing(current.open) });
  return lines;
}

/** Whether a keyword argument begins a line in parentheses while the line before it ends with a value. */
const forgotComma = (source: string, line: CodeLine, code: string): boolean =>
  line.open.at(-1) === '(' && /^[A-Za-z_]\w*\s*=(?!=)/.test(code) && /[\w)\]}'"]/.test(source[line.end - 1] ?? '');

const closing = (open: readonly string[]): string =>
  [...open]
    .reverse()
    .map((bracket) => closers[bracket])
    .join('');

/** Follows quotes and brackets over one line. @returns the triple quotes that are open at its end */
function scan(source: string, start: number, end: number, openQuotes: string, line: CodeLine): string {
  let quotes = openQuotes;
  for (let index = start; index < end; index++) {
    const character = source[index]!;
    if (quotes !== '') {
      if (character === '\\') index++;
      else if (source.startsWith(quotes, index)) {
        index += quotes.length - 1;
        quotes = '';
      }
    } else if (character === '#') break;
    else if (character === '"' || character === "'") {
      quotes = source.startsWith(character.repeat(3), index) ? character.repeat(3) : character;
      index += quotes.length - 1;
    } else if (closers[character]) line.open.push(character);
    else if (character === ')' || character === ']' || character === '}') line.open.pop();
    if (character !== ' ' && character !== '\t' && character !== '\r') line.end = index + 1;
  }
  return quotes.length === 3 ? quotes : '';
}

function applied(source: string, insertions: readonly Insertion[]): Repaired {
  const ordered = [...insertions].sort((a, b) => a.at - b.at);
  const pieces: string[] = [];
  /** where each insertion begins in the repaired text, and how much was inserted up to its end */
  const starts: number[] = [];
  const sums: number[] = [];
  let position = 0;
  let added = 0;
  for (const { at, text } of ordered) {
    pieces.push(source.slice(position, at), text);
    starts.push(at + added);
    added += text.length;
    sums.push(added);
    position = at;
  }
  pieces.push(source.slice(position));
  return {
    text: pieces.join(''),
    originalOffset: (offset) => {
      let low = 0;
      let high = starts.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (starts[middle]! < offset) low = middle + 1;
        else high = middle;
      }
      if (low === 0) return offset;
      // Offsets within an insertion stand for the place where it was made.
      return Math.max(ordered[low - 1]!.at, offset - sums[low - 1]!);
    },
  };
}

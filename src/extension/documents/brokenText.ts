// A cheap look at whether text is in the middle of being typed: brackets or a long string that do not close.

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Strings and comments, which may hold any bracket; a triple quote that never closes is kept apart. */
const quiet = /("""|''')[\s\S]*?\1|"""|'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#[^\n]*/g;

/** @returns true when a bracket or a triple-quoted string is left open, or one closes that never opened. Linear in the text. */
export function looksBroken(text: string): boolean {
  const code = text.replace(quiet, (match) => (match.length === 3 && /^("""|''')$/.test(match) ? match : ''));
  if (code.includes('"""') || code.includes("'''")) return true;
  const open: string[] = [];
  for (const character of code) {
    const closer = closers[character];
    if (closer) open.push(closer);
    else if ((character === ')' || character === ']' || character === '}') && open.pop() !== character) return true;
  }
  return open.length > 0;
}

// A Makefile as the shell text of its recipes: same length and lines, everything that is no recipe blanked, make's variables handed over.
import type { Variable } from './shellText';

/** References of variables to variables that are followed. */
const maximumNesting = 8;

/** `text` has the offsets of the file; `variables` are make's, as far as they are plain. */
export function readMakefile(source: string): { readonly text: string; readonly variables: ReadonlyMap<string, Variable> } {
  const variables = new Map<string, Variable>();
  const expand = (value: string, depth = 0): string | undefined => {
    if (depth > maximumNesting) return undefined;
    let open = false;
    const expanded = value.replace(/\$[({](\w+)[)}]/g, (_, name: string) => {
      const variable = variables.get(name);
      const inner = variable?.kind === 'text' ? expand(variable.value.text, depth + 1) : undefined;
      if (inner === undefined) open = true;
      return inner ?? '';
    });
    return open || expanded.includes('$') ? undefined : expanded;
  };
  let offset = 0;
  let inRecipe = false;
  const lines = source.split('\n').map((line) => {
    const start = offset;
    offset += line.length + 1;
    if (line.startsWith('\t') || inRecipe) {
      const starts = !inRecipe;
      inRecipe = /\\\s*$/.test(line);
      return recipeLine(line, starts);
    }
    const assignment = /^\s*(?:export\s+|override\s+)?([A-Za-z_]\w*)\s*(?:\?|::?|\+)?=\s*(.*?)\s*(?:#.*)?$/.exec(line);
    if (assignment) {
      const [, name, written] = assignment;
      const value = expand(written!);
      const at = start + line.indexOf(written!, line.indexOf('='));
      if (value !== undefined) variables.set(name!, { kind: 'text', value: { text: value, known: true, pos: at, end: at + written!.length } });
    }
    return ' '.repeat(line.length);
  });
  return { text: lines.join('\n'), variables };
}

/** A recipe's line as shell: the tab and make's prefixes blanked, `$(NAME)` written `${NAME}`, `$$` as the one dollar that it is. */
function recipeLine(line: string, starts: boolean): string {
  return line
    .replace(starts ? /^\t[\s@+-]*/ : /^\s*/, (prefix) => ' '.repeat(prefix.length))
    .replace(/\$\$/g, ' $')
    .replace(/\$\((\w+)\)/g, '${$1}');
}

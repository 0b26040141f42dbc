// A Makefile as the shell text of its recipes: same length and lines, everything that is no recipe blanked, make's variables handed over.
import type { Variable } from '../words/shellText';

/** References of variables to variables that are followed. */
const maximumNesting = 8;

const assignmentLine = /^\s*(?:export\s+|override\s+)?([A-Za-z_][\w.-]*)\s*(\?|::?:?|\+|!)?=\s*(.*?)\s*$/;
/** `train: LR = 1e-4` sets a variable for that target alone. */
const targetLine = /^[^\s#:=][^#=:]*:(?!=)\s*(?:export\s+|override\s+|private\s+)?([A-Za-z_][\w.-]*)\s*(\?|::?:?|\+)?=\s*(.*?)\s*$/;

/** `text` has the offsets of the file; `variables` are make's, as far as they are plain. */
export function readMakefile(source: string): { readonly text: string; readonly variables: ReadonlyMap<string, Variable> } {
  const variables = new Map<string, Variable>();
  const isOpen = new Set<string>();
  let offset = 0;
  let inRecipe = false;
  /** an assignment that goes on: its name, its operator, its text so far and where that starts */
  let open: { readonly name: string; readonly operator: string | undefined; readonly written: string; readonly pos: number } | undefined;
  const lines = source.split('\n').map((line) => {
    const start = offset;
    offset += line.length + 1;
    const continues = /\\\s*$/.test(line);
    if (open) {
      open = { ...open, written: `${open.written} ${line.replace(/\\\s*$/, '').trim()}` };
      if (!continues) {
        assign(open, start + line.length, variables, isOpen);
        open = undefined;
      }
      return ' '.repeat(line.length);
    }
    const isStart = !inRecipe && line.startsWith('\t');
    if (isStart || inRecipe) {
      inRecipe = continues;
      return recipeLine(line, isStart);
    }
    const assignment = assignmentLine.exec(line) ?? targetLine.exec(line);
    if (assignment) {
      const written = withoutComment(assignment[3]!);
      const pos = start + line.indexOf(written, line.indexOf('='));
      const found = { name: assignment[1]!, operator: assignment[2], written: written.replace(/\\\s*$/, '').trim(), pos };
      if (continues) open = found;
      else assign(found, pos + written.length, variables, isOpen);
      return ' '.repeat(line.length);
    }
    // `train: data ; python train.py`
    const inline = /^[^\s#:=][^#=:]*:(?!=)[^=;]*;\s*/.exec(line);
    if (!inline) return ' '.repeat(line.length);
    inRecipe = continues;
    return ' '.repeat(inline[0].length) + recipeLine(line.slice(inline[0].length), false);
  });
  return { text: lines.join('\n'), variables };
}

const withoutComment = (text: string): string => text.replace(/\s*(?<!\\)#.*$/, '');

function assign(
  { name, operator, written, pos }: { readonly name: string; readonly operator: string | undefined; readonly written: string; readonly pos: number },
  end: number,
  variables: Map<string, Variable>,
  isOpen: Set<string>,
): void {
  // `NAME != command` is what the command prints
  const value = operator === '!' ? undefined : expand(written, variables);
  const before = variables.get(name);
  if (value === undefined) {
    variables.delete(name);
    isOpen.add(name);
  } else if (operator === '+' && before?.kind === 'text')
    variables.set(name, { kind: 'text', value: { ...before.value, text: `${before.value.text} ${value}`.trim(), end } });
  else if (!(operator === '?' && (before || isOpen.has(name)))) variables.set(name, { kind: 'text', value: { text: value, known: true, pos, end } });
}

/** The text with references to plain variables filled in; undefined where one is not. */
function expand(value: string, variables: ReadonlyMap<string, Variable>, depth = 0): string | undefined {
  if (depth > maximumNesting) return undefined;
  let isPlain = true;
  const expanded = value.replace(/\$[({]([\w.-]+)[)}]/g, (_, name: string) => {
    const variable = variables.get(name);
    const inner = variable?.kind === 'text' ? expand(variable.value.text, variables, depth + 1) : undefined;
    if (inner === undefined) isPlain = false;
    return inner ?? '';
  });
  return isPlain && !expanded.includes('$') ? expanded : undefined;
}

/** A recipe's line as shell: the tab and make's prefixes blanked, `$(NAME)` written `${NAME}`, `$$` as the one dollar that it is. */
function recipeLine(line: string, starts: boolean): string {
  return line
    .replace(starts ? /^\t[\s@+-]*/ : /^\s*/, (prefix) => ' '.repeat(prefix.length))
    .replace(/\$\$/g, ' $')
    .replace(/\$\((\w+)\)/g, '${$1}');
}

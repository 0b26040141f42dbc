// Separates a cell's Python from IPython's magics and shell lines, without moving a line or a column of what stays.

export interface ReadCell {
  /** absent for a cell of another language */
  readonly python?: string;
  /** the cell's shell lines, everything else blanked; absent where there are none */
  readonly shell?: string;
  /** what `%%writefile NAME` writes */
  readonly file?: { readonly name: string; readonly text: string };
}

/** Cell magics that run the rest of the cell as Python. */
const pythonCellMagics =
  /^%%(time|timeit|capture|prun|memit|mprun|lprun|python|python3|pypy|wandb|skip|notify|tb|chime|scalene|heat|snakeviz|debug|measure_memory|notest|track_emissions)\b/;

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

export function pythonCell(source: string): ReadCell {
  const magic = /^\s*(%%[^\n]*)\n?/.exec(source);
  if (magic) {
    const rest = source.slice(magic[0].length);
    if (/^%%(bash|sh|shell|script\s+(ba)?sh)\b/.test(magic[1]!)) return { shell: blank(magic[0]) + rest };
    const written = /^%%(?:writefile|file)\s+(?:-a\s+)?["']?([^\s"']+)/.exec(magic[1]!);
    if (written) return { file: { name: written[1]!, text: rest } };
    if (!pythonCellMagics.test(magic[1]!)) return {};
    const inner = lineMagics(rest);
    return { ...inner, python: blank(magic[0]) + (inner.python ?? ''), ...(inner.shell !== undefined && { shell: blank(magic[0]) + inner.shell }) };
  }
  return lineMagics(source);
}

/** Line magics stand where a statement could: outside strings and brackets. A magic in front of Python (`%time x = f()`) leaves the Python. */
function lineMagics(source: string): ReadCell {
  if (!/^[ \t]*[!%?]|=[ \t]*[!%]|\?[ \t]*$/m.test(source)) return { python: source };
  const state: ScanState = { depth: 0, quote: undefined };
  const python: string[] = [];
  const shell: string[] = [];
  let hasShell = false;
  let continued: 'shell' | 'magic' | undefined;
  for (const line of source.split('\n')) {
    const goesOn = /\\\s*$/.test(line);
    if (continued) {
      python.push(blank(line));
      shell.push(continued === 'shell' ? line : blank(line));
      continued = goesOn ? continued : undefined;
      continue;
    }
    const atStatement = state.depth === 0 && state.quote === undefined;
    const magic = atStatement ? /^(\s*)([!%?]{1,2})(.*)$/s.exec(line) : null;
    if (magic) {
      const [, indent, sign, body] = magic;
      const started = sign!.startsWith('!')
        ? body!
        : /^(?:sx|sc|system|bash|sh)\s/.test(body!)
          ? body!.replace(/^\w+/, (name) => ' '.repeat(name.length))
          : /^(pip|conda|uv)\s/.test(body!)
            ? body!
            : undefined;
      const timed = sign === '%' ? /^(time|timeit|prun|memit)\s+(?:-\w+\s*\d*\s+)*(?=\S)/.exec(body!) : null;
      const ran = sign === '%' ? /^run\s+(.*)$/.exec(body!) : null;
      if (timed) {
        // `if 1:` keeps the rest a statement at its own columns
        const width = sign!.length + timed[0].length;
        python.push(indent! + (width >= 5 ? 'if 1:'.padEnd(width) : ' '.repeat(width)) + body!.slice(timed[0].length));
        shell.push(blank(line));
        scan(line, state);
        continue;
      }
      // an indented magic may be a block's only statement
      python.push(indent !== '' && line.trim().length >= 4 ? `${indent}pass`.padEnd(line.length) : blank(line));
      if (started !== undefined) {
        shell.push(' '.repeat(line.length - started.length) + interpolated(started));
        hasShell = true;
        continued = goesOn ? 'shell' : undefined;
      } else if (ran) {
        const text = `python ${ran[1]!}`;
        // one column of the magic is lost to the longer word; the line is right
        shell.push(text.length <= line.length + 2 ? text.padStart(line.length) : text);
        hasShell = true;
      } else {
        shell.push(blank(line));
        continued = goesOn ? 'magic' : undefined;
      }
      continue;
    }
    const captured = atStatement ? /^(\s*[\w.,\s]+=\s*)([!%])(.*)$/s.exec(line) : null;
    if (captured) {
      python.push(`${captured[1]!}None`.padEnd(line.length));
      shell.push(captured[2] === '!' ? ' '.repeat(captured[1]!.length + 1) + interpolated(captured[3]!) : blank(line));
      hasShell ||= captured[2] === '!';
      continued = goesOn ? (captured[2] === '!' ? 'shell' : 'magic') : undefined;
      continue;
    }
    if (atStatement && /^\s*[\w.]+\?{1,2}\s*$/.test(line)) {
      python.push(blank(line));
      shell.push(blank(line));
      continue;
    }
    scan(line, state);
    python.push(line);
    shell.push(blank(line));
  }
  return { python: python.join('\n'), ...(hasShell && { shell: shell.join('\n') }) };
}

/** `{name}` in a shell line is a Python variable: undetermined for the shell, as `${name}` is. */
const interpolated = (line: string): string => line.replace(/(?<!\$)\{([A-Za-z_]\w*)\}/g, (_, name: string) => `$${name}`.padEnd(name.length + 2));

interface ScanState {
  depth: number;
  quote: string | undefined;
}

/** Follows brackets and triple quotes over one line. */
function scan(line: string, state: ScanState): void {
  for (let at = 0; at < line.length; at++) {
    const three = line.slice(at, at + 3);
    if (state.quote) {
      if (line[at] === '\\') at++;
      else if (three === state.quote) {
        state.quote = undefined;
        at += 2;
      }
    } else if (three === '"""' || three === "'''") {
      state.quote = three;
      at += 2;
    } else if (line[at] === '"' || line[at] === "'") {
      const quote = line[at]!;
      for (at++; at < line.length && line[at] !== quote; at++) if (line[at] === '\\') at++;
    } else if (line[at] === '#') return;
    else if ('([{'.includes(line[at]!)) state.depth++;
    else if (')]}'.includes(line[at]!)) state.depth = Math.max(0, state.depth - 1);
  }
}

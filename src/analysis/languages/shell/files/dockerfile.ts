// A container recipe as the shell text of its RUN, CMD and ENTRYPOINT instructions, with the offsets of the file.

/** ENV and ARG lines become assignments, WORKDIR changes the folder, CMD after ENTRYPOINT gives that its arguments; everything else is blanked. */
export function readDockerfile(source: string): string {
  let continued: 'command' | 'other' | undefined;
  let entry: number | undefined;
  const lines: string[] = [];
  const isExec = (text: string): boolean => /^\s*\[\s*"/.test(text);
  for (const line of source.split('\n')) {
    const blank = ' '.repeat(line.length);
    const goesOn = /\\\s*$/.test(line);
    const instruction = continued ? undefined : /^\s*([A-Za-z]+)\s+/.exec(line);
    const name = instruction?.[1]?.toUpperCase();
    const isCommand = name === 'RUN' || name === 'CMD' || name === 'ENTRYPOINT' || name === 'ENV' || (name === 'ARG' && line.includes('='));
    const kind = continued ?? (isCommand ? 'command' : 'other');
    continued = goesOn ? kind : undefined;
    if (name === 'FROM') entry = undefined;
    if (kind === 'other') {
      lines.push(blank);
      continue;
    }
    const head = instruction?.[0].length ?? 0;
    let body = ' '.repeat(head) + line.slice(head);
    if (name === 'ENV' && /^\s*\w+\s+[^\s=]/.test(line.slice(head))) body = body.replace(/^(\s*\w+)\s/, '$1=');
    if (name === 'RUN') body = body.replace(/^(\s*)((?:--\w+=\S+\s+)+)/, (whole) => ' '.repeat(whole.length));
    // the exec form is a JSON list of words
    if (isExec(line.slice(head))) body = body.replace(/"\s*,/g, (comma) => `"${' '.repeat(comma.length - 1)}`).replace(/[[\]]/g, ' ');
    if (name === 'CMD' && entry !== undefined && isExec(line.slice(head))) joinToEntry(lines, entry);
    if (name === 'ENTRYPOINT') entry = isExec(line.slice(head)) ? lines.length : undefined;
    lines.push(body);
  }
  return lines.join('\n');
}

/** The lines from the entry point on become one command: each is continued in place of its last blank, as far as it has one. */
function joinToEntry(lines: string[], entry: number): void {
  for (let at = entry; at < lines.length; at++) {
    const line = lines[at]!;
    if (/\\\s*$/.test(line)) continue;
    if (line !== '' && !/\s$/.test(line)) return;
    if (line === '') return;
    lines[at] = `${line.slice(0, -1)}\\`;
  }
}

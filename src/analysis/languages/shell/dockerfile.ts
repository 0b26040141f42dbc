// A container recipe as the shell text of its RUN, CMD and ENTRYPOINT instructions, with the offsets of the file.

/** ENV lines become assignments; everything else is blanked. */
export function readDockerfile(source: string): string {
  let continued: 'command' | 'other' | undefined;
  return source
    .split('\n')
    .map((line) => {
      const blank = ' '.repeat(line.length);
      const goesOn = /\\\s*$/.test(line);
      const instruction = continued ? undefined : /^\s*([A-Za-z]+)\s+/.exec(line);
      const name = instruction?.[1]?.toUpperCase();
      const kind = continued ?? (name === 'RUN' || name === 'CMD' || name === 'ENTRYPOINT' || name === 'ENV' ? 'command' : 'other');
      continued = goesOn ? kind : undefined;
      if (kind === 'other') return blank;
      const body = instruction ? ' '.repeat(instruction[0].length) + line.slice(instruction[0].length) : line;
      // the exec form is a JSON list of words
      return /^\s*\[\s*"/.test(body) ? body.replace(/[[\],]/g, ' ') : body;
    })
    .join('\n');
}

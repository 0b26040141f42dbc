// Where results go: standard output with back-pressure, or a file that appears whole or not at all.
import { once } from 'node:events';
import { rename, rm, writeFile } from 'node:fs/promises';
import { printableText } from '../report/renderers/printable';
import { UsageError } from './options';

/** Writes all of `text` to the file, or to standard output. @throws UsageError when the file cannot be written. */
export async function writeOutput(text: string, output: string | undefined): Promise<void> {
  if (output === undefined) return writeLine(text);
  // Beside its goal, so that the rename stays within one file system.
  const unfinished = `${output}.${process.pid}.tmp`;
  try {
    await writeFile(unfinished, text);
    await rename(unfinished, output);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw new UsageError(`--output ${output}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Waits while the reader of a pipe is slower than we are, so that nothing piles up in memory. */
export async function writeLine(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** Diagnostics go to standard error, one line each. */
export const complain = (message: string): void => void process.stderr.write(`training-footprint: ${message.split('\n').map(printableText).join('\n')}\n`);

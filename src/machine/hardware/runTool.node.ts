// Runs a tool of the system that describes its hardware, and takes what it prints: never for long, never much, never through a shell.
import { execFile } from 'node:child_process';
import path from 'node:path';

/** Drivers answer within a second; one that hangs must not keep anybody waiting. */
const patienceMilliseconds = 4000;
/** What `nvidia-smi` prints for a whole server takes some kilobytes. */
const mostOutputBytes = 1_000_000;

/** Windows looks for programs in the working directory first, where a project could have put one. */
const elsewhere = path.dirname(process.execPath);

export type RunTool = (name: string, args: readonly string[]) => Promise<string | undefined>;

/** @returns what the tool prints; undefined where it isn't installed, fails, or takes too long. */
export const runTool: RunTool = (name, args) =>
  new Promise((resolve) => {
    const options = { cwd: elsewhere, timeout: patienceMilliseconds, maxBuffer: mostOutputBytes, windowsHide: true, killSignal: 'SIGKILL' } as const;
    execFile(name, [...args], options, (error, output) => resolve(error ? undefined : output));
  });

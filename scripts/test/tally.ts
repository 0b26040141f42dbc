// What a run of the tests adds up to, and the commands it consists of.
import { spawn } from 'node:child_process';
import { root } from '../build/bundles';

/** Counts of tests; a step that is no test (a build, the types) counts only when it fails. */
export class Tally {
  passed = 0;
  failed = 0;
  /** one line each, for the end of the run */
  readonly failures: string[] = [];
  /** which editors ran what, and why others did not */
  readonly hosts: string[] = [];

  pass(count = 1): void {
    this.passed += count;
  }

  fail(what: string, count = 1): void {
    this.failed += count;
    this.failures.push(what);
  }
}

export interface Finished {
  readonly code: number;
  readonly output: string;
}

/** Runs a program in the root; `show` also passes its output on as it comes. */
export function runProgram(
  program: string,
  programArguments: readonly string[],
  { show = false, environment = {} }: { show?: boolean; environment?: NodeJS.ProcessEnv } = {},
): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(program, programArguments, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } });
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (show) process.stdout.write(chunk);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', (error) => resolve({ code: -1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? -1, output }));
  });
}

/** Runs a check that is no test; its output is shown only when it fails. */
export async function step(tally: Tally, name: string, work: () => Promise<Finished>): Promise<boolean> {
  const started = performance.now();
  const { code, output } = await work();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (code === 0) return true;
  console.log(output.trimEnd());
  tally.fail(name);
  return false;
}

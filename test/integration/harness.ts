// A test runner of a few lines: node:test does not exist in a web worker, and the suite is the same in every host.
import { RESULT_MARK } from '../host/suite/protocol';

interface Test {
  readonly name: string;
  readonly body: () => Promise<void>;
}

const tests: Test[] = [];

/** Registers a test; they run in order. */
export function test(name: string, body: () => Promise<void>): void {
  tests.push({ name, body });
}

interface Check {
  ok(condition: unknown, message: string): asserts condition;
  equal<T>(actual: T, expected: T, what: string): void;
  match(actual: string, pattern: RegExp, what: string): void;
}

/** node:assert does not exist in a web worker either. */
export const check: Check = {
  ok(condition, message) {
    if (!condition) throw new Error(message);
  },
  equal(actual, expected, what) {
    if (!Object.is(actual, expected)) throw new Error(`${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
  },
  match(actual, pattern, what) {
    if (!pattern.test(actual)) throw new Error(`${what}: ${JSON.stringify(actual)} does not match ${String(pattern)}`);
  },
};

const POLL_MS = 100;
const PATIENCE_MS = 60_000;

/** Asks until `read` gives something, since editors answer when they are ready. */
export async function eventually<T>(what: string, read: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const value = await read();
    if (value !== undefined) return value;
    if (Date.now() > end) throw new Error(`${what}: did not happen within ${PATIENCE_MS / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Runs everything and prints one line of JSON a test for the host's runner. @throws Error when a test failed */
export async function runAll(): Promise<void> {
  let failed = 0;
  for (const { name, body } of tests) {
    let error: string | undefined;
    try {
      await body();
    } catch (thrown) {
      error = thrown instanceof Error ? thrown.message : String(thrown);
      failed++;
    }
    console.log(RESULT_MARK + JSON.stringify({ name, ok: error === undefined, error }));
  }
  if (failed > 0) throw new Error(`${failed} of ${tests.length} failed`);
}

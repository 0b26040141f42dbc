// How a suite inside the editor tells its results to the runner outside: lines of its console, a mark followed by JSON.

/** One test of a suite as it ran inside the editor. */
export interface SuiteTest {
  readonly name: string;
  readonly ok: boolean;
  readonly error?: string;
}

export const RESULT_MARK = '@@training-footprint-test ';

/** Takes the results out of console lines; the rest is what else was printed. */
export function readResults(lines: readonly string[]): { tests: SuiteTest[]; console: string[] } {
  const tests: SuiteTest[] = [];
  const rest: string[] = [];
  for (const line of lines) {
    const at = line.indexOf(RESULT_MARK);
    if (at === -1) rest.push(line);
    else tests.push(JSON.parse(line.slice(at + RESULT_MARK.length)) as SuiteTest);
  }
  return { tests, console: rest };
}

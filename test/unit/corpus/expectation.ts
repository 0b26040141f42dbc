// The expected facts of one example (test/corpus/expected/*.json), and the comparison with what the engine reads.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fact, FactName, Run } from '../../../src/model/run';

type FactValue = string | number | boolean;

/** One fact as it must be read. `within` is a relative tolerance, `orAbsent` marks a fact that may honestly stay unknown; what is left out isn't compared. */
export interface ExpectedFact {
  readonly value: FactValue | readonly FactValue[];
  readonly line?: number;
  readonly cell?: number;
  readonly origin?: string;
  readonly text?: string;
  readonly within?: number;
  readonly ignoreCase?: boolean;
  readonly orAbsent?: boolean;
}

export interface ExpectedRun {
  readonly framework: string | readonly string[];
  readonly anchor: { readonly line: number; readonly cell?: number };
  /** null: the file does not determine it, and saying something all the same is wrong */
  readonly facts: Readonly<Partial<Record<FactName, ExpectedFact | null>>>;
}

export interface Expectation {
  readonly example: string;
  readonly language: string;
  readonly runs: readonly ExpectedRun[];
}

export const projectRoot = join(__dirname, '../../..');

/** All expectation files, by the name of their example. */
export function readExpectations(): readonly Expectation[] {
  const folder = join(projectRoot, 'test/corpus/expected');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Expectation);
}

const listed = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? (value as readonly T[]) : [value as T]);

/** What a test about this fact is called: the sentence that it proves. */
export function sentenceFor(fact: FactName, expected: ExpectedFact | null): string {
  const words = fact.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  if (!expected) return `the ${words} is left open`;
  const value = listed(expected.value).join(' or ');
  const place = expected.line === undefined ? '' : ` from ${expected.cell === undefined ? '' : `cell ${expected.cell}, `}line ${expected.line}`;
  const manner = expected.text === undefined ? '' : ' as written';
  return `the ${words} ${value} is read${place}${manner}${expected.orAbsent ? ', or left open' : ''}`;
}

function sameValue(actual: FactValue, expected: FactValue, fact: ExpectedFact): boolean {
  if (typeof actual === 'number' && typeof expected === 'number' && fact.within) return Math.abs(actual - expected) <= fact.within * expected;
  if (fact.ignoreCase) return String(actual).toLowerCase() === String(expected).toLowerCase();
  return actual === expected;
}

/** @throws AssertionError that names the difference in value, place, origin or written form. */
export function assertFact(run: Run, name: FactName, expected: ExpectedFact | null): void {
  const actual = run.facts[name] as Fact | undefined;
  if (!expected) {
    assert.equal(actual?.value, undefined, `${name} was invented`);
    return;
  }
  if (!actual) {
    assert.ok(expected.orAbsent, `${name} is missing`);
    return;
  }
  assert.ok(
    listed(expected.value).some((value) => sameValue(actual.value, value, expected)),
    `${name} is ${JSON.stringify(actual.value)}, not ${JSON.stringify(expected.value)}`,
  );
  if (expected.line !== undefined) assert.equal(actual.span?.line, expected.line, `${name}: line`);
  if (expected.cell !== undefined) assert.equal(actual.span?.cell, expected.cell, `${name}: cell`);
  if (expected.origin !== undefined) assert.equal(actual.origin, expected.origin, `${name}: origin`);
  if (expected.text !== undefined) assert.equal(actual.text, expected.text, `${name}: text`);
}

/** @throws AssertionError unless the run starts at the expected line under the expected name. */
export function assertAnchor(run: Run, expected: ExpectedRun): void {
  assert.equal(run.anchor.line, expected.anchor.line, 'anchor line');
  assert.equal(run.anchor.cell, expected.anchor.cell, 'anchor cell');
  assert.ok(listed(expected.framework).includes(run.framework), `framework is ${run.framework}`);
}

// What a language model sent, made sure of: models leave things out, invent keys and send numbers as words.
import type { Settings } from '../model/settings';
import { MOST_COMPARED, toolDefinitions, type Schema } from './toolDefinitions';
import { isRecord } from '../model/json';

/** A run that a call is about. */
export interface Subject {
  readonly path?: string;
  readonly code?: string;
  readonly fileName?: string;
  /** from 1 */
  readonly run?: number;
  readonly settings: Settings;
}

/** Said to the model, which can put it right and ask again. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
}

/** Longer texts are no training script. */
const LONGEST_CODE = 2_000_000;
const LONGEST_TEXT = 1000;

/** @throws ToolError that names the key and what it takes. */
export function readSubject(input: unknown): Subject {
  const { properties = {} } = toolDefinitions[0]!.inputSchema;
  const given = checked(input, properties);
  const { path, code, fileName, run, ...settings } = given as { path?: string; code?: string; fileName?: string; run?: number } & Settings;
  if ((path === undefined) === (code === undefined)) throw new ToolError('give either path or code');
  if (fileName !== undefined && code === undefined) throw new ToolError('fileName goes with code');
  return { path, code, fileName, run, settings };
}

/** @throws ToolError */
export function readSubjects(input: unknown): readonly Subject[] {
  const runs = isRecord(input) ? input['runs'] : undefined;
  if (!Array.isArray(runs) || runs.length < 2 || runs.length > MOST_COMPARED) throw new ToolError(`runs: a list of 2 to ${MOST_COMPARED} runs`);
  return runs.map((one: unknown, index) => {
    try {
      return readSubject(one);
    } catch (error) {
      throw error instanceof ToolError ? new ToolError(`runs[${index}]: ${error.message}`) : error;
    }
  });
}

/** Keys that are there with null count as left out. */
function checked(input: unknown, properties: Readonly<Record<string, Schema>>): Readonly<Record<string, unknown>> {
  if (!isRecord(input)) throw new ToolError('an object is expected');
  const given = Object.entries(input).filter(([, value]) => value !== null && value !== undefined);
  for (const [key, value] of given) {
    const schema = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (!schema) throw new ToolError(`${key}: unknown; there are ${Object.keys(properties).join(', ')}`);
    const problem = problemOf(key, value, schema);
    if (problem) throw new ToolError(`${key}: ${problem}`);
  }
  return Object.fromEntries(given);
}

function problemOf(key: string, value: unknown, { type, minimum = Number.MIN_VALUE, enum: words }: Schema): string | undefined {
  if (type === 'string') {
    if (typeof value !== 'string' || value.trim() === '') return 'a text that is not empty';
    if (value.length > (key === 'code' ? LONGEST_CODE : LONGEST_TEXT)) return 'too long';
    return words && !words.includes(value) ? `one of ${words.join(', ')}` : undefined;
  }
  if (typeof value !== 'number' || !Number.isFinite(value) || (type === 'integer' && !Number.isInteger(value)))
    return `a ${type === 'integer' ? 'whole ' : ''}number`;
  return value < minimum ? (minimum >= 1 ? `at least ${minimum}` : 'more than 0') : undefined;
}

// Bodies of functions, read when somebody asks for them: of most modules that a program imports only a few functions are ever called.
import type { FunctionStatement, Statement } from '../syntax/statements';

export interface Body {
  readonly statements: readonly Statement[];
  /** contains a `yield` of its own */
  readonly generator: boolean;
}

/** How a function's body is read, and how much further on in the text it stands by now. */
interface Reading {
  readonly read: () => Body;
  readonly by: number;
}

const readings = new WeakMap<object, Reading>();

type Head = Omit<FunctionStatement, 'body' | 'generator'>;

/** A function whose body is read at the first look at it, once. */
export function functionWithBody(head: Head, read: () => Body): FunctionStatement {
  let body: Body | undefined;
  return withReading(head, { read: () => (body ??= read()), by: 0 });
}

function withReading(head: Head, reading: Reading): FunctionStatement {
  let body: Body | undefined;
  const get = (): Body => (body ??= moved(reading.read(), reading.by));
  const made: FunctionStatement = {
    ...head,
    get body() {
      return get().statements;
    },
    get generator() {
      return get().generator;
    },
  };
  readings.set(made, reading);
  return made;
}

const offsetKeys: ReadonlySet<string> = new Set(['from', 'to', 'open', 'close', 'headTo']);

/** The same syntax further on in the text. */
export function moved<T>(node: T, by: number): T {
  if (by === 0 || typeof node !== 'object' || node === null) return node;
  if (Array.isArray(node)) return node.map((part: unknown) => moved(part, by)) as T;
  const reading = readings.get(node);
  if (reading) {
    const { kind, name, parameters, decorators, headTo, from, to } = node as unknown as FunctionStatement;
    // Counted from where the body was first read, so that no number of edits makes a chain of moves.
    return withReading(moved({ kind, name, parameters, decorators, headTo, from, to }, by), { read: reading.read, by: reading.by + by }) as T;
  }
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node)) copy[key] = typeof value === 'number' && offsetKeys.has(key) ? value + by : moved(value as unknown, by);
  return copy as T;
}

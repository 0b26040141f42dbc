// Follows a small program and tells which values reach its calls of `lib.show(...)`.
import { newModule } from '../../../../src/analysis/evaluate/modules/imports';
import { Machine } from '../../../../src/analysis/evaluate/machine';
import type { CallEvent } from '../../../../src/analysis/evaluate/state/events';
import { runBlock } from '../../../../src/analysis/evaluate/statements/statements';
import type { Value } from '../../../../src/analysis/evaluate/values';
import { parsePython } from '../../../../src/analysis/languages/python/pythonParser';

/** Follows `main.py` and returns the first argument of every `lib.show(...)`, in order. */
export function shown(text: string, files: Readonly<Record<string, string>> = {}): { values: Value[]; machine: Machine } {
  const values: Value[] = [];
  const listener = { call: ({ instance }: CallEvent) => void (instance.callee === 'lib.show' && values.push(instance.call.positional[0]!)) };
  const machine = new Machine({ root: '', read: (path) => files[path], list: () => undefined }, listener, new Map(), 'main.py');
  const unit = parsePython('main.py', `import lib\n${text}`);
  runBlock(machine, { scope: newModule('__main__', 'main.py').scope, unit, returned: [] }, unit.body);
  return { values, machine };
}

export function plain(value: Value | undefined): unknown {
  switch (value?.kind) {
    case 'known':
      return value.value;
    case 'sequence':
      return value.items.map(plain);
    case 'mapping':
      return Object.fromEntries([...value.entries].map(([key, entry]) => [key, plain(entry)]));
    case 'choice':
      return new Set(value.options.map(plain));
    case 'unknown':
      return `?${value.reason}${value.detail ? ` ${value.detail}` : ''}`;
    default:
      return value?.kind === 'instance' ? value.callee : value?.kind;
  }
}

/** What reaches the first `lib.show(...)`, as plain data. */
export const one = (text: string, files?: Readonly<Record<string, string>>): unknown => plain(shown(text, files).values[0]);

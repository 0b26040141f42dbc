// Reads JSON and JSON with comments into values with spans; broken text yields what can be recovered.
import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { Span } from '../../../model/source';
import type { Value } from '../../evaluate/values';
import { givenUp, known, mapping, maximumDepth, maximumEntries, type ConfigDocument } from '../configDocument';
import { LineIndex } from '../lineIndex';
import { nestsTooDeep, nestsTooDeepMessage } from '../nesting';

/** Calls of Jsonnet's library with what is computed from them, to the end of the value: `std.parseInt(std.extVar("BATCH")) / 2`. */
const libraryCall = /(?<=[:[,]\s{0,8})std\.\w+\([^,\n\]}]*/g;

/** AllenNLP's files are Jsonnet at heart: what is only told at run time stands as null of the same length. */
const withoutCalls = (text: string): string => (text.includes('std.') ? text.replace(libraryCall, (call) => 'null'.padEnd(call.length)) : text);

/** Never throws; an empty or unreadable text has the root `null`. */
export function readJson(path: string, text: string): ConfigDocument {
  if (nestsTooDeep(text)) return givenUp(path, nestsTooDeepMessage);
  const errors: ParseError[] = [];
  const lines = new LineIndex(path, text);
  const tree = parseTree(withoutCalls(text), errors, { allowTrailingComma: true });
  let entries = 0;
  const convert = (node: Node, depth: number): Value => {
    const span = lines.span(node.offset, node.offset + node.length);
    if (depth > maximumDepth || ++entries > maximumEntries) return { kind: 'unknown', reason: 'gave-up', origin: 'literal', span };
    if (node.type === 'object') {
      const values = new Map<string, Value>();
      const keys = new Map<string, Span>();
      for (const property of node.children ?? []) {
        const [key, value] = property.children ?? [];
        if (!key || typeof key.value !== 'string' || !value) continue;
        values.set(key.value, convert(value, depth + 1));
        keys.set(key.value, lines.span(key.offset, key.offset + key.length));
      }
      return mapping(values, keys, span, errors.length === 0);
    }
    if (node.type === 'array')
      return {
        kind: 'sequence',
        items: (node.children ?? []).map((child) => convert(child, depth + 1)),
        complete: errors.length === 0,
        origin: 'literal',
        span,
      };
    if (node.type === 'null' && !text.startsWith('null', node.offset)) return { kind: 'unknown', reason: 'run-time', origin: 'literal', span };
    const value = node.value as string | number | boolean | null;
    return known(value, span, text.slice(node.offset, node.offset + node.length));
  };
  const root = tree ? convert(tree, 0) : known(null, undefined);
  const first = errors[0];
  return {
    path,
    root,
    diagnostics: first
      ? [{ message: 'Not valid JSON here; the rest was read as far as possible.', span: lines.span(first.offset, first.offset + first.length) }]
      : [],
  };
}

// What the readers of configuration languages yield: one value tree with spans, whatever the syntax was.
import type { Diagnostic } from '../../model/run';
import type { Span } from '../../model/source';
import type { Known, Mapping, Value } from '../evaluate/values';

/** One configuration: a file, or one of a file's YAML documents. */
export interface ConfigDocument {
  readonly path: string;
  readonly root: Value;
  readonly diagnostics: readonly Diagnostic[];
  /** nothing was read: too long, too deep, or beyond the parser */
  readonly isGivenUp?: boolean;
}

/** A configuration of which nothing is read, with the reason for the log. */
export const givenUp = (path: string, message: string): ConfigDocument => ({
  path,
  root: known(null, undefined),
  diagnostics: [{ message }],
  isGivenUp: true,
});

/** Entries a single configuration may have in all; a larger one is data, not a configuration, and the rest is left out. */
export const maximumEntries = 20_000;
/** Levels of nesting that are read; hostile files nest to exhaust the stack. */
export const maximumDepth = 64;

export const known = (value: Known['value'], span: Span | undefined, text?: string): Known => ({
  kind: 'known',
  value,
  origin: 'literal',
  ...(span && { span }),
  ...(text !== undefined && { text }),
});

export const mapping = (entries: ReadonlyMap<string, Value>, keySpans: ReadonlyMap<string, Span>, span?: Span, complete = true): Mapping => ({
  kind: 'mapping',
  entries,
  keySpans,
  complete,
  origin: 'literal',
  ...(span && { span }),
});

/** The place of the first top-level key: where a reader says that the configuration starts. */
export function firstKey(root: Value): Span | undefined {
  if (root.kind === 'mapping') return root.keySpans?.values().next().value;
  if (root.kind === 'sequence') return root.items[0]?.span;
  return undefined;
}

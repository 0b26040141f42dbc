// Where something stands in a file, where a value came from, and what backs a figure.

/** A stretch of a document. Lines are 1-based, columns 0-based (UTF-16 units); in a notebook the lines count within `cell` (0-based among all cells). */
export interface Span {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly cell?: number;
}

/** How a value came to be, in the words of the JSON contract. */
export type Origin = 'literal' | 'argument-default' | 'library-default' | 'config' | 'launcher' | 'derived' | 'knowledge' | 'user';

/** How sure a table row is: read in its source, computed from parts that were, or written from memory. */
export type Confidence = 'verified' | 'computed' | 'recalled';

/** What a user sees who asks "where is this from?"; every figure has one that opens. */
export type Provenance =
  | { readonly kind: 'code'; readonly span: Span; readonly origin: Origin; readonly text?: string }
  | {
      readonly kind: 'library-default';
      readonly library: string;
      readonly version: string;
      readonly argument: string;
      readonly source?: string;
      readonly span?: Span;
    }
  | {
      readonly kind: 'table';
      readonly table: string;
      readonly row: string;
      readonly source: string;
      readonly url?: string;
      readonly year?: number;
      readonly licence?: string;
      readonly confidence?: Confidence;
    }
  | { readonly kind: 'setting'; readonly key: string }
  | { readonly kind: 'assumption'; readonly why: string; readonly source?: string; readonly url?: string }
  | { readonly kind: 'formula'; /** heading in docs/method.md */ readonly anchor: string; readonly text: string; readonly url?: string };

/** A value together with what backs it; the first entry is the decisive one. */
export interface Sourced<T> {
  readonly value: T;
  readonly provenance: readonly Provenance[];
}

// Expressions of the Python syntax tree as the interpreter sees it: small, typed, with offsets into the text. Nothing here knows which parser made it.

/** Offsets into the unit's text, `to` exclusive. */
export interface Node {
  readonly from: number;
  readonly to: number;
}

export type Expression =
  | NameExpression
  | ConstantExpression
  | FormatStringExpression
  | AttributeExpression
  | SubscriptExpression
  | SliceExpression
  | CallExpression
  | BinaryExpression
  | LogicalExpression
  | CompareExpression
  | UnaryExpression
  | ConditionalExpression
  | LambdaExpression
  | SequenceExpression
  | DictionaryExpression
  | ComprehensionExpression
  | WalrusExpression
  | StarredExpression
  | AwaitExpression
  | YieldExpression
  | OpaqueExpression;

export interface NameExpression extends Node {
  readonly kind: 'name';
  readonly name: string;
}
/** A literal; `null` is None. Bytes and complex numbers are opaque. */
export interface ConstantExpression extends Node {
  readonly kind: 'constant';
  readonly value: string | number | boolean | null;
}
export interface FormatStringExpression extends Node {
  readonly kind: 'formatString';
  /** text between the replacements, decoded, and the replacements in order; `specification` is the raw text after the colon */
  readonly parts: readonly (string | { readonly value: Expression; readonly conversion?: string; readonly specification?: string })[];
}
export interface AttributeExpression extends Node {
  readonly kind: 'attribute';
  readonly object: Expression;
  readonly name: string;
}
export interface SubscriptExpression extends Node {
  readonly kind: 'subscript';
  readonly object: Expression;
  readonly index: Expression;
}
export interface SliceExpression extends Node {
  readonly kind: 'slice';
  readonly lower?: Expression;
  readonly upper?: Expression;
  readonly step?: Expression;
}
/** `name` for keywords; `star` 1 for `*a`, 2 for `**a`. */
export interface Argument extends Node {
  readonly name?: string;
  readonly star?: 1 | 2;
  readonly value: Expression;
}
export interface CallExpression extends Node {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
  /** offsets just inside the parentheses */
  readonly open: number;
  readonly close: number;
}
export interface BinaryExpression extends Node {
  readonly kind: 'binary';
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}
export interface LogicalExpression extends Node {
  readonly kind: 'logical';
  readonly operator: 'and' | 'or';
  readonly left: Expression;
  readonly right: Expression;
}
export interface CompareExpression extends Node {
  readonly kind: 'compare';
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}
export interface UnaryExpression extends Node {
  readonly kind: 'unary';
  readonly operator: string;
  readonly operand: Expression;
}
export interface ConditionalExpression extends Node {
  readonly kind: 'conditional';
  readonly test: Expression;
  readonly body: Expression;
  readonly otherwise: Expression;
}
export interface LambdaExpression extends Node {
  readonly kind: 'lambda';
  readonly parameters: readonly Parameter[];
  readonly body: Expression;
}
export interface SequenceExpression extends Node {
  readonly kind: 'sequence';
  readonly type: 'list' | 'tuple' | 'set';
  readonly items: readonly Expression[];
}
export interface DictionaryExpression extends Node {
  readonly kind: 'dictionary';
  /** without a key: `**value` */
  readonly entries: readonly { readonly key?: Expression; readonly value: Expression }[];
}
export interface ComprehensionExpression extends Node {
  readonly kind: 'comprehension';
  readonly type: 'list' | 'set' | 'dict' | 'generator';
  readonly key?: Expression;
  readonly element: Expression;
  readonly clauses: readonly ComprehensionClause[];
}
export type ComprehensionClause = { readonly target: Expression; readonly iterable: Expression } | { readonly test: Expression };
export interface WalrusExpression extends Node {
  readonly kind: 'walrus';
  readonly target: Expression;
  readonly value: Expression;
}
export interface StarredExpression extends Node {
  readonly kind: 'starred';
  readonly value: Expression;
}
export interface AwaitExpression extends Node {
  readonly kind: 'await';
  readonly value: Expression;
}
export interface YieldExpression extends Node {
  readonly kind: 'yield';
  readonly value?: Expression;
  readonly delegates: boolean;
}
/** What could not be read: an error, something too deep, or syntax without a meaning here. */
export interface OpaqueExpression extends Node {
  readonly kind: 'opaque';
}

export interface Parameter extends Node {
  readonly name: string;
  readonly star?: 1 | 2;
  readonly keywordOnly?: boolean;
  readonly annotation?: Expression;
  readonly default?: Expression;
}

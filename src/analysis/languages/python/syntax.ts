// The Python syntax tree as the interpreter sees it: small, typed, with offsets into the text. Nothing here knows which parser made it.

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

export type Statement =
  | ExpressionStatement
  | AssignStatement
  | UpdateStatement
  | ReturnStatement
  | RaiseStatement
  | DeleteStatement
  | AssertStatement
  | SimpleStatement
  | ScopeStatement
  | ImportStatement
  | ImportFromStatement
  | IfStatement
  | ForStatement
  | WhileStatement
  | TryStatement
  | WithStatement
  | FunctionStatement
  | ClassStatement
  | MatchStatement;

export interface ExpressionStatement extends Node {
  readonly kind: 'expression';
  readonly value: Expression;
}
export interface AssignStatement extends Node {
  readonly kind: 'assign';
  readonly targets: readonly Expression[];
  readonly annotation?: Expression;
  readonly value?: Expression;
}
export interface UpdateStatement extends Node {
  readonly kind: 'update';
  readonly target: Expression;
  readonly operator: string;
  readonly value: Expression;
}
export interface ReturnStatement extends Node {
  readonly kind: 'return';
  readonly value?: Expression;
}
export interface RaiseStatement extends Node {
  readonly kind: 'raise';
  readonly value?: Expression;
}
export interface DeleteStatement extends Node {
  readonly kind: 'delete';
  readonly targets: readonly Expression[];
}
export interface AssertStatement extends Node {
  readonly kind: 'assert';
  readonly test: Expression;
}
export interface SimpleStatement extends Node {
  readonly kind: 'pass' | 'break' | 'continue';
}
export interface ScopeStatement extends Node {
  readonly kind: 'global' | 'nonlocal';
  readonly names: readonly string[];
}
export interface ImportStatement extends Node {
  readonly kind: 'import';
  readonly names: readonly { readonly name: string; readonly alias?: string }[];
}
export interface ImportFromStatement extends Node {
  readonly kind: 'importFrom';
  /** number of leading dots */
  readonly level: number;
  readonly module: string;
  /** `*` stands alone */
  readonly names: readonly { readonly name: string; readonly alias?: string }[];
}
export interface IfStatement extends Node {
  readonly kind: 'if';
  readonly branches: readonly { readonly test: Expression; readonly body: readonly Statement[] }[];
  readonly otherwise: readonly Statement[];
}
export interface ForStatement extends Node {
  readonly kind: 'for';
  readonly target: Expression;
  readonly iterable: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
  /** end of the head, at the colon */
  readonly headTo: number;
}
export interface WhileStatement extends Node {
  readonly kind: 'while';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
  readonly headTo: number;
}
export interface TryStatement extends Node {
  readonly kind: 'try';
  readonly body: readonly Statement[];
  readonly handlers: readonly { readonly type?: Expression; readonly name?: string; readonly body: readonly Statement[] }[];
  readonly otherwise: readonly Statement[];
  readonly final: readonly Statement[];
}
export interface WithStatement extends Node {
  readonly kind: 'with';
  readonly items: readonly { readonly context: Expression; readonly target?: Expression }[];
  readonly body: readonly Statement[];
}
export interface FunctionStatement extends Node {
  readonly kind: 'function';
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly decorators: readonly Expression[];
  readonly body: readonly Statement[];
  readonly headTo: number;
  /** contains a `yield` of its own */
  readonly generator: boolean;
}
export interface ClassStatement extends Node {
  readonly kind: 'class';
  readonly name: string;
  readonly arguments: readonly Argument[];
  readonly decorators: readonly Expression[];
  readonly body: readonly Statement[];
}
export interface MatchStatement extends Node {
  readonly kind: 'match';
  readonly subject: Expression;
  readonly clauses: readonly { readonly pattern: Pattern; readonly guard?: Expression; readonly body: readonly Statement[] }[];
}
/** Patterns of `match`; class patterns and what else decides at run time are `other`. */
export type Pattern =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** a dotted name, compared by equality */
  | { readonly kind: 'value'; readonly value: Expression }
  | { readonly kind: 'capture'; readonly name: string }
  | { readonly kind: 'or'; readonly options: readonly Pattern[] }
  | { readonly kind: 'sequence'; readonly items: readonly Pattern[] }
  /** `*rest` within a sequence */
  | { readonly kind: 'star'; readonly name?: string }
  | { readonly kind: 'mapping'; readonly entries: readonly { readonly key: string; readonly pattern: Pattern }[]; readonly rest?: string }
  | { readonly kind: 'as'; readonly pattern: Pattern; readonly name: string }
  | { readonly kind: 'other' };

/** One parsed text: a module, or a code cell of a notebook. */
export interface SourceUnit {
  /** the text stands inside a string of the file: lines are those of the string, and nothing can be edited by its offsets */
  readonly embedded?: boolean;
  readonly path: string;
  readonly cell?: number;
  readonly text: string;
  readonly lineStarts: readonly number[];
  readonly body: readonly Statement[];
}

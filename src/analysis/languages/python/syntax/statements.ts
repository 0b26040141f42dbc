// Statements of the Python syntax tree, and the unit of text that they were read from.
import type { Argument, Expression, Node, Parameter } from './expressions';

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

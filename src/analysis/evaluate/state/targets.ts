// What names refer to and where: scopes, modules, frames, and the functions, classes and modules that a reference leads to.
import type { Origin, Span } from '../../../model/source';
import type { Place } from '../../languages/python/positions';
import type { Expression, LambdaExpression } from '../../languages/python/syntax/expressions';
import type { ClassStatement, FunctionStatement, SourceUnit } from '../../languages/python/syntax/statements';
import type { Machine } from '../machine';
import type { CallArguments, Reference, Value } from '../values';

export interface Scope {
  readonly variables: Map<string, Value>;
  readonly parent?: Scope;
  readonly module: Module;
  /** names declared global or nonlocal, and the scope that holds them */
  readonly outer?: Map<string, Scope>;
  readonly kind: 'module' | 'function' | 'class';
}

export interface Module {
  readonly name: string;
  readonly path: string;
  readonly scope: Scope;
  /** library modules whose names were imported by `*`, last first */
  readonly starImports: string[];
  state: 'running' | 'done';
}

/** A function being run. */
export interface Frame {
  readonly scope: Scope;
  readonly unit: SourceUnit;
  readonly function?: FunctionTarget;
  readonly returned: Value[];
  readonly yielded?: Value[];
  /** whether a `yield` may give more than was seen: it stands in a loop that was entered once, or under an unknown condition */
  yieldsMore?: boolean;
  /** the object whose method this is, for `super()` */
  readonly self?: Value;
  readonly owner?: ClassTarget;
}

export interface FunctionTarget {
  readonly type: 'function';
  readonly name: string;
  readonly node: FunctionStatement | LambdaExpression;
  readonly unit: SourceUnit;
  readonly closure: Scope;
  readonly defaults: ReadonlyMap<string, Value>;
  readonly decorators: readonly Value[];
  readonly owner?: ClassTarget;
  readonly binding?: 'static' | 'class' | 'property';
  called: boolean;
}
export interface ClassTarget {
  readonly type: 'class';
  readonly name: string;
  readonly node: ClassStatement;
  readonly unit: SourceUnit;
  readonly bases: readonly Value[];
  /** qualified names of library classes among its ancestors, nearest first */
  readonly libraryBases: readonly string[];
  readonly namespace: Map<string, Value>;
  readonly decorators: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  /** annotated names in order, with their annotation, for dataclasses */
  readonly fields: { readonly name: string; readonly annotation: Expression; readonly place: Place; readonly default?: Value }[];
}
export interface MethodTarget {
  readonly type: 'method';
  readonly function: FunctionTarget;
  readonly self: Value;
  readonly owner?: ClassTarget;
}
export interface PartialTarget {
  readonly type: 'partial';
  readonly callee: Value;
  readonly call: CallArguments;
}
export interface ModuleTarget {
  readonly type: 'module';
  readonly module: Module;
}
export interface SuperTarget {
  readonly type: 'super';
  readonly self: Value;
  readonly after: ClassTarget;
}
/** Something that behaves in a way of its own when called: methods of containers, parsers, ... */
export interface NativeTarget {
  readonly type: 'native';
  readonly call: (machine: Machine, call: CallArguments, place: Place, frame: Frame) => Value;
}
export type Target = FunctionTarget | ClassTarget | MethodTarget | PartialTarget | ModuleTarget | SuperTarget | NativeTarget;

export function reference(name: string, target?: Target, span?: Span, origin: Origin = 'literal'): Reference {
  return { kind: 'reference', name, target, span, origin };
}

export const native = (name: string, call: NativeTarget['call']): Reference => reference(name, { type: 'native', call });

export const targetOf = (value: Value | undefined): Target | undefined => (value?.kind === 'reference' ? (value.target as Target | undefined) : undefined);

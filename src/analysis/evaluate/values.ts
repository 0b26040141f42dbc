// The values that every front end yields: what is known of a thing in the user's program, where it was determined and how.
import type { Origin, Span } from '../../model/source';
import type { UnknownFact } from '../../model/run';

interface Determined {
  /** where a reader would look for it; for a call's argument the argument's expression */
  readonly span?: Span;
  readonly origin: Origin;
  /** values it was computed from, so that the chain shown to the user is read off the value */
  readonly inputs?: readonly Value[];
}

/** A constant. `null` is Python's None, YAML's null. `text` keeps the written form (`2e-5`, `5 * 10**-5`). */
export interface Known extends Determined {
  readonly kind: 'known';
  readonly value: string | number | boolean | null;
  readonly text?: string;
  /** for a library's default: "transformers 4.50 TrainingArguments.num_train_epochs" */
  readonly source?: string;
  /** the name of the enumeration's member that this is the value of */
  readonly member?: string;
  /** stands in the code as a literal, so that the text at `span` may be replaced */
  readonly written?: boolean;
  /** values that it won over: an argument's default that a command line or a file overrides */
  readonly overridden?: readonly Value[];
}

/** A list, tuple, set or array; `complete` is false when more elements may exist than are listed. */
export interface Sequence extends Determined {
  readonly kind: 'sequence';
  readonly items: readonly Value[];
  readonly complete: boolean;
  /** Python's kind of sequence; absent means list */
  readonly type?: 'list' | 'tuple' | 'set' | 'generator';
  /** the name of the enumeration's member that this is the value of */
  readonly member?: string;
}

/** A dictionary, config mapping or object literal; later keys win. */
export interface Mapping extends Determined {
  readonly kind: 'mapping';
  readonly entries: ReadonlyMap<string, Value>;
  readonly complete: boolean;
  /** what makes the value of a key that isn't there (`defaultdict(list)`) */
  readonly factory?: Value;
  /** the span of each entry's key, for config files */
  readonly keySpans?: ReadonlyMap<string, Span>;
}

/** Arguments of a call as written. */
export interface CallArguments {
  readonly positional: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  /** where each argument's expression stands in the call, by name or position, for edits */
  readonly places?: { get(key: string | number): Span | undefined };
  /** false when `*args` or `**kwargs` of unknown content may add more */
  readonly complete: boolean;
  /** what `*args` of unknown content spread */
  readonly spread?: readonly Value[];
}

/**
 * The result of calling something outside the workspace, or an object of a workspace class. `callee` is the qualified name after imports and aliases are
 * resolved (`transformers.TrainingArguments`, `transformers.AutoModel.from_pretrained`, `torch.optim.AdamW`); `bases` are the qualified names of the
 * classes that a workspace class derives from; `receiver` is the object for method calls.
 */
export interface Instance extends Determined {
  readonly kind: 'instance';
  readonly callee: string;
  readonly bases: readonly string[];
  readonly call: CallArguments;
  /** what the constructor of a workspace class was given, where `call` tells what its library base was given instead */
  readonly given?: CallArguments;
  readonly receiver?: Value;
  /** how the value was got from its receiver, where that was no call: `model.fc`, `batch["x"]`, one element of a loop or unpacking, an operator */
  readonly role?: 'attribute' | 'item' | 'element' | 'operator';
  /** the interpreter's class, for objects of workspace classes */
  readonly classTarget?: unknown;
  /** attributes that the program set, by name; mutable while the program is followed */
  readonly attributes: Map<string, Value>;
  /** the whole call expression, and the inside of its parentheses for edits that add an argument */
  readonly callSpan?: Span;
  readonly argumentsSpan?: Span;
}

/** One of a few values, with the condition under which each holds where it is known. */
export interface Choice extends Determined {
  readonly kind: 'choice';
  readonly options: readonly Value[];
}

export interface Unknown extends Determined {
  readonly kind: 'unknown';
  readonly reason: UnknownFact['reason'];
  /** the argument, variable or file that would decide it */
  readonly detail?: string;
  /** the attribute's name, for what was read from something unknown */
  readonly member?: string;
  /** for a name that a loop counts up: its value before the loop */
  readonly counterFrom?: Value;
  /** for a product, what was multiplied: dividing by one of them leaves the other */
  readonly factors?: readonly [Value, Value];
  /** for a sum, what was added: taking one of them away leaves the other */
  readonly terms?: readonly [Value, Value];
}

/** Something that can be called or imported; what it holds is the interpreter's own business. */
export interface Reference extends Determined {
  readonly kind: 'reference';
  /** qualified name for library symbols (`torch.nn.Linear`), or the workspace symbol's name */
  readonly name: string;
  /** the interpreter's function, class, bound method, partial or module */
  readonly target?: unknown;
}

export type Value = Known | Sequence | Mapping | Instance | Choice | Unknown | Reference;

type Scalar = string | number | boolean | null;

/** A constant determined at `span`. */
export const known = (value: Scalar, span?: Span, origin: Origin = 'literal', inputs?: readonly Value[]): Known => ({
  kind: 'known',
  value,
  span,
  origin,
  inputs,
});

/** Something that the files leave open. */
export const unknown = (reason: Unknown['reason'], span?: Span, detail?: string, inputs?: readonly Value[]): Unknown => ({
  kind: 'unknown',
  reason,
  span,
  detail,
  origin: 'derived',
  inputs,
});

export const sequence = (items: readonly Value[], span?: Span, type: Sequence['type'] = 'list', complete = true): Sequence => ({
  kind: 'sequence',
  items,
  complete,
  type,
  span,
  origin: 'literal',
});

export const mapping = (entries: ReadonlyMap<string, Value>, span?: Span, complete = true, origin: Origin = 'literal'): Mapping => ({
  kind: 'mapping',
  entries,
  complete,
  span,
  origin,
});

export const isKnown = (value: Value | undefined): value is Known => value?.kind === 'known';
export const isNone = (value: Value | undefined): boolean => value?.kind === 'known' && value.value === null;
export const knownString = (value: Value | undefined): string | undefined =>
  value?.kind === 'known' && typeof value.value === 'string' ? value.value : undefined;
export const knownNumber = (value: Value | undefined): number | undefined => {
  if (value?.kind !== 'known') return undefined;
  if (typeof value.value === 'number') return value.value;
  return typeof value.value === 'boolean' ? Number(value.value) : undefined;
};
export const knownBoolean = (value: Value | undefined): boolean | undefined =>
  value?.kind === 'known' && typeof value.value === 'boolean' ? value.value : undefined;

/** The same value with another origin (an argument's default, a config's entry); `span` replaces the place where one is given. */
export function withOrigin<T extends Value>(value: T, origin: Origin, span?: Span): T {
  if (value.kind === 'instance' || value.kind === 'reference') return value;
  return { ...value, origin, span: value.span ?? span };
}

/** Either of the values; equal ones are one, and a choice of choices is flat. Past eight it is unknown. */
export function choice(values: readonly Value[]): Value {
  const options: Value[] = [];
  for (const value of values) {
    for (const option of value.kind === 'choice' ? value.options : [value]) {
      if (!options.some((other) => sameValue(other, option))) options.push(option);
    }
  }
  if (options.length === 1) return options[0]!;
  if (options.length === 0 || options.length > 8) return unknown('run-time', values[0]?.span);
  return { kind: 'choice', options, origin: 'derived', span: options[0]!.span };
}

/** Whether two values are certainly the same: the same object, equal constants, or the same lack of knowledge. */
export function sameValue(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (left.kind === 'known' && right.kind === 'known') return Object.is(left.value, right.value);
  if (left.kind === 'unknown' && right.kind === 'unknown') return left.reason === right.reason && left.detail === right.detail && left.inputs === right.inputs;
  if (left.kind === 'sequence' && right.kind === 'sequence') {
    return (
      left.complete === right.complete &&
      left.items.length === right.items.length &&
      left.items.length < 16 &&
      left.items.every((item, index) => item === right.items[index] || (item.kind === 'known' && sameValue(item, right.items[index]!)))
    );
  }
  return left.kind === 'reference' && right.kind === 'reference' && left.target === undefined && right.target === undefined && left.name === right.name;
}

/** The possibilities of a value: the options of a choice, else the value alone. */
export const optionsOf = (value: Value | undefined): readonly Value[] => (value === undefined ? [] : value.kind === 'choice' ? value.options : [value]);

/** Names under which a description may know an object: what it was made by, and the library classes it derives from. */
export const classNamesOf = (instance: Instance): readonly string[] => [instance.callee, ...instance.bases];

export const emptyArguments: CallArguments = { positional: [], keywords: new Map(), complete: true };

/** Stands in a mapping for every key that isn't known. */
export const anyKey = '*';

// The state of one abstract run: scopes, budget, the stacks that say where execution is, and the listener that framework descriptions sit behind.
import type { Origin, Span } from '../../model/source';
import type { Diagnostic } from '../../model/run';
import type {
  ClassStatement,
  Expression,
  ForStatement,
  FunctionStatement,
  LambdaExpression,
  Node,
  SourceUnit,
  WhileStatement,
} from '../languages/python/syntax';
import { Place } from '../languages/python/positions';
import type { Sources } from '../project/sources';
import { Trail } from './trail';
import { unknown, type CallArguments, type Instance, type Reference, type Unknown, type Value } from './values';

export type Completion = 'normal' | 'return' | 'break' | 'continue' | 'raise';

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

/** A loop that is being run, shared by all the events inside it. */
export interface Loop {
  readonly node: ForStatement | WhileStatement;
  /** the loop's head */
  readonly place: Place;
  readonly outer?: Loop;
  /** what a `for` walks, tqdm and enumerate unwrapped */
  readonly iterable?: Value;
  /** how often it goes round, where that is known */
  trips?: Value;
  /** conditions that leave it: `if step >= limit: break`, with whether the loop itself counts `counter` */
  readonly exits: { readonly limit: Value; readonly counter: string; readonly inclusive: boolean; readonly place: Place; readonly from?: Value }[];
  /** serial number, to see what was made inside */
  readonly serial: number;
  readonly function?: FunctionTarget;
  /** the innermost call in the analysed file that led here, for loops of other files */
  readonly calledFrom?: Place;
  /** gone through item by item, so that what happens inside is all that happens */
  unrolled?: boolean;
  /** names that the body counts up by one */
  readonly counters: ReadonlySet<string>;
}
/** A condition that holds only every so many steps: `if (step + 1) % accumulation == 0`. */
export interface Guard {
  readonly every: Value;
  readonly outer?: Guard;
}
/** A `with` block that is being run. */
export interface Context {
  readonly value: Value;
  readonly place: Place;
  readonly outer?: Context;
}

/** A call of something outside the workspace. */
export interface CallEvent {
  readonly instance: Instance;
  readonly place: Place;
  readonly loop?: Loop;
  readonly guard?: Guard;
  readonly context?: Context;
  readonly frame: Frame;
  /** the statement that the call stands in, for edits that wrap it */
  readonly unit: SourceUnit;
}
export interface Listener {
  call(event: CallEvent, machine: Machine): void;
  /** A `with` block was entered with this value. */
  entered?(value: Value, event: Omit<CallEvent, 'instance'>, machine: Machine): void;
  /** What the call gives, where a description knows better than "some object of that name" (wrappers give what they wrap). */
  result?(event: CallEvent, machine: Machine): Value | undefined;
  /** What an attribute of a library's object is, where a description knows (defaults of argument classes). */
  attribute?(object: Instance, name: string, machine: Machine): Value | undefined;
  /** An attribute of an object was set by the program. */
  attributeSet?(object: Value, name: string, value: Value, place: Place, machine: Machine): void;
  /** A function of the program is followed; its parameters have their values. */
  followed?(target: FunctionTarget, frame: Frame, machine: Machine): void;
}

/** The program is read again once a file that it asked for is loaded; nothing that this reading would still find counts. */
export class StillLoading extends Error {}

/** Steps after which the rest is unknown: about a second of work, far beyond what real scripts need. */
export const stepBudget = 400_000;
/** Nested evaluations of any kind; the stack holds several times as many. */
const depthLimit = 450;
export const callDepthLimit = 40;
/** The library setting under which the GPU stands that a notebook's metadata names. */
export const namedGpu = 'gpu';

export class Machine {
  readonly trail = new Trail();
  readonly diagnostics: Diagnostic[] = [];
  readonly modules = new Map<string, Module>();
  /** functions defined in the analysed file, for the visit of what nobody called */
  readonly functions: FunctionTarget[] = [];
  readonly classes: ClassTarget[] = [];
  /** objects of workspace classes, in the order in which they were made */
  readonly made: Instance[] = [];
  /** commands of typer applications and click groups */
  readonly commands = new Map<object, readonly FunctionTarget[]>();
  loop?: Loop;
  guard?: Guard;
  context?: Context;
  readonly callStack: FunctionTarget[] = [];
  /** where each active call was made, in step with `callStack` */
  readonly callPlaces: Place[] = [];
  steps = 0;
  depth = 0;
  importDepth = 0;
  serial = 0;
  /** serial number of the innermost loops when an object was made, by object */
  readonly madeIn = new Map<Instance, Loop>();
  exhausted = false;
  /** conditions that hold every so many steps, by the value of the condition */
  readonly periods = new Map<Value, Value>();
  /** conditions that compare a counter with a limit */
  readonly limits = new Map<Value, Loop['exits'][number]>();
  /** settings of libraries: `torch.backends.cuda.matmul.allow_tf32`, `os.environ[CUDA_VISIBLE_DEVICES]` */
  readonly librarySettings = new Map<string, Value>();
  private readonly members = new Map<Instance, Map<string, Value>>();
  /** folders that the program adds to `sys.path` */
  readonly addedFolders: string[] = [];
  /** words of the command line that belong to no option, in order */
  words: readonly Value[] = [];
  /** grows whenever something trains, so that a loop knows whether its body did */
  trainingEvents = 0;

  constructor(
    readonly sources: Sources,
    readonly listener: Listener,
    readonly launcher: ReadonlyMap<string, Value> = new Map(),
    /** the analysed file */
    readonly path = '',
    /** steps that are taken */
    private readonly limit = stepBudget,
  ) {}

  /** The innermost active call that stands in the analysed file. */
  get callInFile(): Place | undefined {
    return this.callPlaces.findLast((place) => place.unit?.path === this.path);
  }

  /** Counts a step. @returns false when the budget is spent. */
  step(): boolean {
    if (this.sources.isWaiting) throw new StillLoading();
    if (++this.steps <= this.limit) return true;
    this.exhausted = true;
    return false;
  }

  /** Runs one level deeper, or gives up. */
  nested<T>(run: () => T, otherwise: T): T {
    if (!this.enter()) return otherwise;
    const result = run();
    this.leave();
    return result;
  }

  /** Goes one level deeper, to be left again. @returns false where it would be too deep. */
  enter(): boolean {
    if (this.depth >= depthLimit) {
      this.exhausted = true;
      return false;
    }
    this.depth++;
    return true;
  }
  leave(): void {
    this.depth--;
  }

  /** Runs something on the side: it may tell, but what it writes is taken back, and it is in no loop. */
  quietly(run: () => void): void {
    const { loop, guard, context } = this;
    this.loop = this.guard = this.context = undefined;
    this.trail.attempt(run);
    Object.assign(this, { loop, guard, context });
  }

  private readonly receivers = new Map<ClassTarget, Value>();
  /** One object a class, for the visit of methods that nobody called. */
  receiverFor(owner: ClassTarget, make: () => Value): Value {
    let receiver = this.receivers.get(owner);
    if (!receiver) this.receivers.set(owner, (receiver = make()));
    return receiver;
  }

  /** What was read from an object before: the same attribute, item or element is the same thing again. */
  memberOf(object: Instance, key: string): Value | undefined {
    return this.members.get(object)?.get(key);
  }
  membersOf(object: Instance): ReadonlyMap<string, Value> {
    return this.members.get(object) ?? new Map();
  }
  rememberMember<T extends Value>(object: Instance, key: string, member: T): T {
    let members = this.members.get(object);
    if (!members) this.members.set(object, (members = new Map()));
    members.set(key, member);
    return member;
  }

  gaveUp(span?: Span): Unknown {
    return unknown('gave-up', span);
  }
}

export const placeOf = (unit: SourceUnit, node: Node): Place => new Place(unit, node.from, node.to);

export function reference(name: string, target?: Target, span?: Span, origin: Origin = 'literal'): Reference {
  return { kind: 'reference', name, target, span, origin };
}

export const native = (name: string, call: NativeTarget['call']): Reference => reference(name, { type: 'native', call });

export const targetOf = (value: Value | undefined): Target | undefined => (value?.kind === 'reference' ? (value.target as Target | undefined) : undefined);

export function makeInstance(machine: Machine, callee: string, call: CallArguments, place: Place | undefined, more: Partial<Instance> = {}): Instance {
  const instance: Instance = { kind: 'instance', callee, bases: [], call, attributes: new Map(), span: place, origin: 'literal', ...more };
  if (machine.loop) machine.madeIn.set(instance, machine.loop);
  return instance;
}

// The state of one abstract run: scopes, budget, the stacks that say where execution is, and the listener that framework descriptions sit behind.
import type { Diagnostic } from '../../model/run';
import type { Span } from '../../model/source';
import { Place } from '../languages/python/positions';
import type { Node } from '../languages/python/syntax/expressions';
import type { SourceUnit } from '../languages/python/syntax/statements';
import type { Sources } from '../project/sources';
import type { Context, Guard, Listener, Loop } from './state/events';
import type { ClassTarget, FunctionTarget, Module } from './state/targets';
import { Trail } from './trail';
import { unknown, type CallArguments, type Instance, type Unknown, type Value } from './values';

export type Completion = 'normal' | 'return' | 'break' | 'continue' | 'raise';

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
  /** the program has started itself as another process, which goes on where this one ends */
  handedOver = false;
  /** what argparse gave for the command line, parser by parser */
  readonly parsed: Instance[] = [];
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
  /** lists of modules are gone through one by one, where a forward pass is followed or a module made of others */
  walksModules = false;
  /** the shape of a tensor, while a forward pass is followed; of one that is written into another the work counts too */
  measure?: (tensor: Value, isWritten?: boolean) => readonly number[] | undefined;
  /** conditions that are not known around where execution is */
  openBranches = 0;
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

const noBases: readonly string[] = [];

export function makeInstance(machine: Machine, callee: string, call: CallArguments, place: Place | undefined, more: Partial<Instance> = {}): Instance {
  // every field is written out, in one order: objects of one shape are made and read much faster
  const instance: Instance = {
    kind: 'instance',
    callee,
    bases: more.bases ?? noBases,
    call,
    given: more.given,
    receiver: more.receiver,
    role: more.role,
    classTarget: more.classTarget,
    attributes: more.attributes ?? machine.trail.newStore(),
    callSpan: more.callSpan,
    argumentsSpan: more.argumentsSpan,
    span: more.span ?? place,
    origin: more.origin ?? 'literal',
    inputs: more.inputs,
  };
  if (machine.loop) machine.madeIn.set(instance, machine.loop);
  return instance;
}

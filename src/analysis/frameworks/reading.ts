// Everything that descriptions may ask about the program being followed: arguments with their library's defaults, marks on objects, what happened in a loop.
import { classesOf } from './images/datasetClasses';
import type { Span } from '../../model/source';
import type { CallEvent, Listener, Loop } from '../evaluate/state/events';
import type { Frame, FunctionTarget } from '../evaluate/state/targets';
import type { Machine } from '../evaluate/machine';
import { libraryRoots } from '../evaluate/modules/names';
import { emptyArguments, known, knownBoolean, knownNumber, optionsOf, unknown, type Instance, type Value } from '../evaluate/values';
import type { Place } from '../languages/python/positions';
import type { Draft } from './draft';
import { loopsThatMade } from './handWritten';
import type { Loader } from './objects/loaders';
import { describeHost } from './descriptions/jobs/hostedFunctions';
import type { ProjectPins } from '../project/pins/projectPins';
import type { Registry } from './registry';
import type { StartedScript } from './startedScript';

/** Something that happened inside loops: an autocast block entered, a backward pass, a tokenizer called. */
export interface Happening {
  readonly kind: string;
  readonly event: CallEvent;
  readonly loop?: Loop;
}

/** What functions call the number of samples that they give or work on. */
const batchParameter = /^(mini_?)?(batch_?size|batchsz|bsz|bs)$/i;
/** Functions that don't train, by their names. */
const evaluates = /eval|test|valid|infer|predict|generate|visuali[sz]e/i;
const mostSizes = 500;

export class Reading implements Listener {
  readonly drafts: Draft[] = [];
  readonly happenings: Happening[] = [];
  /** program-wide settings by name: `precision-policy`, `allow-tf32`, ... */
  readonly settings = new Map<string, Value>();

  /** files whose contents went into an optimizer too: checkpoints of the run itself */
  readonly resumed = new Set<Value>();

  /** scripts that the program sends to other machines */
  readonly startedScripts: StartedScript[] = [];

  /** how many samples functions of the program were told to give or use, in loops */
  readonly sizesAsked: { readonly loop: Loop; readonly size: Value; /** only every so many steps */ readonly sometimes: boolean }[] = [];

  /** releases that the workspace pins */
  pins?: ProjectPins;

  /** the program's machine, for library settings that the program changes */
  machine?: Machine;

  constructor(readonly registry: Registry) {}

  /** Whether float32 matrix products may run as TF32. */
  get allowsTf32(): boolean {
    return this.tf32Switch !== undefined;
  }

  /** What allows TF32 for products: the argument of `set_float32_matmul_precision`, or what the flag was set to. */
  get tf32Switch(): Value | undefined {
    const flag = this.machine?.librarySettings.get('torch.backends.cuda.matmul.allow_tf32');
    return this.settings.get('allow-tf32') ?? (knownBoolean(flag) === true ? flag : undefined);
  }

  /** Facts of a hand-written loop beyond its optimizer, loader and length; pytorch.ts fills this in. */
  describeLoop(draft: Draft, anchor: Loop, optimizer: Value | undefined, loader: Loader | undefined, event: CallEvent): void {
    for (const describe of this.registry.loopDescribers) describe({ draft, anchor, optimizer, loader, event, reading: this });
  }

  /** A `with` block was entered. */
  entered(value: Value, event: Omit<CallEvent, 'instance'>): void {
    for (const option of optionsOf(value)) if (option.kind === 'instance') this.note('entered', { ...event, instance: option });
  }

  call(event: CallEvent, machine: Machine): void {
    const name = event.instance.callee;
    for (const handler of this.registry.calls.all(name)) handler(event, this, machine);
    for (const base of event.instance.bases) for (const handler of this.registry.calls.all(base)) handler(event, this, machine);
    // An object of a workspace class that derives from one whose making starts a training.
    const starts = event.instance.classTarget && !event.instance.receiver ? [name, ...event.instance.bases] : [name];
    for (const one of starts) {
      for (const start of this.registry.starts.all(one)) {
        const draft = start(event, this, machine);
        if (!draft) continue;
        if (draft.anchor === event.place && draft.repeats === undefined) draft.repeatIn(loopsThatMade(machine, event.loop, event.instance.receiver));
        this.keep(draft, machine);
        return;
      }
    }
  }

  result(event: CallEvent, machine: Machine): Value | undefined {
    const name = event.instance.callee;
    for (const handler of this.registry.results.all(name)) {
      const value = handler(event, this, machine);
      if (value) return value;
    }
    const wrapper = this.registry.wrappers.first(name);
    if (!wrapper) return undefined;
    const wrapped =
      typeof wrapper.argument === 'number'
        ? (event.instance.call.positional[wrapper.argument] ?? event.instance.call.keywords.get('model') ?? event.instance.call.keywords.get('module'))
        : event.instance.call.keywords.get(wrapper.argument);
    const mark = wrapper.mark;
    if (mark) for (const option of optionsOf(wrapped)) if (option.kind === 'instance') machine.trail.set(option.attributes, mark, event.instance);
    return wrapped;
  }

  attribute(object: Instance, name: string): Value | undefined {
    const classes = classesOf(object, name);
    if (classes) return classes;
    if (name === 'module' && object.attributes.has('#parallel')) return object;
    if (name === 'model_max_length' && /Tokenizer\w*\.from_pretrained$/.test(object.callee)) return object.call.keywords.get(name);
    if (!this.registry.hasDefaults(object)) return givenToUnseen(object, name);
    const value = this.property(object, name);
    return value?.kind === 'unknown' && value.detail === name && value.span === object.span ? undefined : value;
  }

  attributeSet(object: Value, name: string, value: Value, _place: Place, machine: Machine): void {
    if (object.kind === 'instance') for (const handler of this.registry.attributeHandlers) handler(object, name, value, this, machine);
  }

  followed(target: FunctionTarget, frame: Frame, machine: Machine): void {
    const { loop } = machine;
    if (loop && target.name === 'forward') this.noteForward(target, frame, machine);
    if (!loop || this.sizesAsked.length >= mostSizes || machine.callStack.some((caller) => evaluates.test(caller.name))) return;
    const name = target.node.parameters.find((parameter) => batchParameter.test(parameter.name))?.name;
    const size = name === undefined ? undefined : frame.scope.variables.get(name);
    if ((knownNumber(size) ?? 0) > 0) this.sizesAsked.push({ loop, size: size!, sometimes: machine.guard !== undefined });
  }

  /** `model.forward(x)` written out, which is a call of the model; not those of parts inside another `forward`. */
  private noteForward(target: FunctionTarget, frame: Frame, machine: Machine): void {
    const { self } = frame;
    const place = machine.callPlaces.at(-1);
    const [first] = target.node.parameters;
    if (!place || self?.kind !== 'instance' || machine.callStack.at(-2)?.name === 'forward') return;
    const positional = target.node.parameters.filter((parameter) => parameter !== first).flatMap(({ name }) => frame.scope.variables.get(name) ?? []);
    const instance: Instance = { ...self, callee: `${self.callee}.forward`, call: { ...emptyArguments, positional }, receiver: self };
    this.note('forward', { instance, place, loop: machine.loop, guard: machine.guard, context: machine.context, frame, unit: frame.unit });
  }

  trainsAnew(loop: Loop): boolean {
    return this.drafts.some((draft) => draft.configurations.includes(loop));
  }

  keep(draft: Draft, machine: Machine): void {
    describeHost(draft, machine);
    // What trains in another file is shown where this file sets it off.
    if (draft.anchor.path !== machine.path) {
      const here = draft.loop && draft.anchor === draft.loop.place ? draft.loop.calledFrom : machine.callInFile;
      draft.elsewhere = draft.anchor;
      if (here) draft.anchor = here;
    }
    this.drafts.push(draft);
    machine.trainingEvents++;
  }

  note(kind: string, event: CallEvent): void {
    if (this.happenings.length < 5000) this.happenings.push({ kind, event, loop: event.loop });
  }

  /** Happenings of a kind inside a loop, directly or in loops and calls within it. */
  inside(loop: Loop | undefined, kind: string): Happening[] {
    return this.happenings.filter((happening) => happening.kind === kind && (!loop || isInside(happening.loop, loop)));
  }

  /**
   * An argument of a constructor or call: what the program set as an attribute, gave by keyword or position, or the library's default (a known value of
   * origin `library-default`). Undefined where nothing is said; unknown where a `**kwargs` that isn't known may say it.
   */
  property(object: Value | undefined, name: string): Value | undefined {
    if (object?.kind === 'choice') {
      const values = object.options.map((option) => this.property(option, name));
      return values.every((value) => value === values[0]) ? values[0] : undefined;
    }
    if (object?.kind === 'mapping') return object.entries.get(name);
    if (object?.kind !== 'instance') return undefined;
    const set = object.attributes.get(name);
    if (set) return set;
    const names = [object.callee, ...object.bases];
    const given = object.call.keywords.get(name);
    if (given) return given;
    for (const className of names) {
      const position = this.registry.positionOf(className, name);
      if (position !== undefined && object.call.positional[position]) return object.call.positional[position];
    }
    if (!object.call.complete) return unknown('run-time', object.span, name);
    for (const className of names) {
      const found = this.registry.defaultOf(className, name, this.pins);
      if (found) return { ...known(found.value, undefined, 'library-default'), source: found.source };
    }
    return undefined;
  }

  /** Like `property`, but only what the program itself says. */
  stated(object: Value | undefined, name: string): Value | undefined {
    const value = this.property(object, name);
    const isDefault = value?.kind === 'known' && value.origin === 'library-default';
    // Another object's default that the program hands on is stated here.
    return isDefault && !(object?.kind === 'instance' && object.call.keywords.get(name) === value) ? undefined : value;
  }

  flag(object: Value | undefined, name: string): boolean | undefined {
    return knownBoolean(this.property(object, name));
  }

  /** The call's argument by name, or by position where one is given. */
  argument(event: CallEvent | Instance, name: string, position?: number): Value | undefined {
    const { call } = 'instance' in event ? event.instance : event;
    return call.keywords.get(name) ?? (position === undefined ? undefined : call.positional[position]);
  }

  /** Whether a qualified name, or one of an object's class names, fits a pattern of descriptions (`transformers.Trainer`). */
  is(object: Value | undefined, ...patterns: readonly string[]): boolean {
    return object?.kind === 'instance' && patterns.some((pattern) => [object.callee, ...object.bases].some((name) => this.registry.fits(name, pattern)));
  }

  /** The place of an argument's expression in the call that made an object. */
  placeOf(object: Value | undefined, name: string | number): Span | undefined {
    return object?.kind === 'instance' ? object.call.places?.get(name) : undefined;
  }
}

const holdsSettings = /(Args|Arguments|Config|Configuration|Params|Parameters|Options|Settings|H(yper)?[Pp]arams|HyperParameters)$/;

/** What a class of settings that isn't in reach was made with is what it holds by that name. */
const givenToUnseen = (object: Instance, name: string): Value | undefined =>
  !object.role && !object.classTarget && !object.receiver && holdsSettings.test(object.callee) && !libraryRoots.has(object.callee.split('.')[0]!)
    ? object.call.keywords.get(name)
    : undefined;

export function isInside(loop: Loop | undefined, outer: Loop): boolean {
  for (let current = loop; current; current = current.outer) if (current === outer) return true;
  return false;
}

export const shortName = (qualified: string): string => qualified.slice(qualified.lastIndexOf('.') + 1);

// What happens while a program is followed, as framework descriptions are told of it: calls, with the loops, conditions and contexts around them.
import type { Place } from '../../languages/python/positions';
import type { ForStatement, SourceUnit, WhileStatement } from '../../languages/python/syntax/statements';
import type { Machine } from '../machine';
import type { Instance, Value } from '../values';
import type { Frame, FunctionTarget } from './targets';

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
  /** the loop that the condition is asked in */
  readonly loop?: Loop;
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
  /** Whether each round of the loop trains something else, so that other items may say other things of the run that was just found. */
  trainsAnew?(loop: Loop): boolean;
  /** A function of the program is followed; its parameters have their values. */
  followed?(target: FunctionTarget, frame: Frame, machine: Machine): void;
}

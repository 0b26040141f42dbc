// What a framework description is. One file a framework in `descriptions/`, listed in `registry.ts`; nothing else has to change for a new one.
//
// The interpreter (../evaluate) follows the program and reports every call of something outside the workspace by its qualified name, aliases resolved:
// `transformers.TrainingArguments`, and for methods the name of what made the object: `transformers.AutoModel.from_pretrained.to`, `keras.Sequential.fit`.
// Names are canonical (`tensorflow.keras` is `keras`, `pytorch_lightning` and `lightning.pytorch` are `lightning`), and a description's name matches whatever
// stands between the root and the rest: `transformers.Trainer` is also `transformers.trainer.Trainer`, `transformers.*.from_pretrained` any class's method.
// An object of a workspace class is known by the library classes that it derives from.
//
// A description says, by such names:
//   defaults     what a constructor's arguments are when they are left out; positional parameter names; the version that says so
//   wrappers     calls that give one of their arguments back, marked (DataParallel, torch.compile, get_peft_model)
//   calls        what a call does to the program's state (freezing, autocast, a policy), noted on objects or on `reading`
//   starts       calls that train: return the draft of a run, usually built with the helpers of `Draft` and `Reading`
// A hand-written loop needs no start: pytorch.ts makes the run when an optimizer steps inside a loop.
import type { CallEvent, Loop } from '../evaluate/state/events';
import type { Machine } from '../evaluate/machine';
import type { Instance, Value } from '../evaluate/values';
import type { Draft } from './draft';
import type { Loader } from './objects/loaders';
import type { Reading } from './reading';

/** Constants as a library's source has them. */
export type DefaultValue = string | number | boolean | null;

export interface ConstructorDefaults {
  /** "transformers 4.50": shown with the argument's name as the fact's source */
  readonly version: string;
  /** names of positional parameters, in order */
  readonly positional?: readonly string[];
  readonly values: Readonly<Record<string, DefaultValue>>;
  /**
   * What releases before a certain one had in its place, the oldest first; undefined: the argument or its default came later, and what is inherited holds.
   * Stated for classes whose releases were all looked at, empty where they agree: then a release that the workspace pins is named as the source.
   */
  readonly earlier?: readonly { readonly before: string; readonly values: Readonly<Record<string, DefaultValue | undefined>> }[];
  /** another described class whose defaults it inherits */
  readonly inherits?: string;
}

export interface Wrapper {
  /** position or name of the argument that the call gives back */
  readonly argument: number | string;
  /** attribute set on it, holding the call's instance: `#peft`, `#compiled`, `#parallel` */
  readonly mark?: string;
}

export type CallHandler = (event: CallEvent, reading: Reading, machine: Machine) => void;
export type ResultHandler = (event: CallEvent, reading: Reading, machine: Machine) => Value | undefined;
export type StartHandler = (event: CallEvent, reading: Reading, machine: Machine) => Draft | undefined;

/** An attribute that the program set on an object (`param.requires_grad = False`). */
export type AttributeHandler = (object: Instance, name: string, value: Value, reading: Reading, machine: Machine) => void;

/** A hand-written loop at the end of the reading: facts that only this framework's objects tell (autocast, Accelerator, Fabric). */
export interface LoopReading {
  readonly draft: Draft;
  readonly anchor: Loop;
  readonly optimizer: Value | undefined;
  readonly loader: Loader | undefined;
  readonly event: CallEvent;
  readonly reading: Reading;
}
export type LoopDescriber = (loop: LoopReading) => void;

export interface Framework {
  /** the project's own name, lower case */
  readonly name: string;
  readonly defaults?: Readonly<Record<string, ConstructorDefaults>>;
  readonly wrappers?: Readonly<Record<string, Wrapper>>;
  readonly calls?: Readonly<Record<string, CallHandler>>;
  /** what a call gives, where it isn't just an object of its name */
  readonly results?: Readonly<Record<string, ResultHandler>>;
  readonly starts?: Readonly<Record<string, StartHandler>>;
  readonly attributes?: readonly AttributeHandler[];
  readonly loops?: readonly LoopDescriber[];
}

/** Declares a framework; the names are checked by the registry when it is built. */
export const defineFramework = (framework: Framework): Framework => framework;

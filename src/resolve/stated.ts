// What a run or a spec states, before anything is assumed: the values in the spec's words, and what backs each.
import type { Assumption } from '../model/estimate';
import type { DatasetFacts } from '../model/architecture';
import type { TrainingSpec } from '../model/spec';
import type { Provenance } from '../model/source';

/** `spec` holds only stated values; `backing` says by spec key where each is from. */
export interface Stated {
  readonly spec: TrainingSpec;
  readonly backing: Readonly<Record<string, readonly Provenance[] | undefined>>;
  /** whose names these are (`timm`, `keras`), for look-ups */
  readonly framework?: string;
  readonly dataset?: string;
  /** the library's class that gives it, where its name is that of a class */
  readonly datasetLoader?: string;
  /** which part of it is trained on, where the code takes one */
  readonly datasetPart?: string;
  /** the user's own files, counted */
  readonly ownData?: DatasetFacts;
  readonly task?: string;
  readonly repeats?: number;
  /** the epochs are an upper bound */
  readonly earlyStopping?: boolean;
  /** the code cuts or extends the named model */
  readonly modelAltered?: boolean;
  /** float32 matrix products run in TF32 by the release of the library */
  readonly productsInTf32?: boolean;
  /** the stated sequence length is only what longer samples are cut to */
  readonly lengthIsCap: boolean;
  /** `samples` counts one pass over a data set whose size may be shown as such */
  readonly fromSource: boolean;
}

/** What backs a stated value: its place in the code, or the key under which it was given. */
export const backingOf = (stated: Stated, key: string): readonly Provenance[] => stated.backing[key] ?? [{ kind: 'setting', key }];

/** Told of each value that nobody stated. */
export type Assume = (assumption: Assumption) => void;

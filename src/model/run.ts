// What the files say about one training run, before anything is assumed: the facts, each with its place and origin.
import type { DatasetFacts, ModelSizes } from './architecture';
import type { Origin, Span } from './source';

export type Language = 'python' | 'notebook' | 'yaml' | 'json' | 'toml' | 'cfg' | 'shell' | 'makefile' | 'typescript' | 'javascript';
export type Precision = 'fp32' | 'tf32' | 'fp16' | 'bf16' | 'fp8' | 'int8' | 'nf4';
export type Method = 'pretrain' | 'full' | 'lora' | 'qlora' | 'frozen';
export type Padding = 'max_length' | 'longest' | 'none';
export type Sharding = 'none' | 'zero1' | 'zero2' | 'zero3';
/** What a run learns from beside samples as they stand: pairs of answers, scores, answers of its own, another model. */
export type Objective = 'dpo' | 'ipo' | 'kto' | 'bco' | 'orpo' | 'cpo' | 'simpo' | 'reward' | 'ppo' | 'grpo' | 'rloo' | 'online-dpo' | 'distillation';

/** One thing that a file determines. `span` is where a reader would change it. */
export interface Fact<T = string | number | boolean> {
  readonly value: T;
  readonly origin: Origin;
  readonly span?: Span;
  /** as written in the file (`2e-5`, `5 * 10**-5`), so that an edit replaces exactly that */
  readonly text?: string;
  /** for a library's default: "transformers 4.50 TrainingArguments.num_train_epochs"; for knowledge: the table's row and source */
  readonly source?: string;
  /** the facts or places that a derived value was computed from, for the chain shown to the user (`64 = 8 x 4 x 2`) */
  readonly inputs?: readonly { readonly label: string; readonly value: string | number | boolean; readonly span?: Span }[];
  /** values that lost to this one by precedence (command line > config > argument default > library default) */
  readonly overridden?: readonly Fact[];
}

/** The facts of the JSON contract; `undefined` or absent where the file does not determine one. Meanings: design/label-guide. */
export interface Facts {
  model?: Fact<string>;
  parameters?: Fact<number>;
  method?: Fact<Method>;
  dataset?: Fact<string>;
  datasetSamples?: Fact<number>;
  /** which part of the named data set is trained on, where the code takes one: `split train[:10%], first 500` */
  datasetPart?: Fact<string>;
  perDeviceBatchSize?: Fact<number>;
  globalBatchSize?: Fact<number>;
  gradientAccumulation?: Fact<number>;
  epochs?: Fact<number>;
  maxSteps?: Fact<number>;
  sequenceLength?: Fact<number>;
  imageSize?: Fact<number>;
  learningRate?: Fact<number>;
  optimizer?: Fact<string>;
  precision?: Fact<Precision>;
  loraRank?: Fact<number>;
  gradientCheckpointing?: Fact<boolean>;
  gpuCount?: Fact<number>;
  gpu?: Fact<string>;
  /** the scheduler's partition or queue: which accelerators it has, the user's settings say */
  partition?: Fact<string>;
  /** the code cuts or extends the named model, so that its published parameter count doesn't hold */
  modelAltered?: Fact<boolean>;
  // what narrows an estimate further, reported where the code says it
  weightsPrecision?: Fact<'fp32' | 'bf16' | 'fp16'>;
  meanTokensPerSample?: Fact<number>;
  packing?: Fact<boolean>;
  padding?: Fact<Padding>;
  /** tokens are cut at the model's own maximum length: no length is given, so `sequenceLength` follows from the model */
  truncation?: Fact<boolean>;
  /** images are brought to the size of the model's own processor: no size is given, so `imageSize` follows from the model */
  modelImageSize?: Fact<boolean>;
  sharding?: Fact<Sharding>;
  tensorParallel?: Fact<number>;
  pipelineParallel?: Fact<number>;
  offload?: Fact<'none' | 'optimizer' | 'parameters'>;
  flashAttention?: Fact<boolean>;
  compile?: Fact<boolean>;
  evaluationPasses?: Fact<number>;
  evaluationSamples?: Fact<number>;
  earlyStopping?: Fact<boolean>;
  /** where the run says it takes place: a country or cloud-region code, from a `# footprint:` directive or a job file */
  region?: Fact<string>;
  /** the configuration that a transformer is built from, as `BertForMaskedLM: BertConfig(hidden_size=256, num_hidden_layers=4)` */
  configuration?: Fact<string>;
  /** forward FLOPs of one sample (2 a multiply-add) where they follow from layers written in the code */
  flopsPerSample?: Fact<number>;
  /** preferences, rewards or a teacher; absent where the run learns from its samples as they stand */
  objective?: Fact<Objective>;
  /** reinforcement learning: answers generated for each prompt, and the tokens at which an answer is cut */
  answersPerPrompt?: Fact<number>;
  answerTokens?: Fact<number>;
  /** distillation: the model that is learnt from */
  teacher?: Fact<string>;
}
export type FactName = keyof Facts;

/** A fact that matters and that the files leave open, with the reason in words a user can act on. */
export interface UnknownFact {
  readonly fact: FactName;
  readonly reason: 'required-argument' | 'run-time' | 'outside-workspace' | 'not-stated' | 'gave-up';
  readonly span?: Span;
  /** the name of the argument, variable or file that would decide it */
  readonly detail?: string;
}

/**
 * A place where an edit would change a property of the run, found while reading; alternatives and actions use it and never search the text themselves.
 * `span` is the text to be replaced (empty: insert there); `template` is the new text with `{value}` standing for the value, already fit for the language
 * (Python: `, bf16={value}`); `alongside` are further edits that must go with it (an import, a collator).
 */
export interface EditSite {
  readonly changes:
    | 'precision'
    | 'padding'
    | 'model'
    | 'epochs'
    | 'batchSize'
    | 'method'
    | 'sequenceLength'
    | 'gradientCheckpointing'
    | 'compile'
    | 'packing'
    | 'earlyStopping'
    | 'directive'
    | 'mixedPrecision';
  readonly span: Span;
  readonly template: string;
  readonly alongside?: readonly { readonly span: Span; readonly newText: string }[];
  /** values that this place takes, where it takes only some (`bf16`, `fp16`) */
  readonly values?: readonly string[];
  /** for a model's name: the code loads whatever architecture is named (Auto classes, configs), or `alongside` makes it so; without it only a model of the same classes fits */
  readonly anyArchitecture?: boolean;
}

export interface Run {
  /** stable within a document version: `path#line` of the anchor */
  readonly id: string;
  readonly framework: string;
  readonly task?: string;
  /** where a reader says "the training starts here" */
  readonly anchor: Span;
  /** further places that show the same run (a launcher, the config's head) */
  readonly otherAnchors?: readonly Span[];
  readonly facts: Facts;
  readonly unknowns: readonly UnknownFact[];
  readonly sites: readonly EditSite[];
  /** runs of the same kind that a loop over seeds, folds or a grid makes of this one */
  readonly repeats?: number;
  /** the user's own files that the training samples are read from, as far as the code shows how many of their rows it takes */
  readonly dataFiles?: readonly DataFile[];
  /** the pinned release of PyTorch computes float32 matrix products in TF32 unless told otherwise */
  readonly productsInTf32?: boolean;
  /** what was found of this run's model and data outside of the files and the tables */
  readonly found?: Found;
}

/** A file or folder of the user's own that the code reads training samples from. */
export interface DataFile {
  /** as the code has it: absolute, or relative to the working directory; may hold `*` */
  readonly path: string;
  /** `rows`: a table or lines; `images`: a folder a class; `saved`: a data set saved by the datasets library */
  readonly holds: 'rows' | 'images' | 'saved';
  /** the part of the rows that is trained on: 0.9 after a split that keeps a tenth back */
  readonly share: number;
  /** at most so many rows are taken */
  readonly limit?: number;
  readonly span?: Span;
}

/** Answers of the user's machine, or of the hub, about what a run names. */
export interface Found {
  readonly model?: ModelSizes;
  readonly data?: DatasetFacts;
}

export interface Diagnostic {
  readonly message: string;
  readonly span?: Span;
}

/** Everything that was read from one file. */
export interface FileAnalysis {
  readonly path: string;
  readonly language: Language;
  readonly diagnostics: readonly Diagnostic[];
  readonly runs: readonly Run[];
  /**
   * What launchers of the workspace make of this file's training: each call is a run of its own, anchored in the launcher and shown here too (`otherAnchors`).
   * Absent until somebody looked for launchers; `runs` stays what the file does when it is run as it stands.
   */
  readonly launchedBy?: readonly Run[];
}

/** What is shown in a file: its own runs, then what launchers make of them. */
export const shownRuns = ({ runs, launchedBy = [] }: FileAnalysis): readonly Run[] => [...runs, ...launchedBy];

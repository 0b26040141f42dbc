// The one report that every surface renders: lens, hover, panel, terminal, Markdown, JSON. All text in it is final, so that figures agree to the digit.
import type { Interval } from '../model/interval';
import type { Provenance, Span } from '../model/source';
import type { TextEdit } from '../model/alternative';

/** A figure as shown: `value` with unit ("0.34 kg CO₂e"), `range` ("0.19 – 0.61"), and the numbers behind it. */
export interface Figure {
  readonly id: 'co2e' | 'gpuHours' | 'energy' | 'wallClock' | 'memory' | 'cost' | 'water';
  readonly label: string;
  readonly value: string;
  readonly range: string;
  /** one short remark below ("fits 80; batch ≤ 96", "1× A100 80GB") */
  readonly note?: string;
  readonly interval: Interval | null;
  readonly provenance: readonly Provenance[];
}

/** What each input of the estimate stands at; null where nothing is known. */
export interface Inputs {
  readonly gpu: string | null;
  readonly gpuCount: number | null;
  readonly region: string | null;
  readonly pue: number | null;
  readonly precision: string | null;
  readonly method: string | null;
  readonly epochs: number | null;
  readonly perDeviceBatchSize: number | null;
  readonly datasetSamples: number | null;
  readonly meanTokensPerSample: number | null;
}

/** Something clickable that shows where a figure is from. */
export interface SourceLink {
  /** "line 31", "Ember 2023", "how", "setting" */
  readonly label: string;
  readonly target: Provenance;
}

export interface FactorRow {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly range: string;
  readonly assumed: boolean;
  /** the input of `setInput` that changes it, when the user may */
  readonly editable?: string;
  /** all inputs that the row shows and that the user may change (a GPU and its number); the first is `editable` */
  readonly editables: readonly string[];
  readonly links: readonly SourceLink[];
}

export interface ReportAlternative {
  readonly key: string;
  readonly id: string;
  readonly title: string;
  readonly qualityCost: string;
  /** "−54 %" and "46–61" */
  readonly saving: string;
  readonly savingRange: string;
  readonly savingPercent: Interval;
  readonly place?: Span;
  readonly evidence: readonly { readonly claim: string; readonly url: string }[];
  readonly edits: readonly TextEdit[];
  readonly settings?: Readonly<Record<string, string | number>>;
  /** "0.34 → 0.16 kg CO₂e" */
  readonly change: string;
}

export interface Bar {
  readonly key: string;
  readonly label: string;
  readonly value: string;
  /** "0.03 – 0.09" in the unit of the value; empty when exact */
  readonly range: string;
  readonly amount: number;
  readonly current: boolean;
}

/** A value the user has to supply before there is a figure, or could supply to narrow it, with what each choice would lead to. */
export interface InputQuestion {
  readonly input: 'datasetSamples' | 'epochs' | 'gpu' | 'gpuCount' | 'region' | 'model' | 'perDeviceBatchSize' | 'pue' | 'meanTokensPerSample';
  readonly label: string;
  readonly why: string;
  /** without it there is no figure at all; otherwise it narrows the range or replaces an assumption */
  readonly decisive?: boolean;
  readonly suggestions: readonly { readonly value: string; readonly label: string; readonly consequence: string }[];
}

export interface Report {
  readonly runId: string;
  readonly path: string;
  readonly fileName: string;
  readonly anchor: Span;
  /** "fine-tuning" */
  readonly kind: string;
  readonly framework: string;
  /** where it runs, as shown ("Germany", "World") */
  readonly place?: string;
  /** "run 1 of 2" */
  readonly runIndex: number;
  /** "run.sh line 3" where a launcher of the workspace starts this run of the file's training */
  readonly launcher?: string;
  readonly runCount: number;
  /** false when something decisive is missing; then `headline` is null and `questions` say what */
  readonly estimated: boolean;
  readonly headline: Figure | null;
  /** what dominates, in one plain sentence; `emphasis` is its first part, set in bold */
  readonly sentence: { readonly emphasis: string; readonly rest: string } | null;
  readonly narrowing: string | null;
  /** what one can picture: a way travelled, charges of a telephone */
  readonly equivalents: readonly { readonly text: string; readonly link: SourceLink }[];
  readonly tiles: readonly Figure[];
  readonly questions: readonly InputQuestion[];
  readonly alternatives: readonly ReportAlternative[];
  readonly shares: readonly { readonly id: string; readonly label: string; readonly fraction: number; readonly percent: string }[];
  /** the same in two bars, each of fractions that add up to 1: all CO₂e by its cause, and the computing by what is computed */
  readonly breakdown: readonly {
    readonly id: 'causes' | 'work';
    readonly label: string;
    readonly parts: readonly { readonly id: string; readonly label: string; readonly fraction: number; readonly percent: string }[];
  }[];
  readonly factors: readonly FactorRow[];
  readonly inputs: Inputs;
  /** what finished runs of this training were measured to cost, beside the estimate of the same; absent while nothing was measured */
  readonly measured?: readonly {
    /** "CodeCarbon · sentiment · 2026-11-02" */
    readonly title: string;
    readonly link: SourceLink;
    readonly notes: readonly string[];
    readonly rows: readonly {
      readonly id: string;
      readonly label: string;
      readonly measured: string;
      readonly estimated: string;
      readonly range: string;
      /** measured over estimated: "0.82×" */
      readonly ratio: string;
      /** whether the range holds what was measured */
      readonly inside: boolean;
    }[];
  }[];
  readonly compare: { readonly regions: readonly Bar[]; readonly gpus: readonly Bar[] };
  readonly memory: {
    readonly parts: readonly { readonly id: string; readonly label: string; readonly gib: number }[];
    readonly capacityGiB: number;
    readonly summary: string;
  } | null;
  /** avoidable waste that needs no assumption about the hardware to be seen; `alternative` is the key of what would mend it */
  readonly findings: readonly {
    readonly id: 'padding' | 'mixed-precision' | 'memory';
    readonly message: string;
    readonly place: Span;
    readonly alternative?: string;
  }[];
  /** what the trained model takes once it answers requests; the panel's own section, never in the lens. Absent or null where the model is unknown */
  readonly serving?: {
    /** "After about 610,000 requests, answering them has taken as much energy as this training." */
    readonly summary: string;
    readonly rows: readonly {
      readonly id: string;
      readonly label: string;
      readonly value: string;
      readonly range: string;
      readonly links: readonly SourceLink[];
    }[];
    /** what a request was taken to be */
    readonly assumption: string;
  } | null;
  /** samples, tokens, downloads and checkpoints */
  readonly demand: readonly {
    readonly id: string;
    readonly label: string;
    readonly value: string;
    readonly range: string;
    readonly links: readonly SourceLink[];
  }[];
  /** facts read from the file, for the hover and the text report: label, value, place */
  readonly facts: readonly {
    readonly id: string;
    readonly label: string;
    readonly value: string;
    /** the value itself, for tables of numbers */ readonly raw?: string | number | boolean;
    readonly links: readonly SourceLink[];
  }[];
  /** "≈ 3.1 GPU-h · 0.9 kWh · 0.34 kg CO₂e (0.2–0.6) · 1× A100 80GB · France" or what is missing */
  readonly lens: string;
  readonly statusBar: string;
}

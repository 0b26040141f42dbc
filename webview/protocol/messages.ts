// The messages between the report's page and the extension. JSON only; `checks.ts` says what each side believes.
import type { FileAnalysis } from '../../src/model/run';
import type { Settings } from '../../src/model/settings';
import type { Span } from '../../src/model/source';
import type { Report } from '../../src/report/reportModel';

/** One entry of a control: what is sent back, and what is shown. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  /** heading of the part of the list that it stands in; choices of one group follow each other */
  readonly group?: string;
}

/** What the what-if controls offer. */
export interface Choices {
  readonly gpus: readonly Choice[];
  readonly regions: readonly Choice[];
  readonly precisions: readonly Choice[];
  readonly methods: readonly Choice[];
}

/** Where an input can be kept: in the code that decides it, in a comment beside the run, or in this workspace. */
export const keepPlaces = ['code', 'file', 'workspace'] as const;
export type KeepPlace = (typeof keepPlaces)[number];

/** A run as the extension has read it, with everything that the page needs to estimate it anew. */
export interface ReportState {
  readonly kind: 'report';
  /** the document's URI; with the run's index what the page remembers */
  readonly uri: string;
  readonly file: FileAnalysis;
  readonly runIndex: number;
  /** what the user has decided, what is being tried aside */
  readonly settings: Settings;
  /** the run's report under these settings */
  readonly report: Report;
  /** the text has changed since, or is broken at the moment */
  readonly stale: boolean;
  readonly runs: readonly Choice[];
  readonly choices: Choices;
  /** what is being tried, as the extension last heard of it */
  readonly whatIf: Settings;
  /** the number of the page's last word on it; the page knows better when it has said more since */
  readonly heard: number;
  /** places for each input that can be kept, the one that "Apply" takes first */
  readonly keepable: Readonly<Record<string, readonly KeepPlace[]>>;
}

export type PanelState =
  | { readonly kind: 'empty'; readonly reason: 'noFile' | 'nothingTrains'; readonly fileName?: string }
  | { readonly kind: 'loading'; readonly fileName: string }
  | { readonly kind: 'error'; readonly message: string; readonly fileName: string }
  | ReportState;

export type ToPage =
  | { readonly type: 'strings'; readonly strings: Readonly<Record<string, string>>; readonly locale: string }
  | { readonly type: 'state'; readonly state: PanelState };

/** What the page may ask for beyond figures; each is a fixed command of the extension. */
export const pageCommands = [
  'estimate',
  'openBeside',
  'showLog',
  'retry',
  'setHardware',
  'setRegion',
  'setDatasetSize',
  'openSettings',
  'explainFigures',
] as const;
export type PageCommand = (typeof pageCommands)[number];

/** Forms of the report that the extension writes; the picture in dots is drawn by the page. */
export const exportFormats = ['markdown', 'json', 'csv', 'modelCard', 'statement', 'svg'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export type FromPage =
  | { readonly type: 'ready'; readonly uri?: string; readonly run?: number; readonly whatIf?: Settings }
  | { readonly type: 'selectRun'; readonly index: number }
  | { readonly type: 'reveal'; readonly span: Span }
  | { readonly type: 'openLink'; readonly url: string }
  | { readonly type: 'whatIf'; readonly settings: Settings; readonly number: number }
  | { readonly type: 'keep'; readonly settings: Settings; readonly where?: KeepPlace }
  | { readonly type: 'preview'; readonly keys: readonly string[] }
  | { readonly type: 'apply'; readonly keys: readonly string[] }
  | { readonly type: 'export'; readonly format: ExportFormat; readonly to: 'clipboard' | 'file' }
  | { readonly type: 'savePicture'; readonly png: string }
  | { readonly type: 'command'; readonly command: PageCommand };

// The messages between the report's page and the extension, and the checks both sides make before they believe one. JSON only.
import type { Interval } from '../src/model/interval';
import type { Settings } from '../src/model/settings';
import type { Span } from '../src/model/source';
import type { Report } from '../src/report/reportModel';

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

/** What each control shows now; null where nothing is known. */
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
}

/** The chosen alternatives estimated together. */
export interface Combined {
  readonly keys: readonly string[];
  /** "0.34 → 0.09 kg CO₂e" */
  readonly change: string;
  /** "−74 %" and "64–80" */
  readonly saving: string;
  readonly savingRange: string;
  /** edits that would be made; 0 when only settings change */
  readonly edits: number;
  /** why the chosen ones cannot go together, when they cannot */
  readonly problem?: string;
}

/** The figures of the files as they are, beside which a what-if is shown. */
export interface Baseline {
  readonly value: string;
  readonly interval: Interval;
}

export type PanelState =
  | { readonly kind: 'empty'; readonly reason: 'noFile' | 'nothingTrains'; readonly fileName?: string }
  | { readonly kind: 'loading'; readonly fileName: string }
  | { readonly kind: 'error'; readonly message: string; readonly fileName: string }
  | {
      readonly kind: 'report';
      /** the document's URI; with the run's index what the page remembers */
      readonly uri: string;
      readonly report: Report;
      /** the text has changed since, or is broken at the moment */
      readonly stale: boolean;
      readonly runs: readonly Choice[];
      readonly choices: Choices;
      readonly inputs: Inputs;
      readonly whatIf: Settings;
      /** the inputs that can be written somewhere: settings, code, or a comment */
      readonly keepable: readonly string[];
      readonly baseline: Baseline | null;
      readonly combined: Combined | null;
    };

export type ToPage =
  | { readonly type: 'strings'; readonly strings: Readonly<Record<string, string>>; readonly locale: string }
  | { readonly type: 'state'; readonly state: PanelState };

/** What the page may ask for beyond figures; each is a fixed command of the extension. */
export const pageCommands = [
  'estimate',
  'openBeside',
  'export',
  'copy',
  'showLog',
  'retry',
  'setHardware',
  'setRegion',
  'setDatasetSize',
  'openSettings',
] as const;
export type PageCommand = (typeof pageCommands)[number];

export type FromPage =
  | { readonly type: 'ready'; readonly uri?: string; readonly run?: number; readonly whatIf?: Settings }
  | { readonly type: 'selectRun'; readonly index: number }
  | { readonly type: 'reveal'; readonly span: Span }
  | { readonly type: 'openLink'; readonly url: string }
  | { readonly type: 'whatIf'; readonly settings: Settings }
  | { readonly type: 'keep'; readonly settings: Settings }
  | { readonly type: 'choose'; readonly keys: readonly string[] }
  | { readonly type: 'preview'; readonly keys: readonly string[] }
  | { readonly type: 'apply'; readonly keys: readonly string[] }
  | { readonly type: 'command'; readonly command: PageCommand };

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= longestText;
const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0;
const isTextOrAbsent = (value: unknown): boolean => value === undefined || isText(value);

/** Longer strings than any path, URL or key: whatever sends one is not our page. */
const longestText = 4096;
/** More alternatives than a run can have. */
const mostKeys = 64;

const settingChecks: { readonly [Key in keyof Required<Settings>]: (value: unknown) => boolean } = {
  gpu: isText,
  gpuCount: (value) => isCount(value) && value > 0,
  region: isText,
  gridIntensityKgPerKwh: (value) => isFiniteIn(value, 0, Infinity),
  pue: (value) => isFiniteIn(value, 1, Infinity),
  datasetSamples: (value) => isCount(value) && value > 0,
  epochs: (value) => isFiniteIn(value, Number.MIN_VALUE, Infinity),
  precision: isText,
  perDeviceBatchSize: (value) => isCount(value) && value > 0,
  method: isText,
  meanTokensPerSample: (value) => isFiniteIn(value, Number.MIN_VALUE, Infinity),
  partitions: (value) => isObject(value) && Object.values(value).every(isText),
};

function isFiniteIn(value: unknown, low: number, high: number): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= low && value <= high;
}

/** Whether every key is a known setting with a usable value; unknown keys are refused. */
export function isSettings(value: unknown): value is Settings {
  return isObject(value) && Object.entries(value).every(([key, entry]) => Object.hasOwn(settingChecks, key) && settingChecks[key as keyof Settings](entry));
}

export function isSpan(value: unknown): value is Span {
  return (
    isObject(value) &&
    isText(value.path) &&
    isCount(value.line) &&
    value.line >= 1 &&
    isCount(value.column) &&
    isCount(value.endLine) &&
    isCount(value.endColumn) &&
    (value.cell === undefined || isCount(value.cell))
  );
}

/** Only pages on the web: a `command:` or `file:` link never leaves the page. */
export function isWebLink(url: unknown): url is string {
  if (!isText(url)) return false;
  try {
    return ['https:', 'http:'].includes(new URL(url).protocol);
  } catch {
    return false;
  }
}

const isKeys = (value: unknown): value is readonly string[] => Array.isArray(value) && value.length <= mostKeys && value.every(isText);

const fromPageChecks: { readonly [Type in FromPage['type']]: (message: Json) => boolean } = {
  ready: (m) => isTextOrAbsent(m.uri) && (m.run === undefined || isCount(m.run)) && (m.whatIf === undefined || isSettings(m.whatIf)),
  selectRun: (m) => isCount(m.index),
  reveal: (m) => isSpan(m.span),
  openLink: (m) => isWebLink(m.url),
  whatIf: (m) => isSettings(m.settings),
  keep: (m) => isSettings(m.settings),
  choose: (m) => isKeys(m.keys),
  preview: (m) => isKeys(m.keys),
  apply: (m) => isKeys(m.keys),
  command: (m) => (pageCommands as readonly unknown[]).includes(m.command),
};

/** @returns the message when it is one that the page may send, else undefined. */
export function readFromPage(message: unknown): FromPage | undefined {
  if (!isObject(message) || typeof message.type !== 'string' || !Object.hasOwn(fromPageChecks, message.type)) return undefined;
  return fromPageChecks[message.type as FromPage['type']](message) ? (message as FromPage) : undefined;
}

const stateChecks: { readonly [Kind in PanelState['kind']]: (state: Json) => boolean } = {
  empty: (s) => (s.reason === 'noFile' || s.reason === 'nothingTrains') && isTextOrAbsent(s.fileName),
  loading: (s) => isText(s.fileName),
  error: (s) => isText(s.message) && isText(s.fileName),
  report: (s) =>
    isText(s.uri) &&
    isReport(s.report) &&
    typeof s.stale === 'boolean' &&
    Array.isArray(s.runs) &&
    isObject(s.choices) &&
    ['gpus', 'regions', 'precisions', 'methods'].every((list) => Array.isArray((s.choices as Json)[list])) &&
    isObject(s.inputs) &&
    isSettings(s.whatIf) &&
    isKeys(s.keepable) &&
    (s.baseline === null || isObject(s.baseline)) &&
    (s.combined === null || (isObject(s.combined) && isKeys(s.combined.keys))),
};

const reportLists = ['tiles', 'questions', 'alternatives', 'shares', 'factors', 'facts'];

function isReport(value: unknown): value is Report {
  return (
    isObject(value) &&
    isText(value.runId) &&
    isText(value.fileName) &&
    isSpan(value.anchor) &&
    typeof value.estimated === 'boolean' &&
    reportLists.every((list) => Array.isArray(value[list])) &&
    isObject(value.compare) &&
    Array.isArray(value.compare.regions) &&
    Array.isArray(value.compare.gpus)
  );
}

/** @returns the message when it is one that the extension sends, else undefined. */
export function readToPage(message: unknown): ToPage | undefined {
  if (!isObject(message)) return undefined;
  if (message.type === 'strings') {
    return isText(message.locale) && isObject(message.strings) && Object.values(message.strings).every(isText) ? (message as ToPage) : undefined;
  }
  if (message.type !== 'state' || !isObject(message.state)) return undefined;
  const { kind } = message.state;
  if (typeof kind !== 'string' || !Object.hasOwn(stateChecks, kind)) return undefined;
  return stateChecks[kind as PanelState['kind']](message.state) ? (message as ToPage) : undefined;
}

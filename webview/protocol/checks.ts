// What each side makes sure of before it believes a message of the other.
import type { Settings } from '../../src/model/settings';
import type { Span } from '../../src/model/source';
import type { Report } from '../../src/report/reportModel';
import { exportFormats, keepPlaces, pageCommands, type FromPage, type PanelState, type ToPage } from './messages';
import { isRecord, type JsonRecord } from '../../src/model/json';

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= longestText;
const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0;
const isTextOrAbsent = (value: unknown): boolean => value === undefined || isText(value);
const isOneOf = (list: readonly unknown[], value: unknown): boolean => list.includes(value);

/** Longer strings than any path, URL or key: whatever sends one is not our page. */
const longestText = 4096;
/** More alternatives than a run can have. */
const mostKeys = 64;
/** A picture of the report has some hundred kilobytes; this many characters are 12 MB. */
const longestPicture = 16e6;

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
  partitions: (value) => isRecord(value) && Object.values(value).every(isText),
  measured: isMeasured,
};

const isList = (value: unknown, isEntry: (entry: unknown) => boolean): boolean => Array.isArray(value) && value.every(isEntry);
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);

function isMeasured(value: unknown): boolean {
  return (
    isRecord(value) &&
    isList(
      value.calibrations,
      (one) => isRecord(one) && isText(one.gpu) && isList(one.time, isNumber) && isList(one.power, isNumber) && isList(one.from, isRecord),
    ) &&
    isList(value.runs, (one) => isRecord(one) && isText(one.runId) && isRecord(one.measurement))
  );
}

function isFiniteIn(value: unknown, low: number, high: number): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= low && value <= high;
}

/** Whether every key is a known setting with a usable value; unknown keys are refused. */
export function isSettings(value: unknown): value is Settings {
  return isRecord(value) && Object.entries(value).every(([key, entry]) => Object.hasOwn(settingChecks, key) && settingChecks[key as keyof Settings](entry));
}

export function isSpan(value: unknown): value is Span {
  return (
    isRecord(value) &&
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

/** A portable network graphic in base64, by its first bytes. */
const isPicture = (value: unknown): boolean =>
  typeof value === 'string' && value.length <= longestPicture && value.startsWith('iVBORw0KGgo') && /^[A-Za-z0-9+/]+=*$/.test(value);

const isKeys = (value: unknown): value is readonly string[] => Array.isArray(value) && value.length <= mostKeys && value.every(isText);

const fromPageChecks: { readonly [Type in FromPage['type']]: (message: JsonRecord) => boolean } = {
  ready: (m) => isTextOrAbsent(m.uri) && (m.run === undefined || isCount(m.run)) && (m.whatIf === undefined || isSettings(m.whatIf)),
  selectRun: (m) => isCount(m.index),
  reveal: (m) => isSpan(m.span),
  openLink: (m) => isWebLink(m.url),
  whatIf: (m) => isSettings(m.settings) && isCount(m.number),
  keep: (m) => isSettings(m.settings) && (m.where === undefined || isOneOf(keepPlaces, m.where)),
  preview: (m) => isKeys(m.keys),
  apply: (m) => isKeys(m.keys),
  export: (m) => isOneOf(exportFormats, m.format) && (m.to === 'clipboard' || m.to === 'file'),
  savePicture: (m) => isPicture(m.png),
  command: (m) => isOneOf(pageCommands, m.command),
};

/** @returns the message when it is one that the page may send, else undefined. */
export function readFromPage(message: unknown): FromPage | undefined {
  if (!isRecord(message) || typeof message.type !== 'string' || !Object.hasOwn(fromPageChecks, message.type)) return undefined;
  return fromPageChecks[message.type as FromPage['type']](message) ? (message as FromPage) : undefined;
}

const stateChecks: { readonly [Kind in PanelState['kind']]: (state: JsonRecord) => boolean } = {
  empty: (s) => (s.reason === 'noFile' || s.reason === 'nothingTrains') && isTextOrAbsent(s.fileName),
  loading: (s) => isText(s.fileName),
  error: (s) => isText(s.message) && isText(s.fileName),
  report: (s) =>
    isText(s.uri) &&
    isReport(s.report) &&
    isFile(s.file) &&
    isCount(s.runIndex) &&
    isSettings(s.settings) &&
    typeof s.stale === 'boolean' &&
    Array.isArray(s.runs) &&
    isRecord(s.choices) &&
    ['gpus', 'regions', 'precisions', 'methods'].every((list) => Array.isArray((s.choices as JsonRecord)[list])) &&
    isSettings(s.whatIf) &&
    isCount(s.heard) &&
    isRecord(s.keepable) &&
    Object.values(s.keepable).every((places) => Array.isArray(places) && places.every((place) => isOneOf(keepPlaces, place))),
};

/** The runs of a file as the estimator takes them: facts, unknowns and edit places aside, which are the engine's own. */
const isFile = (value: unknown): boolean =>
  isRecord(value) && isText(value.path) && [value.runs, value.launchedBy ?? []].every((runs) => Array.isArray(runs) && runs.every(isRun));

const isRun = (value: unknown): boolean =>
  isRecord(value) && isText(value.id) && isSpan(value.anchor) && isRecord(value.facts) && Array.isArray(value.unknowns) && Array.isArray(value.sites);

const reportLists = ['tiles', 'questions', 'alternatives', 'shares', 'breakdown', 'equivalents', 'factors', 'demand', 'facts'];

function isReport(value: unknown): value is Report {
  return (
    isRecord(value) &&
    isText(value.runId) &&
    isText(value.fileName) &&
    isSpan(value.anchor) &&
    typeof value.estimated === 'boolean' &&
    reportLists.every((list) => Array.isArray(value[list])) &&
    isRecord(value.inputs) &&
    isRecord(value.compare) &&
    Array.isArray(value.compare.regions) &&
    Array.isArray(value.compare.gpus)
  );
}

/** @returns the message when it is one that the extension sends, else undefined. */
export function readToPage(message: unknown): ToPage | undefined {
  if (!isRecord(message)) return undefined;
  if (message.type === 'strings') {
    return isText(message.locale) && isRecord(message.strings) && Object.values(message.strings).every(isText) ? (message as ToPage) : undefined;
  }
  if (message.type !== 'state' || !isRecord(message.state)) return undefined;
  const { kind } = message.state;
  if (typeof kind !== 'string' || !Object.hasOwn(stateChecks, kind)) return undefined;
  return stateChecks[kind as PanelState['kind']](message.state) ? (message as ToPage) : undefined;
}

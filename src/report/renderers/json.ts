// The JSON of the command line's contract: files with their runs and facts, estimates, alternatives. Plain data; the host turns it into text.
import type { Alternative } from '../../model/alternative';
import type { Estimate, Serving } from '../../model/estimate';
import type { Fact, FactName, FileAnalysis, Run } from '../../model/run';
import type { Interval } from '../../model/interval';
import type { Span } from '../../model/source';
import { type ShowPath } from '../../model/paths';

/** Raised when a key changes its meaning; new keys leave it alone. */
export const SCHEMA = 1;

/** Facts that every run lists, null where its files do not determine one. */
const ALWAYS_LISTED: readonly FactName[] = [
  'model',
  'parameters',
  'method',
  'dataset',
  'datasetSamples',
  'perDeviceBatchSize',
  'globalBatchSize',
  'gradientAccumulation',
  'epochs',
  'maxSteps',
  'sequenceLength',
  'imageSize',
  'learningRate',
  'optimizer',
  'precision',
  'loraRank',
  'gradientCheckpointing',
  'gpuCount',
  'gpu',
];

export interface RunResult {
  readonly run: Run;
  readonly estimate?: Estimate;
  readonly alternatives?: readonly Alternative[];
  /** where the run stands that this one is another view of: it counts there */
  readonly countedWith?: Span;
}

export function fileToJson(
  file: FileAnalysis,
  results: readonly RunResult[],
  showPath: ShowPath,
  launched: readonly RunResult[] = (file.launchedBy ?? []).map((run) => ({ run })),
): Record<string, unknown> {
  return {
    path: showPath(file.path),
    language: file.language,
    diagnostics: file.diagnostics.map(({ message, span }) => ({ message, ...(span ? placeToJson(span, file.path, showPath) : {}) })),
    runs: results.map((result) => runToJson(result, file.path, showPath)),
    ...(launched.length > 0 ? { launchedBy: launched.map((result) => runToJson(result, file.path, showPath)) } : {}),
  };
}

function runToJson({ run, estimate, alternatives, countedWith }: RunResult, homePath: string, showPath: ShowPath): Record<string, unknown> {
  const facts: Record<string, unknown> = {};
  for (const name of ALWAYS_LISTED) facts[name] = null;
  for (const [name, fact] of Object.entries(run.facts)) if (fact) facts[name] = factToJson(fact, homePath, showPath);
  // A reader of the facts alone (a scorer, a table) finds the framework among them too.
  facts['framework'] = { value: run.framework, origin: 'derived' };
  return {
    framework: run.framework,
    task: run.task ?? null,
    anchor: spanToJson(run.anchor, homePath, showPath),
    ...(run.otherAnchors?.length ? { otherAnchors: run.otherAnchors.map((span) => spanToJson(span, homePath, showPath)) } : {}),
    ...(countedWith ? { countedWith: spanToJson(countedWith, homePath, showPath) } : {}),
    ...(run.repeats && run.repeats !== 1 ? { repeats: run.repeats } : {}),
    facts,
    unknowns: run.unknowns.map(({ fact, reason, detail, span }) => ({
      fact,
      reason,
      ...(detail ? { detail } : {}),
      ...(span ? placeToJson(span, homePath, showPath) : {}),
    })),
    ...(estimate ? { estimate: estimateToJson(estimate) } : {}),
    ...(alternatives ? { alternatives: alternatives.map((one) => alternativeToJson(one, showPath)) } : {}),
  };
}

function factToJson({ value, span, origin, source, inputs }: Fact, homePath: string, showPath: ShowPath): Record<string, unknown> {
  return {
    value,
    ...(span ? placeToJson(span, homePath, showPath) : {}),
    origin,
    ...(source ? { source } : {}),
    ...(inputs?.length
      ? { inputs: inputs.map(({ label, value: input, span: place }) => ({ label, value: input, ...(place ? placeToJson(place, homePath, showPath) : {}) })) }
      : {}),
  };
}

/** A place's start; the path only where it is another file. */
const placeToJson = ({ path, cell, line, column }: Span, homePath: string, showPath: ShowPath): Record<string, unknown> => ({
  ...(path === homePath ? {} : { path: showPath(path) }),
  ...(cell === undefined ? {} : { cell }),
  line,
  column,
});

const spanToJson = (span: Span, homePath: string, showPath: ShowPath): Record<string, unknown> => ({
  ...placeToJson(span, homePath, showPath),
  endLine: span.endLine,
  endColumn: span.endColumn,
});

/** The figures of the contract, and what must be supplied where there are none. */
export function estimateToJson(estimate: Estimate): Record<string, unknown> {
  const { workload, assumptions, missing, shares, memory, largestBatchThatFits } = estimate;
  const { gpuHours, wallClockHours, peakMemoryGiB, fitsMemory, energyKwh, co2eKg, operationalCo2eKg, embodiedCo2eKg, waterLitres, costUsd, utilization } =
    estimate;
  const figures = { gpuHours, wallClockHours, peakMemoryGiB, energyKwh, co2eKg, operationalCo2eKg, embodiedCo2eKg, waterLitres, costUsd, utilization };
  return {
    workload: mapped(workload, shortened),
    ...mapped(figures, shortened),
    fitsMemory,
    largestBatchThatFits,
    memoryGiB: memory && mapped({ ...memory }, significant),
    serving: estimate.serving ? servingToJson(estimate.serving) : null,
    shares: Object.fromEntries(shares.map(({ id, fraction }) => [id, significant(fraction)])),
    missing,
    assumptions,
  };
}

const servingToJson = ({ kwhPerThousandRequests, co2eKgPerThousandRequests, requestsToMatchTraining, request }: Serving): Record<string, unknown> => ({
  ...mapped({ kwhPerThousandRequests, co2eKgPerThousandRequests, requestsToMatchTraining }, shortened),
  request,
});

/** More digits than any input has, fewer than floating point prints. */
const DIGITS = 6;
const significant = (value: number): number => Number(value.toPrecision(DIGITS));
const shortened = (interval: Interval | null): Interval | null =>
  interval && { low: significant(interval.low), mid: significant(interval.mid), high: significant(interval.high) };
const mapped = <T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

function alternativeToJson({ id, variant, title, saves, qualityCost, evidence, edits, settings }: Alternative, showPath: ShowPath): Record<string, unknown> {
  return {
    id,
    ...(variant === undefined ? {} : { variant }),
    title,
    saves: mapped(saves, shortened),
    qualityCost,
    evidence,
    edits: edits.map(({ span, newText }) => ({
      path: showPath(span.path),
      ...(span.cell === undefined ? {} : { cell: span.cell }),
      startLine: span.line,
      startColumn: span.column,
      endLine: span.endLine,
      endColumn: span.endColumn,
      newText,
    })),
    ...(settings ? { settings } : {}),
  };
}

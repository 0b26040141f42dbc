// Puts one run's report together: the one place where figures become text, so that every surface shows the same, to the digit.
import type { ChainFactor, Share } from '../model/estimate';
import { devices, kindName, placeName } from './figures/names';
import { lazySections } from './lazySections';
import type { Report } from './reportModel';
import { compareOf } from './sections/comparisons';
import { breakdownOf } from './sections/breakdown';
import { demandOf } from './sections/demand';
import { equivalentsOf } from './sections/equivalent';
import { factorRows } from './sections/factors/factorRows';
import { factRows } from './sections/facts';
import { findingsOf } from './sections/findings';
import { headlineOf, tilesOf } from './sections/figures';
import { inputsOf } from './sections/inputs';
import { lensOf, statusBarOf, type LensParts } from './sections/lens';
import { measuredOf } from './sections/measured';
import { memoryOf } from './sections/memory';
import { missingInputs, questionsOf } from './sections/questions';
import type { ReportInput } from './sections/reportInput';
import { alternativeRows, writePercentage } from './sections/savings';
import { placeLabel } from './sections/links';
import { narrowingOf, sentenceOf } from './sections/sentence';
import { servingReport } from './sections/serving';
import type { Translate } from './translate';
import { fileNameOf } from '../model/paths';
import { shownRuns } from '../model/run';

export type { ReportInput } from './sections/reportInput';

const SHARE_LABELS: Readonly<Record<Share['id'], string>> = {
  training: 'useful training',
  padding: 'padding',
  evaluation: 'evaluation',
  generation: 'generation',
  host: 'host',
  overhead: 'data-centre overhead',
  embodied: 'making of the hardware',
};

/** @returns the report that lens, hover, panel, terminal and files render; all text in it is final. Each section is worked out when it is first read. */
export function buildReport(input: ReportInput): Report {
  const { estimate, file, run, knowledge, translate } = input;
  const gpu = estimate.chain.find(({ id }) => id === 'gpu');
  const measured = measuredOf(input) ?? [];
  const deviceNamed = typeof gpu?.value === 'string' ? gpu.value : undefined;
  const device = deviceNamed ? knowledge.accelerator(deviceNamed) : undefined;
  const devicesText = deviceNamed ? devices(countOf(gpu), deviceNamed) : '';
  const price = device && estimate.costUsd ? knowledge.cheapestInstanceFor(device.name)?.priceDate : undefined;
  const place = placeOf(
    estimate.chain.find(({ id }) => id === 'grid'),
    translate,
  );
  const headline = headlineOf(estimate, translate);
  const tiles = tilesOf(estimate, { devices: devicesText, deviceMemoryGiB: device?.memoryGiB, priceDate: price }, translate);
  const lensParts: LensParts = {
    headline,
    gpuHours: tiles.find(({ id }) => id === 'gpuHours'),
    energy: tiles.find(({ id }) => id === 'energy'),
    devices: devicesText,
    place: place ?? '',
    model: run.facts.model?.value,
    missing: () => missingInputs(input),
  };
  const launcher = run.anchor.path === file.path ? undefined : placeLabel(run.anchor, file.path, translate);
  return lazySections<Report>({
    runId: () => run.id,
    path: () => file.path,
    fileName: () => fileNameOf(file.path),
    anchor: () => run.anchor,
    kind: () => kindName(run.facts.method?.value, translate),
    framework: () => run.framework,
    ...(place && { place: () => place }),
    runIndex: () => input.runIndex,
    runCount: () => shownRuns(file).length,
    ...(launcher && { launcher: () => launcher }),
    estimated: () => headline !== null,
    headline: () => headline,
    sentence: () => sentenceOf(estimate, translate),
    narrowing: () => narrowingOf(estimate, translate),
    equivalents: () => (headline ? equivalentsOf(estimate, knowledge.equivalents(), file.path, translate) : []),
    tiles: () => tiles,
    questions: () => questionsOf(input),
    alternatives: () => alternativeRows(estimate, input.alternatives, translate),
    shares: () =>
      estimate.shares
        .filter(({ fraction }) => fraction > 0)
        .map(({ id, fraction }) => ({ id, label: translate(SHARE_LABELS[id]), fraction, percent: `${writePercentage(fraction * 100)} %` })),
    breakdown: () => breakdownOf(estimate, translate),
    factors: () => factorRows(estimate, file.path, translate),
    inputs: () => inputsOf(run, estimate, input.settings),
    ...(measured.length > 0 && { measured: () => measured }),
    compare: () => compareOf(input, { device: device?.name, region: place }),
    memory: () => memoryOf(estimate, device?.memoryGiB, translate),
    findings: () => findingsOf(input, device?.memoryGiB),
    serving: () => servingReport(estimate, file.path, translate),
    demand: () => demandOf({ estimate, run, knowledge, homePath: file.path, translate }),
    facts: () => factRows(run, file.path, translate),
    lens: () => lensOf(lensParts, translate),
    statusBar: () => statusBarOf(lensParts, translate),
  });
}

function countOf(gpu: ChainFactor | undefined): number {
  const count = gpu?.details?.count;
  return typeof count === 'number' ? count : 1;
}

function placeOf(grid: ChainFactor | undefined, translate: Translate): string | undefined {
  if (typeof grid?.value === 'string') return placeName(grid.value, translate);
  const name = grid?.details?.name ?? grid?.details?.place;
  return typeof name === 'string' ? placeName(name, translate) : undefined;
}

// Puts one run's report together: the one place where figures become text, so that every surface shows the same, to the digit.
import type { ChainFactor, Share } from '../model/estimate';
import { devices, kindName, placeName } from './figures/names';
import type { Report } from './reportModel';
import { shownRuns } from '../resolve/countedRuns';
import { compareOf } from './sections/comparisons';
import { equivalentOf } from './sections/equivalent';
import { factorRows } from './sections/factors';
import { factRows } from './sections/facts';
import { headlineOf, tilesOf } from './sections/figures';
import { lensOf, statusBarOf } from './sections/lens';
import { memoryOf } from './sections/memory';
import { questionsOf } from './sections/questions';
import type { ReportInput } from './sections/reportInput';
import { alternativeRows, writePercentage } from './sections/savings';
import { placeLabel } from './sections/links';
import { narrowingOf, sentenceOf } from './sections/sentence';
import type { Translate } from './translate';

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

/** @returns the report that lens, hover, panel, terminal and files render; all text in it is final. */
export function buildReport(input: ReportInput): Report {
  const { estimate, file, run, knowledge, translate } = input;
  const gpu = estimate.chain.find(({ id }) => id === 'gpu');
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
  const questions = questionsOf(input);
  const lensParts = {
    headline,
    gpuHours: tiles.find(({ id }) => id === 'gpuHours'),
    energy: tiles.find(({ id }) => id === 'energy'),
    devices: devicesText,
    place: place ?? '',
    model: run.facts.model?.value,
    questions,
  };
  return {
    runId: run.id,
    path: file.path,
    fileName: file.path.slice(file.path.lastIndexOf('/') + 1),
    anchor: run.anchor,
    kind: kindName(run.facts.method?.value, translate),
    framework: run.framework,
    ...(place ? { place } : {}),
    runIndex: input.runIndex,
    runCount: shownRuns(file).length,
    ...(run.anchor.path !== file.path && { launcher: placeLabel(run.anchor, file.path, translate) }),
    estimated: headline !== null,
    headline,
    sentence: sentenceOf(estimate, translate),
    narrowing: narrowingOf(estimate, translate),
    equivalent: headline ? equivalentOf(estimate, knowledge.equivalents(), file.path, translate) : null,
    tiles,
    questions,
    alternatives: alternativeRows(estimate, input.alternatives),
    shares: estimate.shares
      .filter(({ fraction }) => fraction > 0)
      .map(({ id, fraction }) => ({ id, label: translate(SHARE_LABELS[id]), fraction, percent: `${writePercentage(fraction * 100)} %` })),
    factors: factorRows(estimate, file.path, translate),
    compare: compareOf(input, { device: device?.name, region: place }),
    memory: memoryOf(estimate, device?.memoryGiB, translate),
    facts: factRows(run, file.path, translate),
    lens: lensOf(lensParts, translate),
    statusBar: statusBarOf(lensParts, translate),
  };
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

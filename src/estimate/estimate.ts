// The estimator's front: a complete workload in, figures with intervals, their chain, shares and what is behind them out.
import type { Assumption, Estimate } from '../model/estimate';
import type { Interval } from '../model/interval';
import type { Resolved, Workload } from '../model/workload';
import { casesOf, figureOf } from './cases';
import { chainOf } from './chain';
import { insightsOf } from './insights';
import { fitsIn } from './fitsMemory';
import { largestBatch } from './largestBatch';
import { fittedConstants, type Constants } from './physics/constants';
import type { Outcome } from './physics/outcome';
import { passesOf } from './passes';
import { servingOf } from './serving/serving';
import { sharesOf } from './shares';
import { storageOf } from './storage';

const usable = (interval: Interval): Interval | null =>
  Number.isFinite(interval.low) && Number.isFinite(interval.mid) && Number.isFinite(interval.high) && interval.mid > 0 ? interval : null;

/**
 * Works out one run. Pure and deterministic; well under a millisecond.
 * Figures that need a duration are null when `workload.samples` is; `missing` then says what to supply.
 */
export function estimateWorkload(workload: Workload, constants: Constants = fittedConstants): Estimate {
  const cases = casesOf(workload, constants);
  const timed = workload.samples !== null;
  const figure = (read: (outcome: Outcome) => number): Interval | null => (timed ? usable(figureOf(cases, read)) : null);
  const peakMemoryGiB = usable(figureOf(cases, (o) => o.peak.totalGib));
  const fits = peakMemoryGiB ? fitsIn(peakMemoryGiB, workload.accelerator.value.memoryGiB) : null;
  const tokensPerSample = workload.tokensPerSample?.value.mid ?? 0;
  return {
    workload: {
      tokens: tokensPerSample > 0 ? figure((o) => o.samples * tokensOf(o, tokensPerSample, workload)) : null,
      samples: figure((o) => o.samples / (workload.objective?.value.sequences ?? 1)),
      optimizerSteps: figure((o) => o.steps),
      trainFlops: figure((o) => o.trainFlops),
    },
    gpuHours: figure((o) => o.gpuHours),
    wallClockHours: figure((o) => o.gpuHours / workload.gpuCount.value),
    peakMemoryGiB,
    fitsMemory: fits,
    energyKwh: figure((o) => o.energyKwh),
    co2eKg: figure((o) => o.co2eKg),
    operationalCo2eKg: figure((o) => o.operationalKg),
    embodiedCo2eKg: figure((o) => o.embodiedKg),
    waterLitres: workload.waterLitresPerKwh ? figure((o) => o.waterLitres) : null,
    costUsd: workload.usdPerGpuHour ? figure((o) => o.costUsd) : null,
    utilization: timed ? capped(usable(figureOf(cases, (o) => o.utilization))) : null,
    assumptions: [
      ...workload.assumptions,
      ...(cases.withoutMasters ? [halfWeights] : []),
      ...(cases.recomputes ? [recomputation] : []),
      ...(peakMemoryGiB && fits === null ? [closeCall] : []),
      ...absences(workload),
    ],
    chain: chainOf(cases),
    shares: timed ? sharesOf(workload, cases.mid) : [],
    passes: passesOf(cases.mid.step.flops),
    storage: storageOf(workload, cases.point),
    memory: cases.mid.peak.parts,
    largestBatchThatFits: largestBatch(cases, constants, usable(figureOf(cases, (o) => o.peak.totalGib, 'perDeviceBatchSize'))),
    insights: timed ? insightsOf(cases) : {},
    serving: servingOf(cases, constants),
    missing: workload.missing,
  };
}

/** Tokens a sample in this case; total tokens stay fixed where they were stated. */
const tokensOf = (outcome: Outcome, mid: number, workload: Workload): number =>
  workload.durationBy === 'tokens' ? (workload.statedTokens ?? 0) / Math.max(outcome.samples, 1e-300) : mid;

const capped = (interval: Interval | null): Interval | null =>
  interval && { low: Math.min(1, interval.low), mid: Math.min(1, interval.mid), high: Math.min(1, interval.high) };

const recomputation: Assumption = {
  name: 'gradientCheckpointing',
  value: true,
  why: 'not stated; without recomputation the activations would not fit the device',
  source: 'docs/method.md, Memory',
};

const halfWeights: Assumption = {
  name: 'weightsPrecision',
  value: 'bf16',
  why: 'not stated; fp32 master weights would not fit the device',
  source: 'docs/method.md, Memory',
};

const closeCall: Assumption = {
  name: 'fitsMemory',
  value: null,
  why: 'the peak is too close to the memory of the device to say whether it fits',
  source: 'docs/method.md, Memory',
};

function absences(workload: Workload): Estimate['assumptions'] {
  const list = [];
  if (!workload.usdPerGpuHour)
    list.push({ name: 'costUsd', value: null, why: `no published on-demand price for ${workload.accelerator.value.name}`, source: 'bundled price table' });
  if (!workload.waterLitresPerKwh)
    list.push({ name: 'waterLitres', value: null, why: 'no water factor for the site or its grid', source: 'bundled site tables' });
  return list;
}

/** The answer where not even the model or the hardware is known: nothing but what is missing, and why. */
export function estimateNothing(resolved: Resolved): Estimate {
  return {
    workload: { tokens: null, samples: null, optimizerSteps: null, trainFlops: null },
    gpuHours: null,
    wallClockHours: null,
    peakMemoryGiB: null,
    fitsMemory: null,
    energyKwh: null,
    co2eKg: null,
    operationalCo2eKg: null,
    embodiedCo2eKg: null,
    waterLitres: null,
    costUsd: null,
    utilization: null,
    assumptions: resolved.assumptions,
    chain: [],
    shares: [],
    memory: null,
    largestBatchThatFits: null,
    insights: {},
    missing: resolved.missing,
  };
}

// The chain of factors from the model to CO2e, each with what backs it.
import type { ChainFactor } from '../model/estimate';
import { exactly, within, type Interval } from '../model/interval';
import type { Calibration } from '../model/measurement';
import type { Provenance } from '../model/source';
import type { Input, ObjectiveWork, Workload } from '../model/workload';
import { correctionsOf } from './calibration';
import { figureOf, type Cases } from './cases';
import { peakRate } from './physics/device';
import { paddedShare } from './shares';

const formula = (anchor: string, text: string): Provenance => ({ kind: 'formula', anchor, text });
const row = <T extends Interval | string>(id: string, input: Input<unknown>, value: T, unit?: string, details?: ChainFactor['details']): ChainFactor => ({
  id,
  value,
  unit,
  details,
  provenance: input.provenance,
  assumed: input.assumed,
  editable: input.editable,
});

export function chainOf(cases: Cases): ChainFactor[] {
  const { workload: w, mid } = cases;
  const timed = w.samples !== null;
  const chain: ChainFactor[] = [row('model', w.model, w.model.value.name, undefined, modelDetails(cases))];
  if (w.durationBy === 'samples' && w.datasetSamples)
    chain.push(row('samples', w.datasetSamples, w.datasetSamples.value, 'samples', w.repeats > 1 ? { repeats: w.repeats } : undefined));
  if (w.durationBy === 'samples' && w.epochs) chain.push(row('epochs', w.epochs, w.epochs.value, 'epochs'));
  if (w.durationBy !== 'samples' && w.samples)
    chain.push(
      row('samples', w.samples, w.samples.value, 'samples', w.maxSteps ? { steps: w.maxSteps } : w.statedTokens ? { tokens: w.statedTokens } : undefined),
    );
  if (w.objective) chain.push(objectiveRow(w.objective, w));
  if (w.tokensPerSample) chain.push(lengthRow(cases, w.tokensPerSample));
  chain.push(
    row('perDeviceBatchSize', w.perDeviceBatchSize, w.perDeviceBatchSize.value, 'samples', {
      globalBatchSize: w.globalBatchSize,
      gradientAccumulation: w.gradientAccumulation.value,
    }),
  );
  if (timed)
    chain.push({
      id: 'trainFlops',
      value: figureOf(cases, (o) => o.trainFlops),
      unit: 'FLOP',
      provenance: [formula('FLOPs', 'forward, backward and recomputation of every sample')],
      assumed: false,
    });
  chain.push(row('precision', w.precision, w.precision.value));
  const { value: gpu } = w.accelerator;
  chain.push(
    row('gpu', w.accelerator, gpu.name, undefined, {
      count: w.gpuCount.value,
      memoryGiB: gpu.memoryGiB,
      peakTflops: peakRate(gpu, w.precision.value).flopsPerSecond / 1e12,
      boardPowerWatts: gpu.boardPowerWatts,
    }),
  );
  chain.push(row('gpuCount', w.gpuCount, exactly(w.gpuCount.value), 'devices'));
  chain.push({
    id: 'utilization',
    value: figureOf(cases, (o) => Math.min(1, o.utilization)),
    unit: 'of peak',
    details: timeDetails(cases),
    provenance: [formula('Utilisation', 'roofline of products, memory traffic, launches and communication')],
    assumed: false,
  });
  if (timed)
    chain.push({
      id: 'gpuHours',
      value: figureOf(cases, (o) => o.gpuHours),
      unit: 'h',
      provenance: [formula('Utilisation', 'FLOPs over peak rate times utilisation')],
      assumed: false,
    });
  if (w.calibration) chain.push(calibrationRow(cases, w.calibration));
  chain.push({
    id: 'power',
    value: figureOf(cases, (o) => o.power.deviceWatts + o.power.hostWatts),
    unit: 'W per GPU',
    details: { deviceWatts: mid.power.deviceWatts, hostWatts: mid.power.hostWatts },
    provenance: [formula('Power', 'idle draw, load and the host around it'), ...gpu.provenance],
    assumed: false,
  });
  chain.push(row('pue', w.pue, w.pue.value));
  chain.push(row('grid', w.gridKgPerKwh, w.gridKgPerKwh.value, 'kg/kWh', { place: w.place, ...gridDetails(w) }));
  chain.push(row('embodied', w.embodiedKgPerDevice, w.embodiedKgPerDevice.value, 'kg per GPU', { lifetimeYears: w.lifetimeYears.value }));
  chain.push(...marketRows(w));
  return chain;
}

/** Which way of counting the grid's figure follows. */
const gridDetails = ({ grid }: Workload): ChainFactor['details'] => (grid ? { method: grid.method, year: grid.year } : undefined);

/** What the provider claims for its region after the green power it buys: shown beside the grid's figure, never multiplied. */
function marketRows({ grid }: Workload): ChainFactor[] {
  if (grid?.marketKgPerKwh === undefined) return [];
  return [{ id: 'marketGrid', value: exactly(grid.marketKgPerKwh), unit: 'kg/kWh', provenance: grid.marketProvenance ?? [], assumed: false }];
}

/** What each sample takes beside one forward and backward pass. */
function objectiveRow(objective: Input<ObjectiveWork>, { side }: Workload): ChainFactor {
  const { name, sequences, samplesPerRow, updates, frozenPasses } = objective.value;
  const generatedTokens = side.generatedTokensPerSample;
  return row('objective', objective, name, undefined, {
    sequences,
    samplesPerRow,
    updates,
    frozenPasses,
    ...(generatedTokens > 0 ? { generatedTokens } : {}),
  });
}

/** How far off measured runs on this device were: by it times and power are corrected already. */
function calibrationRow({ spreads }: Cases, calibration: Calibration): ChainFactor {
  const { time, power } = correctionsOf(calibration);
  const places = calibration.from.map(({ path, line }): Provenance => {
    const span = { path, line, column: 0, endLine: line, endColumn: 0 };
    return { kind: 'code', span, origin: 'user', text: 'measured' };
  });
  return {
    id: 'calibration',
    value: calibration.time.length > 0 ? within(time.shift, spreads.time) : exactly(1),
    unit: 'of the time',
    details: {
      runs: calibration.from.length,
      ...(calibration.power.length > 0 ? { power: within(power.shift, spreads.power) } : {}),
    },
    provenance: [...places, formula('Calibration', 'measured over estimated, as far as a few runs can be believed')],
    assumed: false,
    editable: 'measured',
  };
}

function modelDetails({ workload: w }: Cases): ChainFactor['details'] {
  const { parameters, activeParameters, layers, hiddenSize } = w.model.value;
  return {
    parameters,
    ...(activeParameters ? { activeParameters } : {}),
    ...(layers ? { layers } : {}),
    ...(hiddenSize ? { hiddenSize } : {}),
    method: w.method.value,
    ...(w.loraRank ? { loraRank: w.loraRank } : {}),
  };
}

/** With packing the row also rests on, and is changed by, the length of the data set's rows. */
function lengthRow(cases: Cases, length: Input<Interval>): ChainFactor {
  const { rowTokens } = cases.workload;
  const factor = row('tokensPerSample', length, length.value, 'tokens', lengthDetails(cases));
  if (!rowTokens) return factor;
  return { ...factor, provenance: [...length.provenance, ...rowTokens.provenance], assumed: rowTokens.assumed, editable: rowTokens.editable };
}

function lengthDetails({ workload: w }: Cases): ChainFactor['details'] {
  const padded = paddedShare(w);
  return {
    ...(w.realTokensPerSample ? { realTokens: w.realTokensPerSample.value } : {}),
    ...(w.packed ? { packed: 1 } : {}),
    ...(w.rowTokens ? { rowTokens: w.rowTokens.value } : {}),
    ...(padded > 0 ? { paddedShare: padded } : {}),
    ...(w.padding ? { padding: w.padding } : {}),
  };
}

function timeDetails({ mid }: Cases): ChainFactor['details'] {
  const { compute, traffic, launch, communication, update } = mid.step;
  return { computeSeconds: compute, trafficSeconds: traffic, launchSeconds: launch, updateSeconds: update, communicationSeconds: communication };
}

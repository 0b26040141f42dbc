// What answering requests with the trained model takes, and after how many of them that outweighs the training.
import type { Serving } from '../../model/estimate';
import { exactly, isExact, within, type Interval } from '../../model/interval';
import type { Workload } from '../../model/workload';
import type { Cases } from '../cases';
import { combined } from '../intervals';
import type { Constants } from '../physics/constants';
import { noSpreads, pointOf, shapeOf, type Point } from '../physics/point';
import { powerUnder } from '../physics/power';
import { devicesToServe, requestTime, type Request } from './request';

/** Mean lengths of prompt and answer in ShareGPT's conversations: 161 and 338 tokens; in Alpaca's instructions 19 and 58 (Kwon et al. 2023, arXiv 2309.06180, section 6.1). Within a factor of 4. */
const usualPromptTokens = 161;
const usualAnswerTokens = 150;
const lengthFactor = 4;
/** A translation or summary is about 0.3 of its source, as in training (docs/method.md, FLOPs). */
const answerOfSource = 0.3;
/** Requests answered together: one on a quiet server, dozens on a busy one. */
const usualBatch: Interval = { low: 1, mid: 8, high: 64 };
/** Denoising steps of an image, each with and without the prompt (diffusers' pipelines: 50 steps, classifier-free guidance). Half of it with newer schedulers. */
const denoisingPasses: Interval = { low: 25, mid: 100, high: 100 };
/** Servers against the roofline: what schedulers, pre- and post-processing and gaps between requests add; a fully loaded server adds nothing, a quiet one several times its work. */
const serverOverhead: Interval = { low: 1, mid: 1.5, high: 4 };

const requests = 1000;
const secondsPerHour = 3600;

const energyInputs = ['batch', 'inputTokens', 'outputTokens', 'passes', 'overhead', 'power', 'pue'] as const;
type Open = (typeof energyInputs)[number];

/** @returns null where the energy is not a positive finite number (sizes at the edge of what numbers can hold). */
export function servingOf(cases: Cases, constants: Constants): Serving | null {
  const { workload } = cases;
  const point = pointOf(workload, shapeOf(workload.model.value), noSpreads);
  const usual = usualRequest(workload, point);
  const open = openInputs(usual, workload);
  const kwh = (input?: Open, end: keyof Interval = 'mid'): number => {
    const value = (name: Open): number => open[name][name === input ? end : 'mid'];
    const request: Request = { batch: value('batch'), inputTokens: value('inputTokens'), outputTokens: value('outputTokens'), passes: value('passes') };
    const time = requestTime(point, request, constants);
    const watts = powerUnder(point, time.load, constants);
    return (requests * time.deviceSeconds * value('overhead') * value('power') * (watts.deviceWatts + watts.hostWatts) * value('pue')) / 1000 / secondsPerHour;
  };
  const mid = kwh();
  const effects = energyInputs.flatMap((input) => (isExact(open[input]) ? [] : [{ input, atLow: kwh(input, 'low'), atHigh: kwh(input, 'high') }]));
  const kwhPerThousandRequests = combined(mid, effects);
  if (!(mid > 0) || !Number.isFinite(kwhPerThousandRequests.high)) return null;
  const grid = workload.gridKgPerKwh.value;
  const emitted = effects.map(({ input, atLow, atHigh }) => ({ input, atLow: atLow * grid.mid, atHigh: atHigh * grid.mid }));
  return {
    kwhPerThousandRequests,
    co2eKgPerThousandRequests: combined(mid * grid.mid, [...emitted, { input: 'grid', atLow: mid * grid.low, atHigh: mid * grid.high }]),
    requestsToMatchTraining: workload.samples ? requestsToMatch(cases.mid.energyKwh, kwhPerThousandRequests) : null,
    request: {
      ...(usual.inputTokens.mid > 0 ? { inputTokens: usual.inputTokens.mid } : {}),
      ...(usual.outputTokens.mid > 0 ? { outputTokens: usual.outputTokens.mid } : {}),
      ...(usual.passes.mid > 1 ? { passes: usual.passes.mid } : {}),
      batch: usualBatch.mid,
      gpu: workload.accelerator.value.name,
      gpuCount: devicesToServe(point),
    },
    provenance: [
      { kind: 'formula', anchor: 'Serving', text: 'roofline of reading the prompt and writing the answer, on the accelerator of the run' },
      { kind: 'assumption', why: 'requests as long as those of public chat logs, answered in batches of 8', source: 'docs/method.md, Serving' },
    ],
  };
}

/** Against the middle of the training's energy: what is uncertain about the place and the building is the same on both sides. */
function requestsToMatch(trainingKwh: number, perThousand: Interval): Interval | null {
  if (!(trainingKwh > 0)) return null;
  const count = (kwh: number): number => (requests * trainingKwh) / kwh;
  const interval = { low: count(perThousand.high), mid: count(perThousand.mid), high: count(perThousand.low) };
  return Number.isFinite(interval.high) && interval.low > 0 ? interval : null;
}

interface UsualRequest {
  readonly inputTokens: Interval;
  readonly outputTokens: Interval;
  readonly passes: Interval;
}
/** Generators answer prompts; all others read an input as long as those they were trained on. */
function usualRequest(workload: Workload, { shape, countsTokens, tokensPerSample }: Point): UsualRequest {
  const passes = shape.family === 'diffusion' ? denoisingPasses : exactly(1);
  if (!countsTokens) return { inputTokens: exactly(0), outputTokens: exactly(0), passes };
  const real = workload.realTokensPerSample?.value ?? exactly(tokensPerSample);
  if (shape.family === 'decoder' || shape.family === 'multimodal')
    return { inputTokens: within(usualPromptTokens, lengthFactor), outputTokens: within(usualAnswerTokens, lengthFactor), passes };
  const written = shape.decoderLayers > 0 || shape.family === 'encoder-decoder' ? answerOfSource : 0;
  return { inputTokens: real, outputTokens: { low: real.low * written, mid: real.mid * written, high: real.high * written }, passes };
}

/** The device's draw under inference differs from that under training by about this factor. */
const powerFactor = 1.3;
const openInputs = (usual: UsualRequest, { pue }: Workload): Readonly<Record<Open, Interval>> => ({
  batch: usualBatch,
  ...usual,
  overhead: serverOverhead,
  power: within(1, powerFactor),
  pue: pue.value,
});

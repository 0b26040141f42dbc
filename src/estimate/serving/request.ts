// One batch of requests to the trained model: how long the devices that hold it are busy, by prompt, answer and batch.
import type { Constants } from '../physics/constants';
import { attainableShare, peakRate, streamBytesPerSecond } from '../physics/device';
import { sampleFlops } from '../physics/flops';
import type { Point } from '../physics/point';
import type { Load } from '../physics/power';
import { launchesOf } from '../physics/time';

/** What an answer takes; each may be off, and the interval tries its ends. */
export interface Request {
  /** positions read before the first answer; 0 for models that count none */
  readonly inputTokens: number;
  /** tokens written one by one */
  readonly outputTokens: number;
  /** passes of a denoiser for one image; 1 for all others */
  readonly passes: number;
  /** requests that are answered together */
  readonly batch: number;
}

/** Models are served in 16 bits. */
const servedBytes = 2;
/** Share of a device that weights may take: the rest is for the states of requests and for the framework (vLLM's default `gpu_memory_utilization`). */
const weightsShare = 0.9;
const gib = 2 ** 30;

/** Devices that it takes to hold the model in 16 bits: a power of two, as tensor parallelism wants. */
export function devicesToServe({ shape, accelerator }: Point): number {
  const needed = (servedBytes * shape.parameters) / gib / Math.max(1, weightsShare * accelerator.memoryGiB);
  return 2 ** Math.max(0, Math.ceil(Math.log2(needed)));
}

/** A training step starts about three times the kernels of its forward pass. */
const forwardLaunches = 1 / 3;
/** Of these, what is left to the host where servers record and replay the launches of a token (vLLM with CUDA graphs: 7 to 8 ms a token for a 7B model, of which 5 stream its weights). */
const replayedLaunches = 0.3;

/** Seconds that all devices together are busy with one request, and what they are busy with. */
export interface RequestTime {
  readonly deviceSeconds: number;
  readonly load: Load;
}

/**
 * A roofline of reading and of writing: reading multiplies the prompt with every weight, writing streams the active weights and the cached keys and values once for each token of the batch
 * (Pope et al. 2022, "Efficiently scaling transformer inference", arXiv 2211.05102); launches show where batches are small.
 */
export function requestTime(point: Point, request: Request, constants: Constants): RequestTime {
  const { shape, accelerator } = point;
  const rate = peakRate(accelerator, 'bf16');
  const attained = Math.max(1e-3, attainableShare(accelerator, rate, constants));
  const flopsPerSecond = rate.flopsPerSecond * attained;
  const bytesPerSecond = streamBytesPerSecond(accelerator);
  const weightBytes = servedBytes * shape.activeParameters;
  const flops = sampleFlops({ ...point, tokensPerSample: request.inputTokens });
  const launch = launchesOf(point, flops, constants) * forwardLaunches * constants.launchSeconds;
  const cached = 2 * servedBytes * shape.layers * shape.attentionSize * shape.keyValueShare * (request.inputTokens + request.outputTokens / 2) * request.batch;
  const reading = { compute: (flops.forward * request.batch) / flopsPerSecond, traffic: weightBytes / bytesPerSecond };
  const writing = { compute: (2 * shape.activeParameters * request.batch) / flopsPerSecond, traffic: (weightBytes + cached) / bytesPerSecond };
  const seconds =
    request.passes * Math.hypot(reading.compute, reading.traffic, launch) +
    request.outputTokens * Math.hypot(writing.compute, writing.traffic, launch * replayedLaunches);
  const compute = request.passes * reading.compute + request.outputTokens * writing.compute;
  const work = compute + request.passes * reading.traffic + request.outputTokens * writing.traffic;
  return {
    deviceSeconds: seconds / request.batch,
    load: {
      computeShare: compute / Math.max(work, Number.MIN_VALUE),
      attained,
      activeShare: Math.min(1, work / Math.max(seconds, Number.MIN_VALUE)),
    },
  };
}

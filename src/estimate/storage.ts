// What a run reads once and writes again and again: the weights it starts from, and a checkpoint to go on from.
import type { Storage } from '../model/estimate';
import type { Interval } from '../model/interval';
import type { Workload } from '../model/workload';
import { placementOf } from './physics/placement';
import type { Point } from './physics/point';

/** Bytes a parameter in the formats that weights are published in. */
const HALF_WIDTH = 2;
const FULL_WIDTH = 4;
/** Older and smaller models are mostly published in fp32, larger ones in 16 bits (as the files on the Hugging Face hub are). */
const MOSTLY_FULL_BELOW = 1e9;

/** Bytes of files; what frameworks add to them (tokenizer, metadata) is below a tenth of a percent. */
export function storageOf({ weightsPrecision, method }: Workload, point: Point): Storage {
  const { parameters } = point.shape;
  const { trained, optimizerBytes } = placementOf(point);
  const adapters = method.value === 'lora' || method.value === 'qlora';
  const trainedWidth = adapters || point.weightsPrecision === 'fp32' ? FULL_WIDTH : HALF_WIDTH;
  const modelBytes = (adapters ? trained : parameters) * trainedWidth;
  return {
    downloadBytes: method.value === 'pretrain' ? null : published(parameters, weightsPrecision.assumed ? undefined : weightsPrecision.value),
    modelBytes,
    checkpointBytes: modelBytes + optimizerBytes,
  };
}

/** The width is the file's own; code that loads in 16 bits says nothing of it unless the file is so. */
function published(parameters: number, stated: 'fp32' | 'bf16' | 'fp16' | undefined): Interval {
  const likely = parameters < MOSTLY_FULL_BELOW && stated !== 'bf16' && stated !== 'fp16' ? FULL_WIDTH : HALF_WIDTH;
  return { low: parameters * HALF_WIDTH, mid: parameters * likely, high: parameters * FULL_WIDTH };
}

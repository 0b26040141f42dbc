// What widens an interval, what stating an input does to it, and where the range comes from.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Interval } from '../../../src/model/interval';
import { bert, estimateOf, llama, resnet } from './specs';

const width = (interval: Interval | null): number => {
  assert.ok(interval);
  return interval.high / interval.low;
};

describe('an interval', () => {
  it('spans other cards where no GPU is named, and only then', () => {
    const unnamed = estimateOf({ ...bert, gpu: null });
    assert.ok(width(unnamed.gpuHours) > 2 * width(estimateOf(bert).gpuHours));
    assert.equal(unnamed.gpuHours?.mid, estimateOf({ ...bert, gpu: 'A100-SXM4-80GB' }).gpuHours?.mid);
    assert.equal(width(unnamed.peakMemoryGiB), width(estimateOf(bert).peakMemoryGiB));
  });

  it('is wider where the host decides the step', () => {
    assert.ok(width(estimateOf({ ...resnet, perDeviceBatchSize: 1 }).gpuHours) > 1.5 * width(estimateOf(resnet).gpuHours));
  });

  it('is wider on a device of another maker', () => {
    assert.ok(width(estimateOf({ ...llama, gpu: 'MI300X' }).gpuHours) > 1.1 * width(estimateOf({ ...llama, gpu: 'H100-SXM-80GB' }).gpuHours));
  });

  it('of hours narrows when it is stated that samples are padded to the full length', () => {
    const masked = { ...bert, method: 'pretrain' as const, padding: null };
    assert.ok(width(estimateOf({ ...masked, padding: 'max_length' }).gpuHours) < 0.9 * width(estimateOf(masked).gpuHours));
  });
});

describe('the range of CO2e', () => {
  it('comes from the grid where no place is named, and stating it is what narrows it', () => {
    const { insights } = estimateOf({ ...bert, gridIntensity: null, region: null });
    assert.equal(insights.rangeFrom?.input, 'region');
    assert.ok((insights.rangeFrom?.fraction ?? 0) > 0.5);
    assert.equal(insights.narrowing?.input, 'region');
  });

  it('comes from the model of time where all is stated', () => {
    assert.equal(estimateOf(bert).insights.rangeFrom?.input, 'time');
  });
});

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

  it('of a few minutes reaches further up for what starting and saving take', () => {
    const reach = (samples: number): number => {
      const hours = estimateOf({ ...bert, samples, epochs: 1 }).gpuHours;
      assert.ok(hours);
      return hours.high / hours.mid;
    };
    assert.ok(reach(500) > 1.5 * reach(1_000_000));
  });

  it('of a fast image network reaches further up, since the host may not prepare images as fast', () => {
    const reach = (gpu: string): number => {
      const hours = estimateOf({ ...resnet, gpu, gpuCount: 1, perDeviceBatchSize: 256, precision: 'bf16' }).gpuHours;
      assert.ok(hours);
      return hours.high / hours.mid;
    };
    assert.ok(reach('H100-SXM-80GB') > 1.2 * reach('V100-SXM2-16GB'));
  });

  it('is wider for a network of detection that is in no table than for a classifier of the same work', () => {
    const own = { ...resnet, model: { parameters: 30e6, flopsPerSample: 80e9 } };
    assert.ok(width(estimateOf({ ...own, imageSize: 640 }).gpuHours) > 1.3 * width(estimateOf({ ...own, imageSize: 384 }).gpuHours));
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

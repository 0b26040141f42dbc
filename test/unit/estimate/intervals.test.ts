// Uncertain inputs combine by their variances.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { combined, widthOf } from '../../../src/estimate/intervals';
import { bert, estimateOf } from './specs';

describe('combining intervals', () => {
  it('one input of a factor 2 gives a factor of 2', () => {
    const { low, mid, high } = combined(10, [{ input: 'time', atLow: 5, atHigh: 20 }]);
    assert.ok(Math.abs(low - 5) < 1e-9 && mid === 10 && Math.abs(high - 20) < 1e-9);
  });

  it('two of a factor 2 give 2 to the root of 2, not 4: their variances add', () => {
    const two = combined(10, [
      { input: 'time', atLow: 5, atHigh: 20 },
      { input: 'region', atLow: 5, atHigh: 20 },
    ]);
    assert.ok(Math.abs(two.high - 10 * 2 ** Math.SQRT2) < 1e-9);
  });

  it('an input that lowers the figure as it grows counts the same', () => {
    assert.deepEqual(combined(10, [{ input: 'lifetime', atLow: 20, atHigh: 5 }]), combined(10, [{ input: 'lifetime', atLow: 5, atHigh: 20 }]));
  });

  it('a figure of nothing stays nothing', () => {
    assert.deepEqual(combined(0, [{ input: 'time', atLow: 0, atHigh: 0 }]), { low: 0, mid: 0, high: 0 });
  });
});

describe('the intervals of an estimate', () => {
  it('narrow when the user states more, and say what to state', () => {
    const open = estimateOf({ ...bert, gridIntensity: null, pue: null });
    const stated = estimateOf(bert);
    assert.ok(open.co2eKg && stated.co2eKg);
    assert.ok(widthOf(open.co2eKg) > 2 * widthOf(stated.co2eKg));
    assert.equal(open.insights.narrowing?.input, 'region');
    assert.ok((open.insights.narrowing?.widthThen ?? Infinity) < (open.insights.narrowing?.widthNow ?? 0));
  });

  it('are the same every time', () => {
    assert.deepEqual(estimateOf(bert), estimateOf(bert));
  });

  it('stated tokens stay exact whatever the length of a sample', () => {
    const tokens = estimateOf({ model: { id: 'gpt2' }, tokens: 1e9, precision: 'bf16' }).workload.tokens;
    assert.ok(tokens && Math.abs(tokens.low / 1e9 - 1) < 1e-9 && Math.abs(tokens.high / 1e9 - 1) < 1e-9);
  });
});

// What a trained model takes once it answers requests.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { devicesToServe } from '../../../src/estimate/serving/request';
import { bert, estimateOf, llama, pointFor, resnet } from './specs';

const energy = (spec: Parameters<typeof estimateOf>[0]): number => {
  const { serving } = estimateOf(spec);
  assert.ok(serving);
  return serving.kwhPerThousandRequests.mid;
};

describe('serving', () => {
  it('takes more for a larger model and for one that writes its answers', () => {
    assert.ok(energy(llama) > 10 * energy(bert));
    assert.ok(energy({ ...llama, model: { id: 'meta-llama/Llama-2-70b-hf' } }) > 4 * energy(llama));
  });

  it('a 7B model writes 150 tokens for 1,000 requests with 5 Wh to 1 kWh', () => {
    // ML.ENERGY's leaderboard has about 0.15 J a token on full servers; a single request at a time streams 13 GB a token: 10 J.
    const { serving } = estimateOf({ ...llama, gpu: 'H100-SXM-80GB' });
    assert.ok(serving && serving.kwhPerThousandRequests.low < 0.01 && serving.kwhPerThousandRequests.high > 0.3);
  });

  it('needs as many devices as hold the weights in 16 bits', () => {
    assert.equal(devicesToServe(pointFor(llama)), 1);
    assert.equal(devicesToServe(pointFor({ ...llama, model: { id: 'meta-llama/Llama-2-70b-hf' } })), 2);
  });

  it('equals the training after as many requests as its energy holds', () => {
    const { serving, energyKwh } = estimateOf(resnet);
    assert.ok(serving?.requestsToMatchTraining && energyKwh);
    const requests = (1000 * energyKwh.mid) / serving.kwhPerThousandRequests.mid;
    assert.ok(Math.abs(serving.requestsToMatchTraining.mid / requests - 1) < 1e-9);
  });

  it('has no such number where the training has no figure', () => {
    const { serving } = estimateOf({ ...bert, samples: null });
    assert.equal(serving?.requestsToMatchTraining, null);
  });

  it('says what a request was taken to be', () => {
    assert.equal(estimateOf(bert).serving?.request.inputTokens, 512);
    assert.equal(estimateOf(bert).serving?.request.outputTokens, undefined);
    assert.ok((estimateOf(llama).serving?.request.outputTokens ?? 0) > 0);
  });
});

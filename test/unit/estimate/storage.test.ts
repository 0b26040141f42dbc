// Passes of the training and the files that it leaves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bert, estimateOf } from './specs';

test('the backward pass is twice the forward one, and checkpointing adds another forward', () => {
  const plain = estimateOf({ ...bert, gradientCheckpointing: false }).passes!;
  assert.ok(Math.abs(plain.backward / plain.forward - 2) < 0.01);
  assert.equal(plain.recomputation, 0);
  const checkpointed = estimateOf({ ...bert, gradientCheckpointing: true }).passes!;
  assert.ok(Math.abs(checkpointed.forward + checkpointed.backward + checkpointed.recomputation - 1) < 1e-9);
  assert.ok(checkpointed.recomputation > 0.2 && checkpointed.recomputation < 0.3);
});

test('a checkpoint of AdamW holds the weights and two states of each, 4 bytes all', () => {
  const { downloadBytes, modelBytes, checkpointBytes } = estimateOf(bert).storage!;
  assert.ok(Math.abs(checkpointBytes / modelBytes - 3) < 0.01);
  assert.ok(downloadBytes!.low < downloadBytes!.mid && downloadBytes!.mid <= downloadBytes!.high);
});

test('adapters leave a small file, and a model from scratch downloads nothing', () => {
  const lora = estimateOf({ ...bert, method: 'lora', loraRank: 8 }).storage!;
  assert.ok(lora.modelBytes < 0.05 * estimateOf(bert).storage!.modelBytes);
  assert.equal(estimateOf({ ...bert, method: 'pretrain' }).storage!.downloadBytes, null);
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyzeDocument } from '../../../../src/analysis/analyze';
import { memorySources } from '../memorySources';

const child = `_base_ = ['../base/all.py']
train_dataloader = dict(batch_size=4)
`;
const base = `default_scope = 'mmseg'
model = dict(type='EncoderDecoder', backbone=dict(type='ResNetV1c', depth=50))
train_dataloader = dict(batch_size=2, dataset=dict(type='CityscapesDataset'))
optim_wrapper = dict(optimizer=dict(type='SGD', lr=0.01))
train_cfg = dict(type='IterBasedTrainLoop', max_iters=40000)
`;

const runsOf = (text: string, files: Readonly<Record<string, string>> = {}) =>
  analyzeDocument({ path: '/repo/configs/net/net.py', text }, memorySources(files)).runs;

describe('configurations written in Python', () => {
  it('stand on the files that they name, whose values have the origin of a configuration', () => {
    const [run] = runsOf(child, { 'configs/base/all.py': base });
    assert.equal(run?.framework, 'mmsegmentation');
    assert.deepEqual([run.facts.perDeviceBatchSize?.value, run.facts.maxSteps?.value, run.facts.dataset?.value], [4, 40000, 'cityscapes']);
    assert.equal(run.facts.perDeviceBatchSize?.origin, 'literal');
    assert.equal(run.facts.maxSteps?.origin, 'config');
    assert.equal(run.facts.maxSteps?.span?.path, '/repo/configs/base/all.py');
  });

  it('say nothing by silence where a file underneath is not at hand', () => {
    const [run] = runsOf(base.replace(/^/, "_base_ = 'mmseg::_base_/default_runtime.py'\n"));
    assert.equal(run?.facts.learningRate?.value, 0.01);
    assert.equal(run.facts.precision, undefined);
    assert.equal(run.facts.method, undefined);
  });

  it('replace a section that says so, instead of adding to it', () => {
    const text = `_base_ = '../base/all.py'\noptim_wrapper = dict(_delete_=True, type='AmpOptimWrapper', optimizer=dict(type='AdamW'))\n`;
    const [run] = runsOf(text, { 'configs/base/all.py': base });
    assert.equal(run?.facts.optimizer?.value, 'adamw');
    assert.equal(run.facts.learningRate, undefined);
    assert.equal(run.facts.precision?.value, 'fp16');
  });

  it('make no run in circles, and none out of a data set alone', () => {
    assert.deepEqual(runsOf("_base_ = './net.py'\n", { 'configs/net/net.py': "_base_ = './net.py'\n" }), []);
    assert.deepEqual(runsOf("train_dataloader = dict(batch_size=2, dataset=dict(type='CocoDataset'))\n"), []);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Mapping } from '../../../../src/analysis/evaluate/values';
import { Settings } from '../../../../src/analysis/frameworks/configs/settings';
import { readYaml } from '../../../../src/analysis/languages/yaml/readYaml';

const settingsOf = (text: string): Settings => new Settings(readYaml('c.yaml', text)[0]!.root as Mapping);

describe('references between settings', () => {
  it('are made from the top of the file, also out of a section', () => {
    const optimizer = settingsOf('lr: 0.1\nmodel:\n  lr: 0.5\n  optimizer:\n    lr: ${lr}\n').section('model')?.section('optimizer');
    const rate = optimizer?.number('lr');
    assert.equal(rate?.value, 0.1);
    assert.equal(rate?.span?.line, 1);
  });

  it('lead to a neighbour with one dot and to the section above with two', () => {
    const settings = settingsOf('train:\n  batch: 8\n  loader:\n    size: 4\n    batch: ${..batch}\n    workers: ${.size}\n');
    assert.equal(settings.number('train.loader.batch')?.value, 8);
    assert.equal(settings.section('train.loader')?.number('workers')?.value, 4);
  });

  it('take the default of an environment variable, and nothing where there is none', () => {
    const settings = settingsOf('a: ${oc.env:BATCH,16}\nb: ${oc.env:BATCH}\nc: ${oc.env:BATCH,${d}}\nd: 32\n');
    assert.equal(settings.number('a')?.value, 16);
    assert.equal(settings.number('b'), undefined);
    assert.equal(settings.number('c')?.value, 32);
  });

  it('may multiply, which gives a derived value', () => {
    const gpus = settingsOf('nodes: 2\ndevices: 8\nworld: ${multiply:${nodes},${devices}}\n').number('world');
    assert.equal(gpus?.value, 16);
    assert.equal(gpus?.origin, 'derived');
  });

  it('end nowhere when they go in circles or name what is not there', () => {
    const settings = settingsOf('a: ${b}\nb: ${a}\nc: ${missing}\nd: x-${missing}\n');
    for (const name of ['a', 'c', 'd']) assert.equal(settings.value(name), undefined);
  });

  it('are written in angle brackets in HyperPyYAML, whose tags name classes', () => {
    const settings = settingsOf('hparams:\n  lr: 0.002\nopt: !name:torch.optim.Adam\n  lr: !ref <hparams[lr]>\nactivation: !new:torch.nn.ReLU\n');
    assert.equal(settings.number('opt.lr')?.value, 0.002);
    assert.equal(settings.text('opt.!class')?.value, 'torch.optim.Adam');
    assert.equal(settings.text('activation.!class')?.value, 'torch.nn.ReLU');
  });
});

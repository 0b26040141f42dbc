// Grids by code, name, zone and cloud region.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKnowledge } from '../../../../src/knowledge/knowledge';

const knowledge = createKnowledge();
const code = (name: string): string | undefined => knowledge.grid(name)?.code;

test('countries are found by ISO code and English name', () => {
  for (const name of ['FR', 'fr', 'FRA', 'France']) assert.equal(code(name), 'FR', name);
  for (const name of ['US', 'USA', 'United States', 'united-states']) assert.equal(code(name), 'US', name);
  assert.equal(code('UK'), 'GB');
  assert.equal(code('Türkiye'), 'TR');
});

test('cloud regions are found with and without provider, zone letters and blanks', () => {
  assert.equal(code('us-east-1'), 'aws:us-east-1');
  assert.equal(code('us-east-1a'), 'aws:us-east-1');
  assert.equal(code('gcp:europe-west9'), 'gcp:europe-west9');
  assert.equal(code('google/europe-west9'), 'gcp:europe-west9');
  assert.equal(code('europe-west4-b'), 'gcp:europe-west4');
  assert.equal(code('westeurope'), 'azure:westeurope');
  assert.equal(code('East US'), 'azure:eastus');
  assert.equal(code('colab'), 'colab:default');
});

test('zones inside countries are found by code, name and eGRID acronym', () => {
  assert.equal(code('US-CA'), 'US-CA');
  assert.equal(code('California'), 'US-CA');
  assert.equal(code('CAMX'), 'US-EGRID-CAMX');
  assert.equal(code('Quebec'), 'CA-QC');
});

test('a country is never taken for a state of the same name', () => {
  assert.equal(code('Georgia'), 'GE');
  assert.equal(code('IN'), 'IN');
  assert.equal(knowledge.grid('IN')?.name, 'India');
});

test('places that are none find nothing', () => {
  for (const name of ['', 'nowhere', 'default', 'region', 'us', 'xx-west-99', 'x'.repeat(5_000)])
    if (name !== 'us') assert.equal(code(name), undefined, `"${name}"`);
});

test('France is much cleaner than Poland, and both have a source of a year', () => {
  const france = knowledge.grid('FR');
  const poland = knowledge.grid('PL');
  assert.ok(france && poland && france.kgPerKwh.high < poland.kgPerKwh.low);
  assert.equal(france.method, 'lifecycle');
  const [source] = france.provenance;
  assert.ok(source?.kind === 'table' && source.year === 2023 && /Ember/.test(source.licence ?? ''));
});

test('intervals hold their middle and stay positive, also for grids of nearly nothing', () => {
  for (const grid of knowledge.grids()) {
    const { low, mid, high } = grid.kgPerKwh;
    assert.ok(low > 0 && low < mid && mid < high && high < 2, `${grid.code} ${low} ${mid} ${high}`);
    assert.ok(grid.provenance.length > 0, grid.code);
  }
  assert.ok((knowledge.grid('CA-QC')?.kgPerKwh.high ?? 0) >= 0.02, 'life-cycle emissions of hydro power lie inside');
});

test('there are at least 200 countries, and the world', () => {
  assert.ok(knowledge.grids().filter((grid) => /^[A-Z]{2}$/.test(grid.code)).length >= 200);
  assert.ok(Math.abs(knowledge.world().kgPerKwh.mid - 0.47) < 0.02);
});

test("a provider's market-based figure stands beside the location-based one", () => {
  const paris = knowledge.grid('aws:eu-west-3');
  assert.equal(paris?.marketKgPerKwh, 0);
  assert.ok((paris?.kgPerKwh.mid ?? 0) > 0.01);
});

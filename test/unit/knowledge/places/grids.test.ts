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

test('a zone with its country behind it is that zone, and not one of another country', () => {
  assert.equal(code('California, USA'), 'US-CA');
  assert.equal(code('Georgia, United States'), 'US');
});

test('a place whose country alone is known gets the country, with a wider range and the reason first', () => {
  for (const name of ['DE-BY', 'Munich, Germany']) {
    const grid = knowledge.grid(name);
    const country = knowledge.grid('DE');
    assert.ok(grid && country && grid.code === 'DE' && grid.name.includes(name), name);
    assert.ok(grid.kgPerKwh.low < country.kgPerKwh.low && grid.kgPerKwh.high > country.kgPerKwh.high, name);
    assert.equal(grid.provenance[0]?.kind, 'assumption');
  }
});

test('an unknown place has the names it lies near, a city the cloud regions in it', () => {
  const near = (name: string): readonly string[] => knowledge.nearestPlaces(name).map((grid) => grid.code);
  assert.equal(near('Germny')[0], 'DE');
  assert.ok(near('us-esat-1').includes('aws:us-east-1'));
  assert.deepEqual(near('London'), ['aws:eu-west-2', 'gcp:europe-west2', 'azure:uksouth']);
  for (const name of ['', 'Atlantis', 'xx', 'x'.repeat(5_000)]) assert.deepEqual(near(name), [], name.slice(0, 20));
});

test('native names and those of Chinese readers are known', () => {
  for (const name of ['Deutschland', '德国']) assert.equal(code(name), 'DE');
  assert.equal(code('北京'), 'CN-BJ');
  assert.equal(code('Québec'), 'CA-QC');
});

test('all provinces of Canada, states of the US, of Australia, eGRID subregions and provinces of China but Tibet have their grid', () => {
  const codes = knowledge.grids().map((grid) => grid.code);
  const count = (pattern: RegExp): number => codes.filter((one) => pattern.test(one)).length;
  assert.equal(count(/^CA-[A-Z]{2}$/), 13);
  assert.equal(count(/^US-[A-Z]{2}$/), 51);
  assert.equal(count(/^US-EGRID-/), 27);
  for (const state of ['ACT', 'NSW', 'NT', 'QLD', 'SA', 'TAS', 'VIC']) assert.ok(codes.includes(`AU-${state}`), state);
  assert.equal(count(/^CN-[A-Z]{2}$/), 31);
  assert.equal(count(/^CN-GRID-/), 7);
});

test('every cloud region of the large providers names its way of counting and its year', () => {
  for (const provider of ['aws', 'gcp', 'azure', 'oci', 'alibaba']) {
    const regions = knowledge.grids().filter((grid) => grid.provider === provider);
    assert.ok(regions.length >= 20, provider);
    for (const region of regions) {
      const pue = knowledge.pue(region.code);
      assert.ok(region.year >= 2019 && pue && pue.value.low >= 1 && pue.provenance.length > 0, region.code);
    }
  }
});

test('a grid that its source rounds to zero has the life-cycle figure of hydro power, and says so', () => {
  const grid = knowledge.grid('CF');
  assert.equal(grid?.kgPerKwh.mid, 0.024);
  assert.ok(grid.provenance.some((one) => one.kind === 'assumption' && /hydro/.test(one.why)));
});

test("a provider's market-based figure stands beside the location-based one", () => {
  const paris = knowledge.grid('aws:eu-west-3');
  assert.equal(paris?.marketKgPerKwh, 0);
  assert.ok((paris?.kgPerKwh.mid ?? 0) > 0.01);
  const [source] = paris?.marketProvenance ?? [];
  assert.ok(source?.kind === 'table' && (source.year ?? 0) >= 2023);
});

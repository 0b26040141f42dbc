// The table build: what is refused, and what never ships.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SourceList } from '../../../../data/compact/sourceList';
import { checkTable, encodeTable, type BuiltTable } from '../../../../data/compact/tableWriter';
import { familiesTable } from '../../../../data/tables/families';
import { ownLanguageRows } from '../../../../data/tables/ownLanguageModels';
import { gridTables } from '../../../../data/tables/places';
import { parseTable } from '../../../../src/knowledge/table';

const own = fileURLToPath(new URL('../../../../data/own', import.meta.url));

function inFolder<T>(files: Readonly<Record<string, string>>, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'tables-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const grids = {
  'grids/countries.csv':
    'iso2,iso3,name,kg_per_kwh,year,method,kind,source,licence,bundle,note\nFR,FRA,France,0.056,2023,lifecycle,production,Somewhere,CC BY 4.0,yes,\nXX,XXX,Sharealike,0.5,2023,lifecycle,production,Elsewhere,ODbL 1.0,no,\n',
  'grids/countries_alternatives.csv':
    'iso2,series,kg_per_kwh,year,method,kind,source,licence,bundle,note\nFR,a,0.2,2020,direct,production,Elsewhere,ODbL 1.0,no,\n',
  'grids/zones.csv':
    'zone,parent_iso2,name,kg_per_kwh,year,method,kind,primary,series,source,licence,bundle,note\nFR-A,FR,A,0.1,2023,direct,production,yes,s,Elsewhere,ODbL 1.0,no,\n',
  'grids/proxies.csv': 'iso2,name,proxy,reason,source,year,licence\n',
  'cloud/regions.csv':
    'provider,region,place,country,zone,location_kg_per_kwh,year,method,location_source,location_licence,bundle,carbon_free_share,market_kg_per_kwh,market_year,market_source,pue,pue_year,pue_source,wue_l_per_kwh,wue_source,note\naws,r-1,A,FR,,0.06,2023,lifecycle,countries.csv FR,x,yes,,,,,,,,,,\naws,r-2,B,XX,,0.5,2023,lifecycle,Elsewhere,ODbL 1.0,no,,,,,,,,,,\n',
};

test('rows that must not be bundled are in no table, not even as a spread', () => {
  inFolder(grids, (folder) => {
    const sources = new SourceList([]);
    const tables = gridTables(folder, own, sources);
    const text = [...tables, sources.table()].map(encodeTable).join('\n');
    assert.match(text, /^FR\tFrance/m);
    assert.doesNotMatch(text, /Sharealike|FR-A|r-2|Elsewhere|ODbL/);
    const france = tables[0]?.rows.find((row) => row[0] === 'FR');
    assert.equal(france?.[4], 1.1, 'the spread knows nothing of the share-alike series');
  });
});

test('a region that leans on a row which is not shipped stops the build', () => {
  const files = { ...grids, 'cloud/regions.csv': grids['cloud/regions.csv'].replace('countries.csv FR', 'countries.csv XX') };
  inFolder(files, (folder) => assert.throws(() => gridTables(folder, own, new SourceList([])), /leans on XX/));
});

const table: BuiltTable = {
  name: 't',
  about: '',
  columns: [
    { name: 'key', required: true },
    { name: 'unit', repeats: true },
    { name: 'value', range: [0, 10] },
  ],
  rows: [],
  key: ['key'],
};

test('double keys, missing cells, values out of range and line breaks stop the build', () => {
  assert.throws(
    () =>
      checkTable({
        ...table,
        rows: [
          ['a', 'kg', 1],
          ['A', 'kg', 2],
        ],
      }),
    /comes twice/,
  );
  assert.throws(() => checkTable({ ...table, rows: [['', 'kg', 1]] }), /must not be empty/);
  assert.throws(() => checkTable({ ...table, rows: [['a', 'kg', 11]] }), /outside 0\.\.10/);
  assert.throws(() => checkTable({ ...table, rows: [['a', 'k\ng', 1]] }), /line break/);
  checkTable({
    ...table,
    rows: [
      ['a', 'kg', 1],
      ['b', 'kg', undefined],
    ],
  });
});

test('what is written reads back the same', () => {
  const rows = [
    ['a', 'kg', 1.5],
    ['b', 'kg', undefined],
    ['c', undefined, 3],
    ['d', undefined, 4],
    ['e', 'g', 5],
  ] as const;
  const read = parseTable(encodeTable({ ...table, rows }));
  assert.deepEqual(
    read.map((row) => [row.text('key'), row.optionalText('unit'), row.number('value')]),
    rows.map((row) => [...row]),
  );
});

test('a family that takes its own counter-example stops the build', () => {
  const header = 'order,pattern,base,family,examples,counter_examples,note\n';
  const build = (lines: string): BuiltTable =>
    inFolder({ 'models/families.csv': header + lines, 'families.csv': header, 'familyRefusals.csv': 'family,pattern,reason\n' }, (folder) =>
      familiesTable(folder, folder, (id) => id === 'org/base-7b'),
    );
  assert.equal(build('1,(?i)base-7b,org/base-7b,base,me/Base-7B-chat,me/base-13b,\n').rows.length, 1);
  assert.throws(() => build('1,(?i)base,org/base-7b,base,me/Base-7B-chat,me/base-13b,\n'), /counter-example/);
  assert.throws(() => build('1,(?i)base-7b,org/base-8b,base,me/Base-7B-chat,,\n'), /in no table/);
});

test('one source under several wordings is one entry, with its link', () => {
  const sources = new SourceList([{ pattern: /Energy Think Tank/, text: 'Energy Think Tank', licence: 'CC BY 4.0', url: 'https://example.org' }]);
  assert.equal(sources.cite('Energy Think Tank, file a'), sources.cite('data of Energy Think Tank'));
  assert.equal(sources.cite('owner/repo@0123456:file.csv; Energy Think Tank'), '1,0');
  assert.equal(sources.entries()[1]?.url, 'https://github.com/owner/repo/tree/0123456');
});

test('a model of our own is like another but for what its line states', () => {
  const collected = {
    id: 'bert-base',
    architecture: 'BertModel',
    kind: 'encoder',
    layers: '12',
    hidden: '768',
    heads: '12',
    kv_heads: '12',
    head_dim: '64',
    intermediate: '3072',
    gated_mlp: '0',
    vocab: '30522',
    max_positions: '512',
    tied_embeddings: '1',
    parameters: '109482240',
  };
  const header =
    'ids,like,parameters,active_parameters,vocab,architecture,kind,layers,decoder_layers,hidden,heads,kv_heads,head_dim,intermediate,gated_mlp,max_positions,tied_embeddings,source,confidence\n';
  const rows = (line: string): readonly Readonly<Record<string, string>>[] =>
    inFolder({ 'languageModels.csv': header + line }, (folder) => ownLanguageRows(folder, [collected]));
  const longer = rows('me/a|me/b,bert-base,,,50000,,,,,,,,,,,,,recalled,recalled');
  assert.deepEqual(
    longer.map(({ id, parameters, layers }) => [id, parameters, layers]),
    [
      ['me/a', String(109_482_240 + (50_000 - 30_522) * 768), '12'],
      ['me/b', String(109_482_240 + (50_000 - 30_522) * 768), '12'],
    ],
  );
  assert.equal(rows('me/c,,,,30522,BertModel,encoder,12,,768,12,,,3072,0,512,,recalled,recalled')[0]?.['parameters'], '109482240');
  assert.throws(() => rows('me/d,no-such,,,,,,,,,,,,,,,,recalled,recalled'), /in no table/);
  assert.throws(() => rows('me/e,,,,30522,StrangeModel,encoder,12,,768,12,,,3072,0,512,,recalled,recalled'), /no formula counts/);
});

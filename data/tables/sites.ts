// Sites: PUE and on-site water of providers and classes, what devices cost to make, how long they last, and what a figure compares with.
import { confidenceLetter } from '../compact/confidence';
import { numberIn, readCsv, type Row } from '../compact/readCsv';
import type { SourceList } from '../compact/sourceList';
import type { BuiltTable, Cell } from '../compact/tableWriter';

export function siteTables(folder: string, own: string, sources: SourceList): BuiltTable[] {
  const pue = readCsv(`${folder}/providers/pue.csv`).filter((row) => row['provider'] !== 'default' && row['provider'] !== 'survey');
  const latest = new Map<string, Row>();
  for (const row of pue) {
    const key = `${row['provider']}\t${row['site']?.startsWith('fleet') ? 'fleet' : row['site']}`;
    const other = latest.get(key);
    if (!other || Number(row['year']) > Number(other['year']))
      latest.set(key, { ...row, wue_l_per_kwh: row['wue_l_per_kwh'] || (other?.['wue_l_per_kwh'] ?? '') });
  }
  const siteRows: Cell[][] = [...latest.values()].map((row) => [
    row['provider'],
    row['site']?.startsWith('fleet') ? 'fleet' : row['site'],
    row['site_type'],
    numberIn(row, 'pue'),
    numberIn(row, 'wue_l_per_kwh'),
    numberIn(row, 'year'),
    sources.cite(row['source'] ?? ''),
    confidenceLetter(row['confidence']),
  ]);
  return [
    {
      name: 'sites',
      about: 'Published PUE and on-site water (litres per kWh of IT energy) of providers, their regions and computing centres: the latest year of each.',
      columns: [
        { name: 'provider', required: true, repeats: true },
        { name: 'site', required: true },
        { name: 'type', required: true, repeats: true },
        { name: 'pue', range: [1, 2.5] },
        { name: 'waterLitresPerKwh', range: [0, 10] },
        { name: 'year', required: true, repeats: true, range: [2010, 2027] },
        { name: 'sources', required: true, repeats: true },
        { name: 'confidence', required: true, repeats: true },
      ],
      rows: siteRows,
      key: ['provider', 'site'],
    },
    {
      name: 'siteClasses',
      about: 'PUE of a class of site where none is published, with the range.',
      columns: [
        { name: 'class', required: true },
        { name: 'aliases' },
        { name: 'low', required: true, range: [1, 3] },
        { name: 'mid', required: true, range: [1, 3] },
        { name: 'high', required: true, range: [1, 3] },
        { name: 'source', required: true },
        { name: 'url' },
      ],
      rows: readCsv(`${own}/siteDefaults.csv`).map((row) => [
        row['class'],
        row['aliases'],
        numberIn(row, 'pue_low'),
        numberIn(row, 'pue'),
        numberIn(row, 'pue_high'),
        row['source'],
        row['url'],
      ]),
      key: ['class'],
    },
    {
      name: 'embodied',
      about: 'Published figures for making devices and servers, kg CO2e an item.',
      columns: [
        { name: 'item', required: true },
        { name: 'kind', required: true, repeats: true },
        { name: 'kg', required: true, range: [1, 10_000] },
        { name: 'scope', required: true },
        { name: 'year', required: true, range: [2005, 2027] },
        { name: 'sources', required: true },
        { name: 'confidence', required: true, repeats: true },
      ],
      rows: readCsv(`${folder}/providers/embodied.csv`)
        .filter((row) => row['bundle'] === 'yes' && row['kind'] !== 'default')
        .map((row) => [
          row['item'],
          row['kind'],
          numberIn(row, 'value_kg'),
          row['scope'],
          numberIn(row, 'year'),
          sources.cite(row['source'] ?? ''),
          confidenceLetter(row['confidence']),
        ]),
      key: ['item'],
    },
    {
      name: 'embodiedClasses',
      about: 'Making one device with its share of the machine around it, kg CO2e, by class of device.',
      columns: [
        { name: 'class', required: true },
        { name: 'low', required: true, range: [1, 5_000] },
        { name: 'mid', required: true, range: [1, 5_000] },
        { name: 'high', required: true, range: [1, 5_000] },
        { name: 'basis', required: true },
        { name: 'url' },
      ],
      rows: readCsv(`${own}/embodiedDefaults.csv`).map((row) => [
        row['class'],
        numberIn(row, 'low'),
        numberIn(row, 'mid'),
        numberIn(row, 'high'),
        row['basis'],
        row['url'],
      ]),
      key: ['class'],
    },
    {
      name: 'lifetimes',
      about: 'Years of use over which making a device is spread.',
      columns: [
        { name: 'scope', required: true },
        { name: 'years', required: true, range: [1, 12] },
        { name: 'year', required: true },
        { name: 'sources', required: true },
        { name: 'confidence', required: true },
      ],
      rows: readCsv(`${folder}/providers/lifetime.csv`).map((row) => [
        row['scope'],
        numberIn(row, 'years'),
        numberIn(row, 'year'),
        sources.cite(lifetimeSource(row)),
        confidenceLetter(row['confidence']),
      ]),
      key: ['scope'],
    },
    {
      name: 'equivalents',
      about: 'What a kilogram of CO2e or a kWh compares with: value in unit for one of `per`.',
      columns: [
        { name: 'key', required: true },
        { name: 'value', required: true, range: [0.001, 100_000] },
        { name: 'unit', required: true },
        { name: 'per', required: true },
        { name: 'region', required: true },
        { name: 'year', required: true },
        { name: 'sources', required: true },
        { name: 'confidence', required: true },
      ],
      rows: readCsv(`${folder}/providers/equivalents.csv`).map((row) => [
        row['key'],
        numberIn(row, 'value'),
        row['value_unit'] === 'kWh' ? 'kWh' : 'kgCo2e',
        row['per'],
        row['region'],
        numberIn(row, 'year'),
        sources.cite(equivalentSource(row), row['licence']),
        confidenceLetter(row['confidence']),
      ]),
      key: ['key'],
    },
  ];
}

/** The provider's own announcement stands behind the server lifetimes. */
const lifetimeSource = (row: Row): string =>
  /^(gcp|aws|azure)/.test(row['scope'] ?? '') ? `Server lifetime as the provider announced it (${row['scope']})` : (row['source'] ?? '');

const equivalentSource = (row: Row): string =>
  row['key'] === 'flight_hour_economy'
    ? 'UK DESNZ 2024 factor times cruise speed'
    : row['key'] === 'household_day_de'
      ? 'German household electricity use (order of magnitude), gitnux.org'
      : (row['source'] ?? '');

// Grids: countries, zones and cloud regions with their yearly average intensity, and how far other years and methods put it.
import { numberIn, readCsv, type Row } from '../compact/readCsv';
import type { SourceList } from '../compact/sourceList';
import type { BuiltTable, Cell } from '../compact/tableWriter';

const shipped = (row: Row): boolean => row['bundle'] === 'yes';

/** A national mix moves by some 5 % a year either way even where nothing else changes (rain, wind, outages). */
const leastSpread = 1.1;
/** No series agrees better than this for the grids that sources themselves call uncertain. */
const uncertainSpread = 1.3;
const mostSpread = 2.5;

export function gridTables(folder: string, own: string, sources: SourceList): BuiltTable[] {
  const countries = readCsv(`${folder}/grids/countries.csv`).filter(shipped);
  const alternatives = readCsv(`${folder}/grids/countries_alternatives.csv`).filter(shipped);
  const zones = readCsv(`${folder}/grids/zones.csv`).filter(shipped);
  const names = new Map(readCsv(`${own}/gridNames.csv`).map((row) => [row['code'], row['names']]));
  const corrections = new Map(readCsv(`${own}/gridCorrections.csv`).map((row) => [row['code'], row]));

  const gridRows: Cell[][] = [];
  for (const row of readCsv(`${own}/worldGrids.csv`)) {
    const source = sources.cite(`${row['source']} ${row['url']}`, row['licence']);
    gridRows.push([
      row['code'],
      row['name'],
      names.get(row['code']),
      numberIn(row, 'kg_per_kwh'),
      leastSpread,
      numberIn(row, 'year'),
      'l',
      source,
      'r',
      undefined,
    ]);
  }
  for (const row of countries) {
    const code = row['iso2'] ?? '';
    const correction = corrections.get(code);
    const uncertain = correction !== undefined || /rounded|uncertain|low certainty/.test(row['note'] ?? '');
    const value = numberIn(correction ?? row, 'kg_per_kwh');
    if (!value) throw new Error(`${code}: a grid of ${value} kg/kWh needs a line in own/gridCorrections.csv`);
    const spread = spreadOf(
      value,
      alternatives.filter((other) => other['iso2'] === code),
      uncertain,
    );
    const aliases = [row['iso3'], names.get(code)].filter(Boolean).join('|');
    gridRows.push([
      code,
      row['name'],
      aliases,
      value,
      spread,
      numberIn(correction ?? row, 'year'),
      methodLetter(correction ?? row),
      correction ? sources.cite(`${correction['source']} ${correction['url']}`, correction['licence']) : sources.cite(row['source'] ?? '', row['licence']),
      correction ? 'r' : 'v',
      correction?.['note'],
    ]);
  }
  for (const row of readCsv(`${folder}/grids/proxies.csv`)) {
    const host = gridRows.find((cells) => cells[0] === row['proxy']);
    if (!host) throw new Error(`proxy grid ${row['proxy']} is in no table`);
    gridRows.push([
      row['iso2'],
      row['name'],
      names.get(row['iso2']),
      host[3],
      uncertainSpread,
      host[5],
      host[6],
      host[7],
      'r',
      `assumed like ${row['proxy']}: ${row['reason']}`,
    ]);
  }
  for (const row of zones.filter((each) => each['primary'] === 'yes')) {
    const others = zones.filter((other) => other['zone'] === row['zone'] && other !== row);
    const value = numberIn(row, 'kg_per_kwh');
    if (!value) throw new Error(`${row['zone']}: a grid of ${value} kg/kWh`);
    const name = `${row['name']}${/^[A-Z]{2}$/.test(row['parent_iso2'] ?? '') ? `, ${row['parent_iso2']}` : ''}`;
    gridRows.push([
      row['zone'],
      name,
      [names.get(row['zone']), aliasesOfZone(row)].filter(Boolean).join('|'),
      value,
      spreadOf(value, others, false),
      numberIn(row, 'year'),
      methodLetter(row),
      sources.cite(row['source'] ?? '', row['licence']),
      'v',
      undefined,
    ]);
  }

  const regionRows: Cell[][] = readCsv(`${folder}/cloud/regions.csv`)
    .filter(shipped)
    .map((row) => {
      const value = numberIn(row, 'location_kg_per_kwh');
      if (!value) throw new Error(`${row['provider']} ${row['region']}: a grid of ${value} kg/kWh`);
      const parent = gridRows.find((cells) => cells[0] === (row['zone'] || row['country'])) ?? gridRows.find((cells) => cells[0] === row['country']);
      const like = (row['location_source'] ?? '').match(/^(?:zones|countries)\.csv ([\w-]+)/)?.[1];
      const likeRow = like ? gridRows.find((cells) => cells[0] === like) : undefined;
      if (like && !likeRow) throw new Error(`region ${row['region']} leans on ${like}, which is not shipped`);
      return [
        row['provider'],
        row['region'],
        row['place'],
        row['country'],
        value,
        likeRow?.[4] ?? Math.max(leastSpread, Math.min(Number(parent?.[4] ?? leastSpread), mostSpread)),
        numberIn(row, 'year'),
        methodLetter(row),
        likeRow ? likeRow[7] : sources.cite(row['location_source'] ?? '', row['location_licence']),
        numberIn(row, 'carbon_free_share'),
        numberIn(row, 'market_kg_per_kwh'),
        numberIn(row, 'market_year'),
        row['market_kg_per_kwh'] ? sources.cite(withoutRemark(row['market_source'] || 'recalled')) : undefined,
        numberIn(row, 'pue'),
        row['pue'] ? sources.cite(row['pue_source'] || 'recalled') : undefined,
        numberIn(row, 'pue_year'),
        /no site value|fleet|as low as|assumed|average/i.test(`${row['pue_source']} ${row['note']}`) ? true : undefined,
        numberIn(row, 'wue_l_per_kwh'),
        row['wue_l_per_kwh'] ? sources.cite(row['wue_source'] || 'recalled') : undefined,
      ];
    });

  return [
    {
      name: 'grids',
      about:
        'Countries (ISO 3166) and zones: yearly average intensity in kg CO2e per kWh, spread (a factor either way: other years and series), method l lifecycle or d direct.',
      columns: [
        { name: 'code', required: true },
        { name: 'name', required: true },
        { name: 'aliases' },
        { name: 'kgPerKwh', required: true, range: [0.0005, 1.5] },
        { name: 'spread', required: true, range: [1, 3] },
        { name: 'year', required: true, range: [2005, 2027], repeats: true },
        { name: 'method', required: true, repeats: true },
        { name: 'sources', required: true, repeats: true },
        { name: 'confidence', required: true, repeats: true },
        { name: 'note' },
      ],
      rows: gridRows,
      key: ['code'],
    },
    {
      name: 'regions',
      about:
        "Cloud regions: location-based intensity in kg CO2e per kWh with its spread, the provider's market-based figure beside it, PUE (fleet: no figure of the site itself), on-site water in litres per kWh.",
      columns: [
        { name: 'provider', required: true, repeats: true },
        { name: 'region', required: true },
        { name: 'place', required: true },
        { name: 'country', repeats: true },
        { name: 'kgPerKwh', required: true, range: [0.0005, 1.5] },
        { name: 'spread', required: true, range: [1, 3] },
        { name: 'year', required: true, repeats: true, range: [2005, 2027] },
        { name: 'method', required: true, repeats: true },
        { name: 'sources', required: true, repeats: true },
        { name: 'carbonFreeShare', range: [0, 1] },
        { name: 'marketKgPerKwh', range: [0, 1.5] },
        { name: 'marketYear', range: [2015, 2027] },
        { name: 'marketSources' },
        { name: 'pue', range: [1, 2.5] },
        { name: 'pueSources', repeats: true },
        { name: 'pueYear', repeats: true, range: [2010, 2027] },
        { name: 'fleet' },
        { name: 'waterLitresPerKwh', range: [0, 10] },
        { name: 'waterSources' },
      ],
      rows: regionRows,
      key: ['provider', 'region'],
    },
  ];
}

/** "Cloud_Region_Metadata.csv (2024 row; annual matching)": the year stands in a column of its own. */
const withoutRemark = (citation: string): string => citation.replace(/\s*\([^)]*\)$/, '');

const methodLetter = (row: Row): string => (row['method'] === 'lifecycle' ? 'l' : 'd');

/** Direct and life-cycle figures differ by 0.01 to 0.06 kg/kWh; the look-up adds this much either way, so that the factor need not cover it. */
const methodDifference = 0.02;

/** The largest ratio between this value and any other shipped series of the same grid, beyond the difference between methods, within bounds. */
function spreadOf(value: number, others: readonly Row[], uncertain: boolean): number {
  const ratios = others.flatMap((row) => {
    const other = numberIn(row, 'kg_per_kwh');
    if (!other) return [];
    const nearer = other > value ? Math.max(value, other - methodDifference) : Math.min(value, other + methodDifference);
    return [Math.max(nearer / value, value / nearer)];
  });
  return Number(Math.min(mostSpread, Math.max(uncertain ? uncertainSpread : leastSpread, ...ratios)).toFixed(2));
}

/** eGRID subregions go by their bare acronym too. */
const aliasesOfZone = (row: Row): string | undefined =>
  row['zone']?.startsWith('US-EGRID-') ? `eGRID ${row['zone'].slice(9)}|${row['zone'].slice(9)}` : undefined;

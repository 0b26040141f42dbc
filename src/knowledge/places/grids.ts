// Grids by country, zone, cloud region or English name; the interval spans other years, other series, and the two ways of counting.
import type { Grid } from '../../model/hardware';
import type { Interval } from '../../model/interval';
import { rowProvenance, tableProvenance } from '../provenance';
import { lazily, parseTable, type TableRow } from '../table';
import { gridsTable } from '../tables/grids.generated';
import { regionsTable } from '../tables/regions.generated';

/** Stack emissions and whole life cycle differ by 0.01 to 0.06 kg CO2e per kWh, whatever the level: this much is added either way. Source: direct and life-cycle series of the same grids, see docs/data-sources.md, Intervals. */
export const methodDifferenceKgPerKwh = 0.02;

/** Regions of several providers share codes (`us-east-1`): the provider named first here is meant. */
const providerOrder = ['aws', 'gcp', 'azure', 'oci', 'alibaba', 'ovhcloud', 'scaleway', 'hetzner', 'lambda', 'coreweave', 'nebius', 'runpod'];

/** A row by what it is looked up by, made into a grid when it is first asked for. */
interface Place {
  readonly code: string;
  readonly name: string;
  readonly provider?: string;
  readonly aliases: readonly string[];
  readonly grid: () => Grid;
}

interface GridIndex {
  readonly all: readonly Place[];
  readonly byKey: ReadonlyMap<string, Place>;
}

const index = lazily<GridIndex>(() => {
  const byKey = new Map<string, Place>();
  const add = (name: string, place: Place): void => {
    const key = plainPlace(name);
    if (key && !byKey.has(key)) byKey.set(key, place);
  };
  const grids = parseTable(gridsTable).map(gridPlace);
  for (const grid of grids) add(grid.code, grid);
  // ISO codes of three letters win over a provider's airport code (`FRA`)
  for (const grid of grids) for (const alias of grid.aliases) if (/^[A-Z]{3}$/.test(alias)) add(alias, grid);
  const regions = parseTable(regionsTable)
    .map(regionPlace)
    .sort((a, b) => rank(a) - rank(b));
  for (const region of regions) {
    add(region.code, region);
    const code = region.code.slice(region.code.indexOf(':') + 1);
    add(code === 'default' ? (region.provider ?? '') : code, region);
  }
  for (const grid of grids) {
    add(grid.name, grid);
    for (const alias of grid.aliases) add(alias, grid);
    add(grid.name.replace(/, [A-Z]{2}$/, ''), grid);
  }
  return { all: [...grids, ...regions], byKey };
});

const rank = ({ provider }: Place): number => {
  const at = providerOrder.indexOf(provider ?? '');
  return at < 0 ? providerOrder.length : at;
};

const gridPlace = (row: TableRow): Place => ({
  code: row.text('code'),
  name: row.text('name'),
  aliases: row.text('aliases').split('|'),
  grid: lazily(() => gridOf(row)),
});

const regionPlace = (row: TableRow): Place => {
  const provider = row.text('provider');
  const code = `${provider}:${row.text('region')}`;
  const name = `${row.text('place')} (${provider} ${row.text('region')})`;
  return { code, name, provider, aliases: [], grid: lazily(() => regionOf(row, { code, name, provider })) };
};

/** Case, accents, and how words are joined do not tell places apart. */
export const plainPlace = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[\s_]+/g, '-');

export const allGrids = lazily((): readonly Grid[] => index().all.map(({ grid }) => grid()));

/** Provider prefixes as people write them before a region. */
const providerAliases: Readonly<Record<string, string>> = {
  google: 'gcp',
  'google-cloud': 'gcp',
  amazon: 'aws',
  microsoft: 'azure',
  oracle: 'oci',
  ovh: 'ovhcloud',
};

/** A place by the name or code of its own grid. */
export function findOwnGrid(name: string): Grid | undefined {
  if (name.length > longestName) return undefined;
  return findPlace(plainPlace(name), index().byKey)?.grid();
}

const longestName = 100;

function findPlace(key: string, byKey: GridIndex['byKey']): Place | undefined {
  // Azure's display names (`East US`) are its codes with blanks
  const direct = byKey.get(key) ?? byKey.get(key.replace(/^the-/, '')) ?? byKey.get(key.replaceAll('-', ''));
  if (direct) return direct;
  const [, provider, region] = /^([a-z-]+)[:/](.+)$/.exec(key) ?? [];
  if (provider && region)
    return (
      byKey.get(`${providerAliases[provider] ?? provider}:${region.replace(zoneSuffix, '')}`) ?? byKey.get(`${providerAliases[provider] ?? provider}:${region}`)
    );
  // an availability zone (`us-east-1a`, `europe-west4-b`) lies in its region
  return byKey.get(key.replace(zoneSuffix, ''));
}

const zoneSuffix = /(?<=\d)-?[a-f]$/;

export function worldGrid(): Grid {
  const world = findOwnGrid('WORLD');
  if (!world) throw new Error('the table of grids lacks the world');
  return world;
}

/** No mix emits more than oil shale burnt in old plants. Source: upper end of Estonia's and Kosovo's plants, IPCC AR5 WG3 annex III for coal. */
const dirtiestKgPerKwh = 1.4;

/** Multiplicative spread and the additive difference between methods, whichever is wider. */
export function intensity(kgPerKwh: number, spread: number): Interval {
  // the floor keeps very clean grids positive: a third of the value is the least any series says
  const low = Math.min(kgPerKwh / spread, Math.max(kgPerKwh - methodDifferenceKgPerKwh, kgPerKwh / 3));
  const high = Math.max(kgPerKwh * spread, kgPerKwh + methodDifferenceKgPerKwh);
  return { low, mid: kgPerKwh, high: Math.max(kgPerKwh * 1.01, Math.min(high, dirtiestKgPerKwh)) };
}

function gridOf(row: TableRow): Grid {
  const note = row.text('note');
  const code = row.text('code');
  return {
    code,
    name: row.text('name'),
    kgPerKwh: intensity(row.required('kgPerKwh'), row.required('spread')),
    year: row.required('year'),
    method: row.text('method') === 'l' ? 'lifecycle' : 'direct',
    country: /^[A-Z]{2}(?:-|$)/.test(code) ? code.slice(0, 2) : undefined,
    provenance: [...rowProvenance('grids', code, row, { year: row.number('year') }), ...(note ? [{ kind: 'assumption' as const, why: note }] : [])],
  };
}

function regionOf(row: TableRow, { code, name, provider }: Pick<Place, 'code' | 'name' | 'provider'>): Grid {
  return {
    code,
    name,
    kgPerKwh: intensity(row.required('kgPerKwh'), row.required('spread')),
    year: row.required('year'),
    method: row.text('method') === 'l' ? 'lifecycle' : 'direct',
    pue: row.number('pue'),
    country: row.optionalText('country'),
    provider,
    marketKgPerKwh: row.number('marketKgPerKwh'),
    marketProvenance: tableProvenance({ table: 'regions', row: code, numbers: row.text('marketSources'), year: row.number('marketYear') }),
    carbonFreeShare: row.number('carbonFreeShare'),
    provenance: tableProvenance({ table: 'regions', row: code, numbers: row.text('sources'), year: row.number('year'), confidence: 'v' }),
  };
}

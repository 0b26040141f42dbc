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

interface GridIndex {
  readonly all: readonly Grid[];
  readonly byKey: ReadonlyMap<string, Grid>;
}

const index = lazily<GridIndex>(() => {
  const all: Grid[] = [];
  const byKey = new Map<string, Grid>();
  const add = (key: string, grid: Grid): void => void (key && !byKey.has(plain(key)) && byKey.set(plain(key), grid));
  const rows = parseTable(gridsTable);
  const grids = rows.map(gridOf);
  all.push(...grids);
  const aliases = (at: number): readonly string[] => (rows[at]?.text('aliases') ?? '').split('|');
  grids.forEach((grid) => add(grid.code, grid));
  // ISO codes of three letters win over a provider's airport code (`FRA`)
  grids.forEach((grid, at) =>
    aliases(at)
      .filter((alias) => /^[A-Z]{3}$/.test(alias))
      .forEach((alias) => add(alias, grid)),
  );
  const regions = parseTable(regionsTable)
    .map(regionOf)
    .sort((a, b) => rank(a) - rank(b));
  all.push(...regions);
  for (const region of regions) {
    add(region.code, region);
    const code = region.code.slice(region.code.indexOf(':') + 1);
    if (code === 'default') add(region.provider ?? '', region);
    else add(code, region);
  }
  grids.forEach((grid, at) => {
    add(grid.name, grid);
    for (const alias of aliases(at)) add(alias, grid);
    add(grid.name.replace(/, [A-Z]{2}$/, ''), grid);
  });
  return { all, byKey };
});

const rank = (region: Grid): number => {
  const at = providerOrder.indexOf(region.provider ?? '');
  return at < 0 ? providerOrder.length : at;
};

/** Case, accents, and how words are joined do not tell places apart. */
const plain = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[\s_]+/g, '-');

export const allGrids = (): readonly Grid[] => index().all;

/** Provider prefixes as people write them before a region. */
const providerAliases: Readonly<Record<string, string>> = {
  google: 'gcp',
  'google-cloud': 'gcp',
  amazon: 'aws',
  microsoft: 'azure',
  oracle: 'oci',
  ovh: 'ovhcloud',
};

export function findGrid(name: string): Grid | undefined {
  if (name.length > 100) return undefined;
  const { byKey } = index();
  const key = plain(name);
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
  const world = findGrid('WORLD');
  if (!world) throw new Error('the table of grids lacks the world');
  return world;
}

/** No mix emits more than oil shale burnt in old plants. Source: upper end of Estonia's and Kosovo's plants, IPCC AR5 WG3 annex III for coal. */
const dirtiestKgPerKwh = 1.4;

/** Multiplicative spread and the additive difference between methods, whichever is wider. */
function intensity(kgPerKwh: number, spread: number): Interval {
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

function regionOf(row: TableRow): Grid {
  const provider = row.text('provider');
  const code = `${provider}:${row.text('region')}`;
  return {
    code,
    name: `${row.text('place')} (${provider} ${row.text('region')})`,
    kgPerKwh: intensity(row.required('kgPerKwh'), row.required('spread')),
    year: row.required('year'),
    method: row.text('method') === 'l' ? 'lifecycle' : 'direct',
    pue: row.number('pue'),
    country: row.optionalText('country'),
    provider,
    marketKgPerKwh: row.number('marketKgPerKwh'),
    carbonFreeShare: row.number('carbonFreeShare'),
    provenance: tableProvenance({ table: 'regions', row: code, numbers: row.text('sources'), year: row.number('year'), confidence: 'v' }),
  };
}

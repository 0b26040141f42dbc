// Sites: PUE and water of providers, regions and classes; manufacture and lifetime of devices; what a figure compares with.
import type { Equivalent } from '../../model/equivalent';
import type { Accelerator, DeviceClass } from '../../model/hardware';
import type { Interval } from '../../model/interval';
import type { Provenance, Sourced } from '../../model/source';
import { rowProvenance, tableProvenance } from '../provenance';
import { lazily, parseTable, type TableRow } from '../table';
import { embodiedTable } from '../tables/embodied.generated';
import { embodiedClassesTable } from '../tables/embodiedClasses.generated';
import { equivalentsTable } from '../tables/equivalents.generated';
import { lifetimesTable } from '../tables/lifetimes.generated';
import { regionsTable } from '../tables/regions.generated';
import { siteClassesTable } from '../tables/siteClasses.generated';
import { sitesTable } from '../tables/sites.generated';
import { findOwnGrid } from './grids';

/** Disclosed regional PUEs moved by at most 5 % between 2022 and 2024 in nine of ten of the AWS, Google and Azure regions listed in `sites`. */
const yearlyPueSpread = 1.05;
/** On-site water varies with the weather and the cooling mode far more: the two AWS disclosures of one region differ by up to a factor of two. */
const waterSpread = 2;

const regions = lazily<ReadonlyMap<string, TableRow>>(
  () => new Map(parseTable(regionsTable).map((row) => [`${row.text('provider')}:${row.text('region')}`.toLowerCase(), row])),
);
const siteRows = lazily<readonly TableRow[]>(() => parseTable(sitesTable));
const classes = lazily<readonly TableRow[]>(() => parseTable(siteClassesTable));

const providerNames: Readonly<Record<string, string>> = {
  google: 'gcp',
  'google cloud': 'gcp',
  amazon: 'aws',
  microsoft: 'azure',
  oracle: 'oci',
  ovh: 'ovhcloud',
};
const plainProvider = (name: string): string => providerNames[name.trim().toLowerCase()] ?? name.trim().toLowerCase();

/** A region's own figure, else the provider's fleet and the span of its sites, else the class; undefined for a name that is none of these. */
export function findPue(providerOrClass: string): Sourced<Interval> | undefined {
  const name = plainProvider(providerOrClass);
  const region = regions().get(name) ?? regions().get(findOwnGrid(name)?.code.toLowerCase() ?? '');
  const own = region?.number('pue');
  if (region && own !== undefined) {
    const provenance = tableProvenance({ table: 'regions', row: name, numbers: region.text('pueSources'), year: region.number('pueYear') });
    if (!region.flag('fleet')) return { value: pueAround(own, yearlyPueSpread), provenance };
    return { value: spanOf(region.text('provider'), own), provenance };
  }
  const fleet =
    siteRows().find((row) => row.text('provider') === name && row.text('site') === 'fleet') ??
    siteRows().find((row) => row.text('provider') === 'hpc' && row.text('site').toLowerCase().startsWith(name));
  const value = fleet?.number('pue');
  if (fleet && value !== undefined)
    return {
      value: spanOf(name, value),
      provenance: rowProvenance('sites', `${fleet.text('provider')} ${fleet.text('site')}`, fleet, { year: fleet.number('year') }),
    };
  const group = classNamed(name) ?? (anyRegionOf(name) ? classNamed('colocation') : undefined);
  return (
    group && {
      value: { low: group.required('low'), mid: group.required('mid'), high: group.required('high') },
      provenance: [{ kind: 'assumption', why: `no PUE of the site is known: ${group.text('source')}`, url: group.optionalText('url') }],
    }
  );
}

/** On-site water, litres per kWh of IT energy. */
export function findWue(providerOrClass: string): Sourced<Interval> | undefined {
  const name = plainProvider(providerOrClass);
  const region = regions().get(name) ?? regions().get(findOwnGrid(name)?.code.toLowerCase() ?? '');
  const own = region?.number('waterLitresPerKwh');
  if (region && own !== undefined)
    return { value: waterAround(own), provenance: tableProvenance({ table: 'regions', row: name, numbers: region.text('waterSources') }) };
  const provider = region?.text('provider') ?? name;
  const fleet = siteRows().find((row) => row.text('provider') === provider && row.number('waterLitresPerKwh') !== undefined);
  const value = fleet?.number('waterLitresPerKwh');
  if (fleet && value !== undefined)
    return { value: waterAround(value), provenance: rowProvenance('sites', `${provider} ${fleet.text('site')}`, fleet, { year: fleet.number('year') }) };
  const group = classNamed(provider)?.text('class');
  if (group === 'workstation')
    return { value: { low: 0, mid: 0, high: 0.05 }, provenance: [{ kind: 'assumption', why: 'a workstation or laptop is cooled by air' }] };
  if (group !== 'hyperscaler' || !hyperscaleWater()) return undefined;
  return hyperscaleWater();
}

/** The span of what large providers publish for their fleets. */
const hyperscaleWater = lazily<Sourced<Interval> | undefined>(() => {
  const fleets = siteRows().filter((row) => row.text('type') === 'hyperscale' && row.text('site') === 'fleet' && (row.number('waterLitresPerKwh') ?? 0) > 0);
  const values = fleets.map((row) => row.required('waterLitresPerKwh')).sort((a, b) => a - b);
  const [low, high, mid] = [values[0], values.at(-1), values[Math.floor(values.length / 2)]];
  if (low === undefined || high === undefined || mid === undefined) return undefined;
  return {
    value: { low: low / waterSpread, mid, high: high * waterSpread },
    provenance: fleets.flatMap((row) => rowProvenance('sites', `${row.text('provider')} fleet`, row, { year: row.number('year') })),
  };
});

const classNamed = (name: string): TableRow | undefined => classes().find((row) => row.text('class') === name || row.text('aliases').split('|').includes(name));
const anyRegionOf = (provider: string): boolean => [...regions().keys()].some((key) => key.startsWith(`${provider}:`));

/** Nothing cools better than with no overhead at all. */
const pueAround = (pue: number, spread: number): Interval => ({ low: Math.max(1, Math.min(pue, pue / spread)), mid: pue, high: pue * spread });
const waterAround = (litres: number): Interval =>
  litres === 0 ? { low: 0, mid: 0, high: 0.05 } : { low: litres / waterSpread, mid: litres, high: litres * waterSpread };

/** A fleet's average hides its sites: the interval spans the provider's published ones, the most extreme tenth left out. */
function spanOf(provider: string, fleet: number): Interval {
  const values = siteRows()
    .filter((row) => row.text('provider') === provider)
    .flatMap((row) => row.number('pue') ?? [])
    .sort((a, b) => a - b);
  if (values.length < 5) return { low: Math.max(1, fleet / 1.1), mid: fleet, high: fleet * 1.15 };
  const at = (quantile: number): number => values[Math.round((values.length - 1) * quantile)] ?? fleet;
  return { low: Math.max(1, Math.min(fleet, at(0.05))), mid: fleet, high: Math.max(fleet, at(0.95)) };
}

const embodiedClasses = lazily<ReadonlyMap<string, TableRow>>(() => new Map(parseTable(embodiedClassesTable).map((row) => [row.text('class'), row])));
const embodiedFigures = lazily<readonly TableRow[]>(() => parseTable(embodiedTable));

/** Published figures that a class rests on, besides its own statement. */
const classEvidence: Readonly<Record<DeviceClass, RegExp>> = {
  flagship: /^NVIDIA HGX H100|^H100|^GPU server without/,
  datacenter: /^A100/,
  inference: /^GPU \(EcoDiag\)|^1U\/2U/,
  desktop: /^GPU \(EcoDiag\)|^Desktop/,
  laptop: /^Laptop/,
  cpuServer: /^1U\/2U|R740/,
  edge: /^GPU \(EcoDiag\)/,
};

/** kg CO2e to make one device of the class with its share of the machine around it. */
export function embodiedOfClass(deviceClass: DeviceClass): Sourced<Interval> {
  const row = embodiedClasses().get(deviceClass);
  if (!row) throw new Error(`no embodied carbon for ${deviceClass}`);
  const evidence = embodiedFigures().filter((each) => classEvidence[deviceClass].test(each.text('item')));
  const provenance: Provenance[] = [
    { kind: 'assumption', why: row.text('basis'), url: row.optionalText('url') },
    ...evidence.flatMap((each) =>
      tableProvenance({
        table: 'embodied',
        row: each.text('item'),
        numbers: each.text('sources'),
        confidence: each.text('confidence'),
        year: each.number('year'),
        remark: `${each.text('kg')} kg, ${each.text('scope')}`,
      }).slice(0, 1),
    ),
  ];
  return { value: { low: row.required('low'), mid: row.required('mid'), high: row.required('high') }, provenance };
}

/** Half a board is half the making. */
export function embodiedOf(accelerator: Accelerator): Sourced<Interval> {
  const { value, provenance } = embodiedOfClass(accelerator.deviceClass ?? 'datacenter');
  const devices = accelerator.devicesPerBoard ?? 1;
  return { value: { low: value.low / devices, mid: value.mid / devices, high: value.high / devices }, provenance };
}

/** Years of use: the middle and the span of what operators and tools state. */
export const lifetime = lazily<Sourced<Interval>>(() => {
  const rows = parseTable(lifetimesTable);
  const years = rows.map((row) => row.required('years')).sort((a, b) => a - b);
  const [low = 3, mid = 4, high = 6] = [years[0], years[Math.floor((years.length - 1) / 2)], years.at(-1)];
  return {
    value: { low, mid, high },
    provenance: rows.flatMap((row) =>
      rowProvenance('lifetimes', row.text('scope'), row, { remark: `${row.text('scope')}: ${row.text('years')} years` }).slice(0, 1),
    ),
  };
});

export const equivalents = lazily<readonly Equivalent[]>(() =>
  parseTable(equivalentsTable).map((row) => ({
    key: row.text('key'),
    value: row.required('value'),
    unit: row.text('unit') === 'kWh' ? 'kWh' : 'kgCo2e',
    per: row.text('per'),
    region: row.text('region'),
    provenance: rowProvenance('equivalents', row.text('key'), row, { year: row.number('year') }),
  })),
);

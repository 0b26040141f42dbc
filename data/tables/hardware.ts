// Accelerators with every spelling of their names, and the machines that clouds rent them in.
import { confidenceLetter } from '../compact/confidence';
import { numberIn, readCsv, type Row } from '../compact/readCsv';
import type { SourceList } from '../compact/sourceList';
import type { BuiltTable, Cell } from '../compact/tableWriter';

/** TPUs run float32 matrix products as bfloat16 passes (XLA's default precision), so their float32 peak is the bfloat16 one. */
const isTpu = (row: Row): boolean => row['arch'] === 'TPU';

/** The year of NVIDIA's A100, the first card with TF32. */
const firstTf32Year = 2020;
/** Where a matrix chip publishes no float32 rate: a quarter of its 16-bit rate, the ratio of Gaudi3 (459 / 1835 TFLOP/s). */
const fp32ShareOf16Bit = 0.25;

/** Host memory assumed for a processor that trains by itself, GiB, by the class in its name. */
const hostMemoryGiB: readonly (readonly [RegExp, number])[] = [
  [/laptop/, 16],
  [/desktop/, 64],
  [/workstation/, 128],
  [/cloud/, 13],
  [/./, 256],
];

const cleanName = (name: string): string => name.replace(/[\s_-]/g, '').toLowerCase();

export function acceleratorsTable(folder: string, own: string, sources: SourceList): { table: BuiltTable; left: string[] } {
  const devices = new Map(readCsv(`${own}/acceleratorDevices.csv`).map((row) => [row['name'], Number(row['devices'])]));
  const gaps = readCsv(`${own}/acceleratorGaps.csv`);
  const moreAliases = new Map(readCsv(`${own}/acceleratorAliases.csv`).map((row) => [row['name'], row['aliases'] ?? '']));
  const left: string[] = [];
  const rows: Cell[][] = [];
  const taken = new Map<string, string>();
  const corrections = readCsv(`${own}/acceleratorCorrections.csv`);
  const idleCorrections = new Set(corrections.filter((each) => each['column'] === 'idle_w').map((each) => each['name'] ?? ''));
  const all = corrected([...readCsv(`${folder}/hardware/hardware.csv`), ...readCsv(`${own}/accelerators.csv`)], corrections);
  const listed = new Map(all.flatMap((row) => [row['name'] ?? '', ...(row['aliases'] ?? '').split('|')].map((alias) => [cleanName(alias), row['name']])));
  for (const row of all) {
    const name = row['name'] ?? '';
    const assumed: string[] = [];
    const gap = (column: string): number | undefined => {
      const found = gaps.find((each) => each['name'] === name && each['column'] === column);
      if (found) assumed.push(`${column}: ${found['reason']}${found['url'] ? ` (${found['url']})` : ''}`);
      return found ? Number(found['value']) : undefined;
    };
    // TF32 came with Ampere: what an earlier card's source lists there is its 16-bit tensor rate (TITAN V).
    const hasTf32 = row['vendor'] !== 'NVIDIA' || (numberIn(row, 'year') ?? firstTf32Year) >= firstTf32Year;
    const fp16 = numberIn(row, 'fp16_tflops') ?? (hasTf32 ? undefined : numberIn(row, 'tf32_tflops'));
    const bf16 = numberIn(row, 'bf16_tflops');
    let fp32 = numberIn(row, 'fp32_tflops');
    if (fp32 === undefined && (bf16 ?? fp16) !== undefined) {
      fp32 = isTpu(row) ? bf16 : Number(((bf16 ?? fp16 ?? 0) * fp32ShareOf16Bit).toPrecision(3));
      assumed.push(isTpu(row) ? 'fp32: TPUs run float32 products in bfloat16 passes by default' : 'fp32: no rate is published; a quarter of the 16-bit rate');
    }
    let power = numberIn(row, 'tdp_w');
    if (power === undefined) {
      power = numberIn(row, 'tdp_estimate_w');
      if (power !== undefined) assumed.push(`tdp_w: unpublished, estimated (${row['tdp_estimate_source']})`);
      else power = gap('tdp_w');
    }
    let memory = numberIn(row, 'memory_gib');
    if (memory === undefined && name.startsWith('CPU')) {
      memory = hostMemoryGiB.find(([pattern]) => pattern.test(name))?.[1];
      assumed.push('memory_gib: a processor has the memory of its machine; a usual amount');
    }
    const bandwidth = numberIn(row, 'mem_bw_gbs');
    const idle = numberIn(row, 'idle_w');
    if (idle !== undefined && !isIdleRead(row, idleCorrections)) assumed.push('idle_w: estimated, as read on cards of its kind');
    if (fp32 === undefined || power === undefined || memory === undefined || bandwidth === undefined) {
      left.push(name);
      continue;
    }
    const aliases = [...(row['aliases'] ?? '').split('|'), ...(moreAliases.get(name) ?? '').split('|')].filter((alias) => {
      const clean = cleanName(alias);
      if (!clean || clean === cleanName(name) || (listed.get(clean) ?? name) !== name) return false;
      if (taken.has(clean)) {
        if (taken.get(clean) !== name) throw new Error(`alias ${alias} stands for ${taken.get(clean)} and ${name}`);
        return false;
      }
      taken.set(clean, name);
      return true;
    });
    rows.push([
      name,
      row['vendor'],
      row['arch'] || row['vendor'],
      numberIn(row, 'year'),
      row['form'],
      confidenceLetter(row['confidence']),
      sources.cite(row['source'] ?? ''),
      devices.get(name),
      memory,
      bandwidth,
      numberIn(row, 'interconnect_gbs'),
      power,
      idle,
      fp32,
      hasTf32 ? numberIn(row, 'tf32_tflops') : undefined,
      fp16,
      bf16,
      numberIn(row, 'fp8_tflops'),
      numberIn(row, 'int8_tops'),
      numberIn(row, 'embodied_kg'),
      row['embodied_source'] ? sources.cite(row['embodied_source']) : undefined,
      assumed.join('; ') || undefined,
      aliases.join('|'),
    ]);
  }
  return {
    left,
    table: {
      name: 'accelerators',
      about:
        'Accelerators and processors: a row is a board of `devices` devices (blank: one); dense peaks in TFLOP/s, memory in GiB, GB/s, watts; assumed: what no source states.',
      columns: [
        { name: 'name', required: true },
        { name: 'vendor', required: true, repeats: true },
        { name: 'architecture', required: true, repeats: true },
        { name: 'year', required: true, range: [2010, 2030] },
        { name: 'form', required: true, repeats: true },
        { name: 'confidence', required: true, repeats: true },
        { name: 'sources', required: true, repeats: true },
        { name: 'devices', range: [2, 8] },
        { name: 'memoryGiB', required: true, range: [0.5, 2_000] },
        { name: 'memoryBandwidthGBs', required: true, range: [5, 100_000] },
        { name: 'interconnectGBs', range: [1, 20_000] },
        { name: 'boardPowerWatts', required: true, range: [2, 3_000] },
        { name: 'idlePowerWatts', range: [0.5, 500] },
        { name: 'fp32', required: true, range: [0.05, 3_000] },
        { name: 'tf32', range: [1, 10_000] },
        { name: 'fp16', range: [0.1, 20_000] },
        { name: 'bf16', range: [0.1, 20_000] },
        { name: 'fp8', range: [1, 50_000] },
        { name: 'int8', range: [0.1, 50_000] },
        { name: 'embodiedKg', range: [1, 3_000] },
        { name: 'embodiedSources' },
        { name: 'assumed' },
        { name: 'aliases' },
      ],
      rows,
      key: ['name'],
    },
  };
}

/** Whether somebody read the idle draw on such a card: few vendors publish one. */
const isIdleRead = (row: Row, corrected: ReadonlySet<string>): boolean => (row['verified_fields'] ?? '').includes('idle_w') || corrected.has(row['name'] ?? '');

/** Figures that a source misplaces, put where they belong; each correction states its reason in the file. */
const corrected = (rows: readonly Row[], corrections: readonly Row[]): Row[] =>
  rows.map((row) =>
    corrections.filter((each) => each['name'] === row['name']).reduce((mended, each) => ({ ...mended, [each['column'] ?? '']: each['value'] ?? '' }), row),
  );

export function instancesTable(folder: string, own: string, sources: SourceList, isAccelerator: (name: string) => boolean): BuiltTable {
  const rows: Cell[][] = [...readCsv(`${folder}/cloud/instances.csv`), ...readCsv(`${own}/instances.csv`)]
    .filter((row) => isAccelerator(row['accelerator'] ?? ''))
    .map((row) => {
      const price = numberIn(row, 'usd_per_hour');
      // a free tier's zero is no price, and a capacity block is not on demand
      const onDemand = price && !/capacity block|accelerator price only/i.test(`${row['price_source']} ${row['note']}`) ? price : undefined;
      const cited = [onDemand ? row['price_source'] : '', row['spec_source']].filter((source) => source && !/^none/.test(source)).join('; ');
      return [
        row['instance_type'],
        row['provider'],
        row['accelerator'],
        numberIn(row, 'accelerator_count'),
        numberIn(row, 'vcpu'),
        numberIn(row, 'memory_gib'),
        onDemand,
        numberIn(row, 'spot_usd_per_hour') || undefined,
        row['region'],
        onDemand ? row['price_date'] : undefined,
        confidenceLetter(row['confidence']),
        sources.cite(cited || 'recalled'),
        /recalled/.test(`${row['price_source']} ${row['note']}`) ? true : undefined,
      ];
    });
  return {
    name: 'instances',
    about: 'Cloud machines: accelerators, processors, host memory in GiB, on-demand price in USD per hour with its date.',
    columns: [
      { name: 'type', required: true },
      { name: 'provider', required: true, repeats: true },
      { name: 'accelerator', required: true, repeats: true },
      { name: 'count', required: true, range: [0.1, 1_024] },
      { name: 'vcpu', range: [1, 2_000] },
      { name: 'memoryGiB', range: [1, 40_000] },
      { name: 'usdPerHour', range: [0.01, 2_000] },
      { name: 'spotUsdPerHour', range: [0.01, 2_000] },
      { name: 'region', repeats: true },
      { name: 'priceDate', repeats: true },
      { name: 'confidence', required: true, repeats: true },
      { name: 'sources', required: true, repeats: true },
      { name: 'priceRecalled' },
    ],
    rows,
    key: ['provider', 'type', 'count', 'region'],
  };
}

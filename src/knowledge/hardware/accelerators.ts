// Accelerators by any spelling of their names, as devices: a board that frameworks show as two devices is given as its half.
import type { Accelerator, DeviceClass } from '../../model/hardware';
import type { Provenance } from '../../model/source';
import { rowProvenance } from '../provenance';
import { lazily, parseTable, type TableRow } from '../table';
import { acceleratorsTable } from '../tables/accelerators.generated';
import { deviceKeys, squashDevice } from './acceleratorNames';

/** Where no hardware is named: the data-centre GPU most published runs used, neither the newest nor the smallest. */
const defaultName = 'A100-SXM-80GB';

/** A row, made into a device when it is first asked for. */
type Device = () => Accelerator;

interface AcceleratorIndex {
  readonly all: readonly Device[];
  readonly byKey: ReadonlyMap<string, Device>;
}

const index = lazily<AcceleratorIndex>(() => {
  const byKey = new Map<string, Device>();
  const named: [string, Device][] = [];
  for (const row of parseTable(acceleratorsTable)) {
    const device = lazily(() => deviceOf(row));
    named.push([squashDevice(row.text('name')), device]);
    for (const alias of squashDevice(row.text('aliases')).split('|')) if (alias && !byKey.has(alias)) byKey.set(alias, device);
  }
  for (const [name, device] of named) byKey.set(name, device);
  return { all: named.map(([, device]) => device), byKey };
});

export const allAccelerators = lazily((): readonly Accelerator[] => index().all.map((device) => device()));

export function findAccelerator(name: string): Accelerator | undefined {
  if (name.length > 100) return undefined;
  for (const key of deviceKeys(name)) {
    const found = index().byKey.get(key);
    if (found) return found();
  }
  return undefined;
}

export function defaultAccelerator(): Accelerator {
  const found = findAccelerator(defaultName);
  if (!found) throw new Error(`the table of accelerators lacks ${defaultName}`);
  return found;
}

function deviceOf(row: TableRow): Accelerator {
  const name = row.text('name');
  const devices = row.number('devices') ?? 1;
  const share = (column: string): number | undefined => {
    const value = row.number(column);
    return value === undefined ? undefined : value / devices;
  };
  const provenance: Provenance[] = [...rowProvenance('accelerators', name, row)];
  if (devices > 1) provenance.push({ kind: 'assumption', why: `the board carries ${devices} devices; memory, power and peaks here are those of one` });
  for (const reason of row.text('assumed').split('; ')) if (reason) provenance.push({ kind: 'assumption', why: reason });
  return {
    name,
    vendor: row.text('vendor'),
    architecture: row.text('architecture'),
    year: row.required('year'),
    form: row.text('form'),
    memoryGiB: row.required('memoryGiB') / devices,
    memoryBandwidthGBs: row.required('memoryBandwidthGBs') / devices,
    interconnectGBs: row.number('interconnectGBs'),
    boardPowerWatts: row.required('boardPowerWatts') / devices,
    idlePowerWatts: share('idlePowerWatts'),
    peakTflops: { fp32: row.required('fp32') / devices, tf32: share('tf32'), fp16: share('fp16'), bf16: share('bf16'), fp8: share('fp8'), int8: share('int8') },
    embodiedKg: row.number('embodiedKg'),
    devicesPerBoard: devices > 1 ? devices : undefined,
    deviceClass: classOf(row),
    provenance,
  };
}

/** Memory at which a server's PCIe card counts as one for training, GiB: the A30 and V100 lie above or are SXM, the L4, T4 and A10 below. */
const trainingCardMemoryGiB = 30;

function classOf(row: TableRow): DeviceClass {
  const name = row.text('name');
  const form = row.text('form');
  if (name.startsWith('CPU')) return /laptop/.test(name) ? 'laptop' : /desktop|workstation/.test(name) ? 'desktop' : 'cpuServer';
  if (/^Jetson/.test(name)) return 'edge';
  if (row.text('vendor') === 'Apple') return /Ultra/.test(name) ? 'desktop' : 'laptop';
  if (form === 'laptop') return 'laptop';
  if (form === 'desktop' || /^(?:Quadro|RTX|TITAN|Radeon|Ryzen|Arc|GB10)/.test(name)) return 'desktop';
  if (/SXM|OAM|system/.test(form)) return row.required('year') >= 2022 ? 'flagship' : 'datacenter';
  if (/TPU|Trainium|Ascend|Inferentia/.test(name)) return 'datacenter';
  return row.required('memoryGiB') / (row.number('devices') ?? 1) >= trainingCardMemoryGiB || /P100|V100|A30|Gaudi/.test(name) ? 'datacenter' : 'inference';
}

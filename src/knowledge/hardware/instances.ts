// Cloud machines by type, and what an accelerator costs by the hour.
import type { CloudInstance } from '../../model/hardware';
import type { AcceleratorPrice } from '../knowledge';
import { rowProvenance } from '../provenance';
import { lazily, parseTable, type TableRow } from '../table';
import { instancesTable } from '../tables/instances.generated';
import { findAccelerator } from './accelerators';

interface Priced {
  readonly instance: CloudInstance;
  readonly recalled: boolean;
}

const rows = lazily<readonly Priced[]>(() =>
  parseTable(instancesTable).map((row) => ({ instance: instanceOf(row), recalled: row.flag('priceRecalled') || row.text('confidence') === 'r' })),
);

const byType = lazily<ReadonlyMap<string, CloudInstance>>(() => {
  const map = new Map<string, CloudInstance>();
  for (const { instance } of rows()) {
    const key = instance.type.toLowerCase();
    if (!map.has(key)) map.set(key, instance);
    map.set(`${instance.provider}:${key}`, instance);
  }
  return map;
});

/** @param type in any case, with or without `provider:`. */
export const findInstance = (type: string): CloudInstance | undefined => byType().get(type.trim().toLowerCase());

/** Prices read in a source win over remembered ones, whatever they say. */
export function cheapestFor(acceleratorName: string): AcceleratorPrice | undefined {
  const name = findAccelerator(acceleratorName)?.name ?? acceleratorName;
  let best: (AcceleratorPrice & { readonly recalled: boolean }) | undefined;
  for (const { instance, recalled } of rows()) {
    if (instance.accelerator !== name || instance.usdPerHour === undefined || instance.priceDate === undefined) continue;
    const usdPerAcceleratorHour = instance.usdPerHour / instance.acceleratorCount;
    if (!best || (best.recalled && !recalled) || (best.recalled === recalled && usdPerAcceleratorHour < best.usdPerAcceleratorHour))
      best = { usdPerAcceleratorHour, instance, priceDate: instance.priceDate, recalled };
  }
  return best && { usdPerAcceleratorHour: best.usdPerAcceleratorHour, instance: best.instance, priceDate: best.priceDate };
}

function instanceOf(row: TableRow): CloudInstance {
  return {
    provider: row.text('provider'),
    type: row.text('type'),
    accelerator: row.text('accelerator'),
    // the table counts boards
    acceleratorCount: row.required('count') * (findAccelerator(row.text('accelerator'))?.devicesPerBoard ?? 1),
    vcpus: row.number('vcpu'),
    hostMemoryGiB: row.number('memoryGiB'),
    usdPerHour: row.number('usdPerHour'),
    spotUsdPerHour: row.number('spotUsdPerHour'),
    region: row.optionalText('region'),
    priceDate: row.optionalText('priceDate'),
    provenance: rowProvenance('instances', `${row.text('provider')} ${row.text('type')}`, row),
  };
}

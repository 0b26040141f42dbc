// Cloud machines by type, and what an accelerator costs by the hour.
import type { CloudInstance } from '../../model/hardware';
import type { AcceleratorPrice } from '../knowledge';
import { rowProvenance } from '../provenance';
import { lazily, parseTable, type TableRow } from '../table';
import { instancesTable } from '../tables/instances.generated';
import { findAccelerator } from './accelerators';

const rows = lazily<readonly TableRow[]>(() => parseTable(instancesTable));

/** Machines by type, alone and behind `provider:`, each made when it is first asked for. */
const byType = lazily<ReadonlyMap<string, () => CloudInstance>>(() => {
  const map = new Map<string, () => CloudInstance>();
  for (const row of rows()) {
    const key = row.text('type').toLowerCase();
    const instance = lazily(() => instanceOf(row));
    if (!map.has(key)) map.set(key, instance);
    map.set(`${row.text('provider')}:${key}`, instance);
  }
  return map;
});

/** @param type in any case, with or without `provider:`. */
export const findInstance = (type: string): CloudInstance | undefined => byType().get(type.trim().toLowerCase())?.();

/** Of the tables' accelerators, once each. */
const prices = new Map<string, AcceleratorPrice | undefined>();

/** Prices read in a source win over remembered ones, whatever they say. */
export function cheapestFor(acceleratorName: string): AcceleratorPrice | undefined {
  const name = findAccelerator(acceleratorName)?.name;
  if (name === undefined) return cheapest(rowsOffering(acceleratorName));
  if (!prices.has(name)) prices.set(name, cheapest(rowsOffering(name)));
  return prices.get(name);
}

const rowsOffering = (name: string): readonly TableRow[] => rows().filter((row) => row.text('accelerator') === name);

function cheapest(offers: readonly TableRow[]): AcceleratorPrice | undefined {
  let best: (AcceleratorPrice & { readonly recalled: boolean }) | undefined;
  for (const row of offers) {
    const instance = instanceOf(row);
    const recalled = row.flag('priceRecalled') || row.text('confidence') === 'r';
    if (instance.usdPerHour === undefined || instance.priceDate === undefined) continue;
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

// The same run elsewhere and on other devices: re-estimated, never scaled.
import type { Interval } from '../../model/interval';
import type { Settings } from '../../model/settings';
import { deviceName, placeName } from '../figures/names';
import { co2eKg, write } from '../figures/quantity';
import type { Bar, Report } from '../reportModel';
import type { ReportInput } from './reportInput';

/** Places a reader knows, from the cleanest large grids to the dirtiest. */
export const COMPARED_REGIONS: readonly string[] = ['SE', 'FR', 'US', 'DE', 'CN', 'PL', 'IN'];
/** Devices that people really choose between, by names the tables know. */
export const COMPARED_DEVICES: readonly string[] = ['H100-SXM-80GB', 'A100-SXM-80GB', 'L4', 'RTX 4090', 'V100-SXM2-16GB', 'T4'];

export interface Current {
  readonly device: string | undefined;
  readonly region: string | undefined;
}

export function compareOf(input: ReportInput, current: Current): Report['compare'] {
  if (!input.estimate.co2eKg) return { regions: [], gpus: [] };
  return { regions: sorted(regionBars(input, current)), gpus: sorted(deviceBars(input, current)) };
}

function regionBars(input: ReportInput, current: Current): Bar[] {
  const { knowledge, settings, translate } = input;
  // A stated intensity would hide the place.
  const { gridIntensityKgPerKwh: _stated, ...rest } = settings;
  const here = currentBar(input, current.region ?? '', current.region);
  const elsewhere = COMPARED_REGIONS.flatMap((code) => {
    const grid = knowledge.grid(code);
    const name = grid && placeName(grid.name, translate);
    return name !== undefined && name !== current.region ? [bar(code, name, input, { ...rest, region: code })] : [];
  });
  return [...here, ...elsewhere.flat()];
}

function deviceBars(input: ReportInput, current: Current): Bar[] {
  const { knowledge, settings } = input;
  const here = currentBar(input, current.device ?? '', current.device && deviceName(current.device));
  const others = COMPARED_DEVICES.flatMap((name) => {
    const device = knowledge.accelerator(name);
    return device && device.name !== current.device ? [bar(device.name, deviceName(device.name), input, { ...settings, gpu: device.name })] : [];
  });
  return [...here, ...others.flat()];
}

function currentBar({ estimate }: ReportInput, key: string, label: string | undefined): Bar[] {
  return label && estimate.co2eKg ? [barOf(key, label, estimate.co2eKg, { current: true, like: estimate.co2eKg.mid })] : [];
}

function bar(key: string, label: string, input: ReportInput, settings: Settings): Bar[] {
  const { co2eKg: kilograms } = input.estimateWith(settings);
  return kilograms ? [barOf(key, label, kilograms, { current: false, like: input.estimate.co2eKg?.mid })] : [];
}

/** Written in the unit of the run as it is, so that the column compares at a glance. */
function barOf(key: string, label: string, kilograms: Interval, { current, like }: { readonly current: boolean; readonly like: number | undefined }): Bar {
  const { value, range } = write(kilograms, co2eKg, like);
  return { key, label, value: value.replace(' CO₂e', ''), range, amount: kilograms.mid, current };
}

const sorted = (bars: readonly Bar[]): readonly Bar[] => [...bars].sort((a, b) => a.amount - b.amount);

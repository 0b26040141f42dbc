// The run and the settings as they would be after a change, so that everything downstream estimates them anew.
import type { Fact, FactName, Facts, Run } from '../model/run';
import type { Settings } from '../model/settings';
import type { Change } from './defineAlternative';

/** Settings that decide the same as a fact: a changed fact must not stay hidden under one. */
const SETTING_OVER: Readonly<Partial<Record<FactName, keyof Settings>>> = {
  precision: 'precision',
  method: 'method',
  epochs: 'epochs',
  perDeviceBatchSize: 'perDeviceBatchSize',
  gpu: 'gpu',
  gpuCount: 'gpuCount',
};

export function applyChanges(run: Run, settings: Settings, changes: readonly Change[]): { readonly run: Run; readonly settings: Settings } {
  const facts: Record<string, Fact | undefined> = { ...run.facts };
  const changedSettings = new Map<string, unknown>(Object.entries(settings));
  for (const change of changes) {
    for (const [name, value] of Object.entries(change.facts ?? {})) {
      facts[name] = value === null || value === undefined ? undefined : { value, origin: 'user' };
      const setting = SETTING_OVER[name as FactName];
      if (setting) changedSettings.delete(setting);
    }
    for (const [key, value] of Object.entries(change.settings ?? {})) changedSettings.set(key, value);
    // A stated intensity belongs to the place that was stated with it.
    if (change.settings?.region !== undefined) changedSettings.delete('gridIntensityKgPerKwh');
  }
  return { run: { ...run, facts: facts as Facts }, settings: Object.fromEntries(changedSettings) };
}

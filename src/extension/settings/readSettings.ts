// The user's settings for a resource as the engine takes them; values of the wrong kind count as not set.
import * as vscode from 'vscode';
import type { Settings } from '../../model/settings';

export const section = 'trainingFootprint';

const text = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined);
const number = (value: unknown, low: number): number | undefined => (typeof value === 'number' && Number.isFinite(value) && value >= low ? value : undefined);
const count = (value: unknown): number | undefined => {
  const whole = number(value, 1);
  return whole !== undefined && Number.isInteger(whole) ? whole : undefined;
};

/** Names by name; entries of another kind are left out. */
function names(value: unknown): Readonly<Record<string, string>> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value).flatMap(([key, one]) => (text(one) ? [[key, text(one)!] as const] : []));
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** @returns only what is set, so that equal settings look equal. */
export function readSettings(resource: vscode.Uri): Settings {
  const configuration = vscode.workspace.getConfiguration(section, resource);
  const settings: Settings = {
    gpu: text(configuration.get('gpu')),
    gpuCount: count(configuration.get('gpuCount')),
    region: text(configuration.get('region')),
    gridIntensityKgPerKwh: number(configuration.get('gridIntensity'), 0),
    pue: number(configuration.get('pue'), 1),
    partitions: names(configuration.get('partitions')),
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Settings;
}

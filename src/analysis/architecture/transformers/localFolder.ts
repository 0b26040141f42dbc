// The `config.json` of a model folder that the program names.
import { configurationText, type Setting } from './configuration';

/** Settings of one file that are taken over; configuration files hold some dozens. */
const mostSettings = 300;
const plainName = /^[a-z_0-9]+$/i;

/** A path in the workspace rather than a name on a hub: `./model`, `/data/model`, `out/run/checkpoint-500`. */
const isFolder = (identifier: string): boolean => /^\.{0,2}\//.test(identifier) || identifier.split('/').length > 2;

/** The configuration of the model in a local folder, in one line; undefined where there is no readable one. */
export function configurationAt(identifier: string, read: (path: string) => string | undefined): string | undefined {
  if (!isFolder(identifier)) return undefined;
  const text = read(`${identifier.replace(/\/+$/, '').replace(/^\.\//, '')}/config.json`);
  const json = text === undefined ? undefined : parsed(text);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const settings = new Map<string, Setting>();
  for (const [name, value] of Object.entries(json).slice(0, mostSettings))
    if (plainName.test(name) && (typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && plainName.test(value))))
      settings.set(name, value);
  const type = settings.get('model_type');
  const [architecture] = Array.isArray((json as { architectures?: unknown }).architectures) ? (json as { architectures: unknown[] }).architectures : [];
  return typeof type === 'string'
    ? configurationText(typeof architecture === 'string' && plainName.test(architecture) ? architecture : '', type, settings)
    : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// Models on the user's own machine: a folder that the code names, or the cache of the Hugging Face libraries. Only configurations and headers are read.
import type { ModelSizes } from '../../model/architecture';
import type { MachineFiles } from '../../model/host';
import { adapterOf, modelUnder, type BaseLookUp } from './adapter';
import { sizesOfDescription } from './describedModel';
import { readJsonFile } from './jsonFile';
import { storedElementsInFolder } from './weightFiles';

/** Snapshots of one model that are looked at where no branch says which is the newest. */
const mostSnapshots = 32;

/** An id of the hub: `org/name`, or the bare name of an early model (`gpt2`). */
const hubId = /^[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)?$/;

/**
 * @param name what the code calls it
 * @returns undefined for a folder that holds no model that can be counted
 */
export async function modelInFolder(folder: string, name: string, files: MachineFiles, baseOf: BaseLookUp): Promise<ModelSizes | undefined> {
  const config = await readJsonFile(`${folder}/config.json`, files);
  const own = sizesOfDescription(name, { config, stored: await storedElementsInFolder(folder, files), source: `config.json in ${name}` });
  if (own) return own;
  return modelUnder(adapterOf(await readJsonFile(`${folder}/adapter_config.json`, files)), name, baseOf);
}

/** The newest snapshot of a model in the caches. Layout: huggingface_hub, "Understand caching" (`models--org--name/snapshots/COMMIT`). */
export async function modelInCache(id: string, files: MachineFiles, baseOf: BaseLookUp): Promise<ModelSizes | undefined> {
  if (!hubId.test(id) || id.includes('..')) return undefined;
  for (const cache of files.modelCaches) {
    const repository = `${cache}/models--${id.replace('/', '--')}`;
    const snapshot = await snapshotOf(repository, files);
    const sizes = snapshot && (await modelInFolder(snapshot, id, files, baseOf));
    if (sizes) return { ...sizes, provenance: sizes.provenance.map((entry) => inCache(entry, id)) };
  }
  return undefined;
}

const inCache = (entry: ModelSizes['provenance'][number], id: string): ModelSizes['provenance'][number] =>
  entry.kind === 'formula' ? { ...entry, text: entry.text.replace(`config.json in ${id}`, `config.json of ${id} in the Hugging Face cache`) } : entry;

async function snapshotOf(repository: string, files: MachineFiles): Promise<string | undefined> {
  const main = await files.readBytes(`${repository}/refs/main`, 0, 64);
  const commit = main && files.decode(main.bytes).trim();
  if (commit && /^[0-9a-f]{40}$/.test(commit)) return `${repository}/snapshots/${commit}`;
  const [snapshot] = (await files.entries(`${repository}/snapshots`, mostSnapshots)) ?? [];
  return snapshot && `${repository}/snapshots/${snapshot.name}`;
}

// The weights in a model's folder: one safetensors file, or the shards that an index names.
import type { MachineFiles } from '../../model/host';
import { readJsonFile } from './jsonFile';
import { storedElementsIn, together, type StoredElements } from './safetensors';
import { isRecord } from '../../model/json';

/** Names that transformers, diffusers and PEFT save under. */
const singleFiles = ['model.safetensors', 'diffusion_pytorch_model.safetensors'];
const indexFiles = ['model.safetensors.index.json', 'diffusion_pytorch_model.safetensors.index.json'];
/** Shards whose headers are read; the largest public models have fewer. */
const mostShards = 256;

/** @returns undefined where no such file is there, or a shard is missing: a part of the count would be a wrong one. */
export async function storedElementsInFolder(folder: string, files: MachineFiles): Promise<StoredElements | undefined> {
  for (const name of singleFiles) {
    const stored = await storedElementsIn(`${folder}/${name}`, files);
    if (stored) return stored;
  }
  for (const name of indexFiles) {
    const index = await readJsonFile(`${folder}/${name}`, files);
    if (index) return inShards(folder, index['weight_map'], files);
  }
  return undefined;
}

async function inShards(folder: string, weightMap: unknown, files: MachineFiles): Promise<StoredElements | undefined> {
  if (!isRecord(weightMap)) return undefined;
  const names = [...new Set(Object.values(weightMap))];
  // a name with a slash would lead out of the folder
  if (names.length === 0 || names.length > mostShards || !names.every((name) => typeof name === 'string' && /^[\w.-]+\.safetensors$/.test(name)))
    return undefined;
  const parts: StoredElements[] = [];
  for (const name of names as string[]) {
    const stored = await storedElementsIn(`${folder}/${name}`, files);
    if (!stored) return undefined;
    parts.push(stored);
  }
  return together(parts);
}

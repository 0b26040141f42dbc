// Samples in folders: images in a folder a class, and data sets that the datasets library saved.
import type { MachineFiles } from '../../../model/host';
import { readJsonFile } from '../jsonFile';
import { countArrow } from './arrowStream';
import { exactCount, type Counted } from './counted';

/** torchvision's IMG_EXTENSIONS (torchvision 0.24, datasets/folder.py), and what Keras reads. */
const image = /\.(jpe?g|png|ppm|bmp|pgm|tiff?|webp|gif)$/i;
/** Entries listed in all; a folder of more is left uncounted. */
const mostEntries = 400_000;
const mostFolders = 25_000;
const deepest = 8;

/** @returns undefined where there is no such folder, no image in it, or too many to list */
export async function countImages(root: string, files: MachineFiles): Promise<Counted | undefined> {
  let images = 0;
  let left = mostEntries;
  const pending = [{ folder: root, depth: 0 }];
  for (let folders = 0; pending.length > 0; folders++) {
    const { folder, depth } = pending.pop()!;
    const entries = folders < mostFolders ? await files.entries(folder, left + 1) : undefined;
    if (!entries || entries.length > left) return undefined;
    left -= entries.length;
    for (const { name, kind } of entries) {
      if (kind === 'file') images += Number(image.test(name) && !name.startsWith('.'));
      else if (depth < deepest && !name.startsWith('.')) pending.push({ folder: `${folder}/${name}`, depth: depth + 1 });
    }
  }
  return images > 0 ? exactCount(images) : undefined;
}

/** Shards of a saved data set. */
const mostShards = 2000;

/** What `save_to_disk` wrote (datasets 4, arrow_dataset.py): `state.json` names the files; a dictionary of splits has a folder for each. */
export async function countSaved(folder: string, files: MachineFiles): Promise<Counted | undefined> {
  const state = (await readJsonFile(`${folder}/state.json`, files))?.['_data_files'];
  if (!Array.isArray(state) || state.length > mostShards) return undefined;
  let rows = 0;
  for (const shard of state as { filename?: unknown }[]) {
    if (typeof shard?.filename !== 'string' || !/^[\w.-]+$/.test(shard.filename)) return undefined;
    const counted = await countArrow(`${folder}/${shard.filename}`, files);
    if (!counted) return undefined;
    rows += counted.rows;
  }
  return exactCount(rows);
}

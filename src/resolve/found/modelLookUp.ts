// Finds a model that the tables do not hold: in the folder that the code names, in the Hugging Face cache, and on the hub where the user allows it.
import type { ModelSizes } from '../../model/architecture';
import type { FileReader, MachineFiles, ModelHub } from '../../model/host';
import type { Knowledge } from '../../knowledge/knowledge';
import { adapterOf, modelUnder, type BaseLookUp } from '../../knowledge/local/adapter';
import { sizesOfDescription } from '../../knowledge/local/describedModel';
import { modelInCache, modelInFolder } from '../../knowledge/local/localModels';
import { placesOf } from './places';

/** `org/name` with nothing that only files have in their names. */
const looksLikeHubId = (id: string): boolean =>
  /^[A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9][\w.-]{0,95}$/.test(id) && !/\.(h5|hdf5|keras|pth?|bin|ckpt|safetensors|onnx|gguf|ya?ml|json|py)$|\.\./i.test(id);

/** Folders that runs and data are kept in; a name below one of these is the user's own, and nobody else's business. */
const ownFolders =
  /^(out|outputs?|models?|checkpoints?|ckpts?|runs?|results?|logs?|data|datasets?|weights?|experiments?|exps?|saved?(_models?)?|pretrained(_models?)?|artifacts?|work_dirs?|tmp|cache|src|home|mnt|workspace|local)\//i;

/** Whether a name may be asked of the hub: only what can't be a place on the user's disk. */
export const mayBeAsked = (id: string): boolean => looksLikeHubId(id) && !ownFolders.test(id);

/** Whether the tables hold this very model, rather than one that its name points to. */
export const isKnownExactly = (sizes: ModelSizes | undefined): boolean => sizes !== undefined && !sizes.provenance.some(({ kind }) => kind === 'assumption');

export interface Outside {
  readonly files: FileReader;
  readonly hub?: ModelHub;
}

/** @returns undefined where neither the machine nor the hub has it, or nothing of it can be counted. Never throws. */
export async function findModelOutside(id: string, document: string, { files, hub }: Outside, knowledge: Knowledge): Promise<ModelSizes | undefined> {
  const { machine } = files;
  const baseOf = async (base: string): Promise<ModelSizes | undefined> => {
    const known = knowledge.model(base);
    return known ?? (machine && modelInCache(base, machine, () => undefined));
  };
  if (machine) {
    for (const folder of placesOf(id, document, files)) {
      const sizes = await modelInFolder(folder, id, machine, baseOf);
      if (sizes) return sizes;
    }
    const cached = await modelInCache(id, machine, baseOf);
    if (cached) return cached;
  }
  if (!hub || !mayBeAsked(id) || (machine && (await isFolder(id.slice(0, id.indexOf('/')), document, files, machine)))) return undefined;
  return onHub(id, hub, baseOf);
}

/** A folder of this name makes the id a path, whatever it looks like. */
async function isFolder(name: string, document: string, files: FileReader, machine: MachineFiles): Promise<boolean> {
  for (const place of placesOf(name, document, files)) if (await machine.entries(place, 1)) return true;
  return false;
}

async function onHub(id: string, hub: ModelHub, baseOf: BaseLookUp): Promise<ModelSizes | undefined> {
  const answer = await hub.describe(id);
  if (!answer) return undefined;
  const own = sizesOfDescription(id, { config: answer.config, stored: answer.storedElements, source: `config.json of ${id} on the Hugging Face hub` });
  const adapter = adapterOf(answer.adapter);
  return own && !adapter ? own : modelUnder(adapter, id, baseOf);
}

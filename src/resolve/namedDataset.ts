// Finds the data set that a name in code or a config means, with or without a configuration behind the slash.
import type { DatasetFacts } from '../model/architecture';
import type { Knowledge } from '../knowledge/knowledge';

export interface NamedSet {
  readonly name: string;
  /** the library's class or function that gives it (`torchaudio.datasets.LIBRISPEECH`), where one was seen */
  readonly loader?: string;
  /** which part the code takes: its split may be a configuration of its own (`split train-clean-100`) */
  readonly part?: string;
  readonly framework?: string;
}

/** Libraries whose sets stand in the tables: a set of the same name in another library may be of another size. */
const tabledLibrary = /^(?:torchvision|torchaudio|torchtext|sklearn|keras)\.datasets\./;

/** The loader's own row before those that share its name, the part's own row before the whole; undefined where the tables hold none. */
export function datasetNamed({ name, loader, part, framework }: NamedSet, knowledge: Knowledge): DatasetFacts | undefined {
  const [base, config] = splitDataset(name);
  const split = /^split ([\w.-]+)(?:,|$)/.exec(part ?? '')?.[1];
  const named = (each: string): DatasetFacts | undefined => {
    const ofSplit = split === undefined || config ? undefined : knowledge.dataset(each, split, framework);
    return ofSplit?.config && ofSplit.config.toLowerCase() === split?.toLowerCase() ? ofSplit : knowledge.dataset(each, undefined, framework);
  };
  if (loader && tabledLibrary.test(loader)) return named(loader);
  return named(name) ?? (config ? knowledge.dataset(base, config, framework) : undefined);
}

/** `glue/sst2` is the configuration sst2 of glue. */
function splitDataset(name: string): [string, string | undefined] {
  const at = name.lastIndexOf('/');
  return at > 0 ? [name.slice(0, at), name.slice(at + 1)] : [name, undefined];
}

// Finds the data set that a name in code or a config means, with or without a configuration behind the slash.
import type { DatasetFacts } from '../model/architecture';
import type { Knowledge } from '../knowledge/knowledge';

/** The whole name first, then its last part as a configuration; undefined where the tables hold neither. */
export function datasetNamed(name: string, framework: string | undefined, knowledge: Knowledge): DatasetFacts | undefined {
  const [base, config] = splitDataset(name);
  return knowledge.dataset(name, undefined, framework) ?? (config ? knowledge.dataset(base, config, framework) : undefined);
}

/** `glue/sst2` is the configuration sst2 of glue. */
function splitDataset(name: string): [string, string | undefined] {
  const at = name.lastIndexOf('/');
  return at > 0 ? [name.slice(0, at), name.slice(at + 1)] : [name, undefined];
}

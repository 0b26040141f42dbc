// Data sets as configurations name them: a hub's or library's name is a fact, the user's own files are not.
import type { Fact } from '../../../model/run';
import type { Value } from '../../evaluate/values';
import { reading, Settings } from './settings';

/** Names shown of a mixture; a longer one is cut. */
const maximumNames = 5;

/** Builders of the datasets library that read whatever files they are given. */
const fileBuilders = /^(json|csv|text|parquet|arrow|pandas|imagefolder|audiofolder|webdataset)$/;

/** Whether a data set's name is a place on the user's disk or in a bucket, and says nothing to a reader elsewhere; no hub's names have four parts. */
export const isOwnFiles = (name: string): boolean =>
  /^(\.{0,2}\/|~|\/|[a-z]:\\|(gs|s3|file|az|abfss?|hdfs):\/\/)/i.test(name) ||
  /\.(jsonl?|csv|tsv|txt|parquet|arrow|bin|npz?|pt|h5|hdf5|tfrecords?|zip|tar|gz|ya?ml|mds)$/i.test(name) ||
  /\/$|[{}$<>]|^(path|your)[/_ -]/i.test(name) ||
  fileBuilders.test(name) ||
  (/^[\w.-]+(\/[\w.-]+){3,}$/.test(name) && !name.includes(':'));

/** The name as a fact, or undefined for the user's own files. */
export const namedDataset = (fact: Fact<string> | undefined): Fact<string> | undefined => (fact && !isOwnFiles(fact.value) ? fact : undefined);

/** One fact for a mixture: its distinct names in order, joined by commas; undefined as soon as one part is the user's own. */
export function datasetMixture(items: readonly Value[], ...keys: readonly string[]): Fact<string> | undefined {
  const names: Fact<string>[] = [];
  for (const item of items) {
    const fact =
      item.kind === 'mapping'
        ? new Settings(item).text(...keys)
        : item.kind === 'known' && typeof item.value === 'string'
          ? { value: item.value, origin: item.origin, span: item.span }
          : undefined;
    if (!fact || isOwnFiles(fact.value)) return undefined;
    if (!names.some((known) => known.value === fact.value)) names.push(fact);
  }
  const first = names[0];
  return (
    first &&
    (names.length === 1
      ? first
      : reading(
          first,
          names
            .slice(0, maximumNames)
            .map((fact) => fact.value)
            .join(', '),
        ))
  );
}

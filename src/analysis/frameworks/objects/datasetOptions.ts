// The data set that a script takes by name as an option, where loaders of its own read it: `--dataset cora`, `load_data(FLAGS.dataset)`.
import type { Machine } from '../../evaluate/machine';
import type { Scope } from '../../evaluate/state/targets';
import { knownString, type Instance, type Value } from '../../evaluate/values';
import { asText, factOf, type Draft } from '../draft';

/** Options that name a data set, the plainest first. */
const names = ['dataset', 'dataset_name', 'data_name', 'data_set', 'dataname'];
/** Variables under which programs keep their settings. */
const settingsName = /^(args?|opts?|options?|flags|cfg|conf|config|params|hparams|hps?)$/i;
/** A word, as data sets are called; no path, file or sentence. */
const plainName = /^[A-Za-z][\w-]*$/;
/** Words for data of the user's own, and for kinds of data. */
const noName =
  /^(none|auto|default|custom|own|my\w*|user\w*|local|data|dataset|train\w*|test\w*|val\w*|demo|toy|dummy|fake|random|synthetic|simulat\w*|example|sample|files?|folder|image\w*|img\w*|video\w*|audio\w*|text\w*|csv|json\w*|txt|npz?|npy|pickle|pkl|h5|hdf5|lmdb|tfrecords?|parquet|numpy|torch|hf|huggingface|[\w-]*(folder|file|dir|dataset|loader|path)s?)$/i;

/** Modules whose flags are global, as the machine keeps them. */
const flagRoots = ['absl.flags', 'tensorflow.app.flags', 'tensorflow.compat.v1.app.flags', 'tensorflow.flags'];

const isOptions = (holder: Value): holder is Instance =>
  holder.kind === 'instance' && !holder.role && /^(argparse\.Namespace|\w*FLAGS)$|(^|\.)FLAGS$|FlagValues$|Arguments$|Config$|Args$/.test(holder.callee);

function optionOf(variable: string, holder: Value): Value | undefined {
  const entries = isOptions(holder) ? holder.attributes : holder.kind === 'mapping' && settingsName.test(variable) ? holder.entries : undefined;
  return names.map((name) => entries?.get(name)).find((value) => value !== undefined);
}

/** Names the data set by the options in reach of the loop that trains, where they agree on one and nothing else was seen. */
export function datasetOption(draft: Draft, scope: Scope, machine: Machine): void {
  if (draft.facts.dataset || draft.dataFiles || draft.unknowns.some((open) => open.fact === 'dataset')) return;
  const found = new Map<string, Value>();
  const note = (value: Value | undefined): void => {
    const text = knownString(value);
    if (value && text !== undefined) found.set(text, value);
  };
  for (let current: Scope | undefined = scope; current; current = current.parent)
    for (const [variable, holder] of current.variables) note(optionOf(variable, holder));
  for (const parsed of machine.parsed) note(optionOf('', parsed));
  for (const name of names) for (const flags of flagRoots) note(machine.librarySettings.get(`${flags}.FLAGS.${name}`));
  const [only] = found.size === 1 ? [...found] : [];
  if (only && plainName.test(only[0]) && !noName.test(only[0])) draft.set('dataset', factOf(only[1], asText));
}

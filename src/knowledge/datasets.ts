// Data sets by the names that loaders take: (name, configuration, library), dotted callables, `glue/sst2`.
import type { DatasetFacts } from '../model/architecture';
import { rowProvenance } from './provenance';
import { KeyedTable, lazily, parseTable, TableRow } from './table';
import { datasetAliasesTable } from './tables/datasetAliases.generated';
import { datasetsTable } from './tables/datasets.generated';

/** Which tables of names a framework's code draws from, in order. */
const librariesOf: Readonly<Record<string, readonly string[]>> = {
  torchvision: ['torchvision'],
  torchaudio: ['torchaudio'],
  torchtext: ['torchtext'],
  keras: ['keras.datasets', 'tfds'],
  'keras.datasets': ['keras.datasets'],
  tensorflow: ['tfds', 'keras.datasets'],
  tfds: ['tfds'],
  tensorflow_datasets: ['tfds'],
  ultralytics: ['ultralytics'],
  modelscope: ['modelscope', 'datasets'],
  'ms-swift': ['modelscope', 'datasets'],
  'llama-factory': ['llama-factory', 'datasets', 'modelscope'],
  ogb: ['ogb'],
  dgl: ['dgl'],
  torch_geometric: ['torch_geometric'],
  pyg: ['torch_geometric'],
};

/** Where nobody says whose name it is. */
const anyLibrary = [
  'datasets',
  'modelscope',
  'raw',
  'sklearn',
  'torchvision',
  'keras.datasets',
  'tfds',
  'torchtext',
  'torchaudio',
  'ultralytics',
  'ogb',
  'torch_geometric',
  'dgl',
];

/** `torchvision.datasets.CIFAR10`, `keras.datasets.mnist`, `tfds:glue`. */
const prefixes: readonly { readonly prefix: RegExp; readonly library: string }[] = [
  { prefix: /^(?:torchvision\.)datasets\./i, library: 'torchvision' },
  { prefix: /^torchaudio\.datasets\./i, library: 'torchaudio' },
  { prefix: /^torchtext\.datasets\./i, library: 'torchtext' },
  { prefix: /^(?:tf\.|tensorflow\.)?keras\.datasets\./i, library: 'keras.datasets' },
  { prefix: /^sklearn\.datasets\./i, library: 'sklearn' },
  { prefix: /^tfds[:.]/i, library: 'tfds' },
  { prefix: /^(?:hf|huggingface|datasets):(?:\/\/)?(?:datasets\/)?/i, library: 'datasets' },
  { prefix: /^https:\/\/huggingface\.co\/datasets\//i, library: 'datasets' },
  { prefix: /^(?:ms|modelscope):(?:\/\/)?/i, library: 'modelscope' },
];

/** Hub names that stand for "the configuration". */
const defaultConfigs = ['', 'default', 'plain_text', 'all'];

const table = lazily(() => new KeyedTable(datasetsTable));

/** Names that were asked for lately: every estimate of a run asks for the same again. */
const asked = new Map<string, NamedRows | undefined>();
const mostAsked = 500;

function rowsNamed(name: string): NamedRows | undefined {
  const key = name.toLowerCase();
  if (asked.has(key)) return asked.get(key);
  if (asked.size >= mostAsked) asked.clear();
  const rows = table().rows(key);
  const named = rows.length > 0 ? new NamedRows(rows) : undefined;
  asked.set(key, named);
  return named;
}

/** Rows of one name; some sets have hundreds of configurations, so that they are told apart once, when first asked for. */
class NamedRows {
  readonly #byLibrary: () => ReadonlyMap<string, Configurations>;

  constructor(rows: readonly TableRow[]) {
    this.#byLibrary = lazily(() => {
      const libraries = new Map<string, Configurations>();
      for (const row of rows) {
        const library = row.text('library');
        const known = libraries.get(library) ?? new Map<string, TableRow>();
        libraries.set(library, known.set(row.text('config').toLowerCase(), row));
      }
      return libraries;
    });
  }

  in(library: string): Configurations | undefined {
    return this.#byLibrary().get(library);
  }
}

/** lower-case configuration -> row, in the order of the table */
type Configurations = Map<string, TableRow>;

/** The facts of the named set, or undefined when it is unknown or its configurations differ and none is named. */
export function findDataset(name: string, config?: string, library?: string): DatasetFacts | undefined {
  if (name.length > 200) return undefined;
  let plain = name.trim();
  let wanted = library === undefined ? anyLibrary : (librariesOf[library] ?? anyLibrary);
  for (const { prefix, library: named } of prefixes) {
    if (!prefix.test(plain)) continue;
    plain = plain.replace(prefix, '');
    wanted = [named];
  }
  plain = plain.replace(/\/+$/, '').replace(/\.load_data$/, '');
  // tfds appends a version (`imdb_reviews/plain_text:1.0.0`)
  const unversioned = plain.replace(/:(?:\d+|\*)(?:\.(?:\d+|\*))*$/, '');
  const listed = library === undefined ? undefined : (aliases().get(`${library}\t${plain.toLowerCase()}`) ?? mixture(plain, library));
  if (listed instanceof TableRow) return pick(listed.text('dataset'), listed.optionalText('config'), anyLibrary);
  return listed ?? pick(plain, config, wanted) ?? pick(unversioned, config, wanted) ?? slashed(unversioned, config, wanted) ?? wrapped(unversioned, config);
}

/** library and name -> row */
const aliases = lazily<ReadonlyMap<string, TableRow>>(
  () => new Map(parseTable(datasetAliasesTable).map((row) => [`${row.text('library')}\t${row.key.toLowerCase()}`, row])),
);

/** Most sets that one run mixes. */
const mostParts = 50;

/** `dataset: identity,alpaca_en_demo`: the samples of all together, where every one is known. */
function mixture(names: string, library: string): DatasetFacts | undefined {
  const parts = library === 'llama-factory' && names.includes(',') ? names.split(',').map((part) => part.trim()) : [];
  if (parts.length < 2 || parts.length > mostParts) return undefined;
  const found = parts.map((part) => findDataset(part, undefined, library));
  const known = found.filter((facts) => facts?.trainSamples !== undefined) as readonly DatasetFacts[];
  if (known.length < parts.length) return undefined;
  return {
    name: names,
    library,
    modality: known[0]?.modality,
    trainSamples: known.reduce((sum, facts) => sum + (facts.trainSamples ?? 0), 0),
    provenance: known.flatMap((facts) => facts.provenance),
  };
}

/** Sets that go by their own name but are loaded through one callable: graphs of `TUDataset`, scikit-learn's `load_iris`. */
function wrapped(name: string, config: string | undefined): DatasetFacts | undefined {
  if (config || !/^[\w-]+$/.test(name)) return undefined;
  for (const wrapper of ['TUDataset', 'Planetoid']) {
    const found = pick(wrapper, name, ['torch_geometric']);
    if (found) return found;
  }
  return ['load_', 'fetch_', 'fetch_openml:'].map((loader) => pick(`${loader}${name}`, undefined, ['raw', 'sklearn'])).find((found) => found !== undefined);
}

function pick(name: string, config: string | undefined, libraries: readonly string[]): DatasetFacts | undefined {
  const named = rowsNamed(name);
  if (!named) return undefined;
  for (const library of libraries) {
    const rows = named.in(library);
    const row = rows && (config ? configured(rows, config) : unconfigured(rows, name));
    if (row) return factsOf(row);
  }
  return undefined;
}

/** `glue/sst2`: name and configuration in one. */
function slashed(name: string, config: string | undefined, libraries: readonly string[]): DatasetFacts | undefined {
  const slash = name.lastIndexOf('/');
  return config || slash <= 0 ? undefined : pick(name.slice(0, slash), name.slice(slash + 1), libraries);
}

function configured(rows: Configurations, config: string): TableRow | undefined {
  const wanted = config.toLowerCase();
  return rows.get(wanted) ?? (defaultConfigs.includes(wanted) ? firstDefault(rows) : undefined);
}

function firstDefault(rows: Configurations): TableRow | undefined {
  for (const config of defaultConfigs) {
    const row = rows.get(config);
    if (row) return row;
  }
  return undefined;
}

/** Rows whose training splits are alike, however many configurations there are, need no configuration to be named. */
function unconfigured(rows: Configurations, name: string): TableRow | undefined {
  const [first] = rows.values();
  if (rows.size === 1) return first;
  const chosen = firstDefault(rows) ?? rows.get(name.split('/').at(-1)?.toLowerCase() ?? '');
  if (chosen) return chosen;
  const size = first?.text('train');
  for (const row of rows.values()) if (row.text('train') === '' || row.text('train') !== size) return undefined;
  return first;
}

function factsOf(row: TableRow): DatasetFacts {
  const name = row.text('name');
  const library = row.text('library');
  const config = row.optionalText('config');
  const side = /^\d+$/.test(row.text('imageSize')) ? row.number('imageSize') : undefined;
  return {
    name,
    library,
    config,
    modality: row.optionalText('modality'),
    trainSamples: row.number('train'),
    validationSamples: row.number('validation'),
    testSamples: row.number('test'),
    otherSplits: row.optionalText('otherSplits'),
    tokensMean: row.number('tokensMean'),
    tokensP50: row.number('tokensP50'),
    tokensP90: row.number('tokensP90'),
    tokensP99: row.number('tokensP99'),
    tokensMax: row.number('tokensMax'),
    tokensDeviation: row.number('tokensDeviation'),
    tokenizer: row.optionalText('tokenizer'),
    totalTokens: row.number('totalTokens'),
    bytesPerSample: row.number('bytesPerSample'),
    imageSize: side,
    audioHours: row.number('audioHours'),
    classes: row.number('classes'),
    provenance: rowProvenance('datasets', `${library} ${name}${config ? ` ${config}` : ''}`, row, {
      fallbackUrl: library === 'datasets' ? `https://huggingface.co/datasets/${name}` : undefined,
    }),
  };
}

// Data sets by the names that loaders take: (name, configuration, library), dotted callables, `glue/sst2`.
import type { DatasetFacts } from '../model/architecture';
import { rowProvenance } from './provenance';
import { lazily, parseTable, TableRow } from './table';
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
  { prefix: /^tfds[:.]/i, library: 'tfds' },
  { prefix: /^(?:hf|huggingface|datasets):(?:\/\/)?(?:datasets\/)?/i, library: 'datasets' },
  { prefix: /^https:\/\/huggingface\.co\/datasets\//i, library: 'datasets' },
  { prefix: /^(?:ms|modelscope):(?:\/\/)?/i, library: 'modelscope' },
];

/** Hub names that stand for "the configuration". */
const defaultConfigs = ['', 'default', 'plain_text', 'all'];

const byName = lazily<ReadonlyMap<string, readonly TableRow[]>>(() => {
  const names = new Map<string, TableRow[]>();
  for (const row of parseTable(datasetsTable)) {
    const key = row.key.toLowerCase();
    const same = names.get(key);
    if (same) same.push(row);
    else names.set(key, [row]);
  }
  return names;
});

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
  return pick(`load_${name}`, undefined, ['raw']) ?? pick(`fetch_${name}`, undefined, ['raw']);
}

function pick(name: string, config: string | undefined, libraries: readonly string[]): DatasetFacts | undefined {
  const named = byName().get(name.toLowerCase());
  if (!named) return undefined;
  for (const library of libraries) {
    const rows = named.filter((row) => row.text('library') === library);
    if (!rows.length) continue;
    const row = config ? configured(rows, config) : unconfigured(rows, name);
    if (row) return factsOf(row);
  }
  return undefined;
}

/** `glue/sst2`: name and configuration in one. */
function slashed(name: string, config: string | undefined, libraries: readonly string[]): DatasetFacts | undefined {
  const slash = name.lastIndexOf('/');
  return config || slash <= 0 ? undefined : pick(name.slice(0, slash), name.slice(slash + 1), libraries);
}

function configured(rows: readonly TableRow[], config: string): TableRow | undefined {
  const exact = rows.find((row) => row.text('config').toLowerCase() === config.toLowerCase());
  if (exact) return exact;
  return defaultConfigs.includes(config.toLowerCase()) ? rows.find((row) => defaultConfigs.includes(row.text('config'))) : undefined;
}

function unconfigured(rows: readonly TableRow[], name: string): TableRow | undefined {
  if (rows.length === 1) return rows[0];
  for (const config of defaultConfigs) {
    const row = rows.find((each) => each.text('config') === config);
    if (row) return row;
  }
  const last = name.split('/').at(-1)?.toLowerCase();
  const own = rows.find((row) => row.text('config').toLowerCase() === last);
  if (own) return own;
  const [first] = rows;
  return rows.every((row) => row.text('train') !== '' && row.text('train') === first?.text('train')) ? first : undefined;
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

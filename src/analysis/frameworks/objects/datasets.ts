// Which data set something that is fed to a model came from, by the name its loader has.
import type { Fact } from '../../../model/run';
import { callMethod } from '../../evaluate/calls/calls';
import type { CallEvent } from '../../evaluate/state/events';
import type { Machine } from '../../evaluate/machine';
import { ValueSearch } from '../../evaluate/valueSearch';
import { known, knownString, optionsOf, unknown, type Instance, type Value } from '../../evaluate/values';
import { plainSpan } from '../../languages/python/positions';
import { factOf, type Draft } from '../draft';
import { describeDataFiles } from './dataFiles';
import { partOf } from './datasetParts';
import { shortName, type Reading } from '../reading';

const searchLimit = 400;
/** Loaders of the user's own files: they name no data set. */
const ownFiles =
  /^(csv|json|text|parquet|imagefolder|audiofolder|arrow|pandas|sql|webdataset|folder|list|generator|(Tabular|Translation|LanguageModeling|SequenceTagging)Dataset)$/i;

/** `owner/name`: a folder given with it is one of the repository's. */
const onHub = /^[A-Za-z0-9][\w.-]*\/[\w.-]+$/;

/** Collections of graphs, whose data sets go by a name: PyTorch Geometric's `(root, name)`, OGB's `(name, root)`. */
const graphSets =
  /^(torch_geometric\.datasets\.(TUDataset|Planetoid|MoleculeNet|GNNBenchmarkDataset|Amazon|Coauthor|CitationFull|WebKB|WikipediaNetwork|HeterophilousGraphDataset|LRGBDataset)|ogb\.\w+\.(Pyg|Dgl)?(Node|Link|Graph)PropPredDataset\w*|ogb\.\w+\.\w+\.(Pyg|Dgl)(Node|Link|Graph)PropPredDataset)$/;

/** A class of a library's `datasets`, or what torchtext 0.8 makes of one: `IMDB.splits(TEXT, LABEL)`, `WikiText2.iters()`. */
const libraryClass =
  /^((?:(?:torchvision|torchtext(?:\.legacy)?|torchaudio|pl_bolts|paddle\.(?:vision|text|audio))\.datasets|lightning\.demos\.mnist_datamodule)\.(?:[a-z]\w*\.)?[A-Z]\w*)(?:\.(?:splits|iters))?$/;

/** Names of the data sets that the values lead back to. */
export function datasetNames(values: readonly (Value | undefined)[], reading: Reading): Value[] {
  const names: Value[] = [];
  const search = new ValueSearch(values, searchLimit);
  for (const current of search) {
    if (current.kind === 'instance') {
      const name = nameOf(current, reading);
      if (name) {
        names.push(name);
        continue;
      }
      search.follow(current.receiver);
      search.follow(...current.call.positional, ...current.call.keywords.values());
      if (!current.role) search.follow(...[...current.attributes].filter(([key]) => !key.startsWith('#')).map(([, value]) => value));
    } else if (current.kind === 'sequence') search.follow(...current.items.slice(0, 16));
    else if (current.kind === 'mapping') search.follow(...[...current.entries.values()].slice(0, 16));
    else if (current.kind === 'choice') search.follow(...current.options);
    else if (current.kind === 'unknown') search.follow(...(current.inputs ?? []));
  }
  return names;
}

function nameOf(object: Instance, reading: Reading): Value | undefined {
  if (object.role) return undefined;
  const { callee, call } = object;
  if (reading.is(object, 'datasets.load_dataset', 'datasets.load_dataset_builder', 'datasets.Dataset.load_dataset'))
    return hubName(call.positional[0] ?? call.keywords.get('path'), call.positional[1] ?? call.keywords.get('name'), object);
  // PaddleNLP 2: a name, a configuration, and several splits in one call
  if (reading.is(object, 'paddlenlp.datasets.load_dataset') && knownString(call.positional[0]) !== undefined)
    return hubName(call.positional[0], call.positional[1] ?? call.keywords.get('name'), object);
  if (reading.is(object, 'tensorflow_datasets.load', 'tensorflow_datasets.builder')) return withoutVersion(call.positional[0] ?? call.keywords.get('name'));
  const shelved = libraryClass.exec(callee)?.[1];
  if (shelved) return ownFiles.test(shortName(shelved)) || /DatasetFolder|VisionDataset/.test(shelved) ? undefined : namedByClass(shelved, object);
  const ofMindSpore = /^mindspore\.dataset\.([A-Z]\w*)Dataset$/.exec(callee)?.[1];
  if (ofMindSpore && !/^(Generator|ImageFolder|Manifest|Numpy\w*|TFRecord|TextFile|CSV|Mind|Concat|Padded)$/.test(ofMindSpore))
    return { ...known(ofMindSpore.toLowerCase(), object.span), source: callee };
  if (graphSets.test(callee)) return call.keywords.get('name') ?? (/^ogb\./.test(callee) ? call.positional[0] : call.positional[1]);
  const base = object.bases.find((name) => /^torchvision\.datasets\./.test(name) && !/ImageFolder|DatasetFolder|VisionDataset/.test(name));
  if (base) return namedByClass(base, object);
  const fastai = /(^|\.)untar_data$/.test(callee) ? call.positional[0] : undefined;
  if (fastai?.kind === 'reference' && /(^|\.)URLs\.\w+$/.test(fastai.name)) return known(shortName(fastai.name).toLowerCase(), fastai.span);
  const shipped = /^sklearn\.datasets\.(?:load|fetch)_(\w+)$/.exec(callee);
  if (shipped) return shipped[1] === 'openml' ? (call.positional[0] ?? call.keywords.get('name')) : { ...known(shipped[1]!, object.span), source: callee };
  // TensorFlow 1's tutorials: MNIST unless another folder or address is asked for.
  if (/(^|\.)input_data\.read_data_sets$/.test(callee) && !call.keywords.has('source_url')) return known('mnist', object.span);
  const keras = /^keras\.datasets\.(\w+)\.load_data$/.exec(callee);
  if (keras) return { ...known(keras[1]!, object.span), source: `keras.datasets.${keras[1]}` };
  return undefined;
}

/** A class of a library's `datasets` is the set's name; which library's it is, is said beside it. */
const namedByClass = (callee: string, { span }: Instance): Value => ({ ...known(shortName(callee).toLowerCase(), span), source: callee });

/** TensorFlow Datasets' version stands behind the name: `imagenet2012:5.*.*`. */
function withoutVersion(name: Value | undefined): Value | undefined {
  const text = knownString(name);
  const plain = text?.replace(/:(\d+|\*)(\.(\d+|\*))*$/, '');
  return plain === text ? name : known(plain!, name!.span, 'derived', [name!]);
}

/** `glue` with configuration `sst2` is `glue/sst2`; files of one's own have no name. */
function hubName(path: Value | undefined, config: Value | undefined, object: Instance): Value | undefined {
  const name = knownString(path);
  if (name === undefined) return path;
  if (
    ownFiles.test(name) ||
    object.call.keywords.has('data_files') ||
    (object.call.keywords.has('data_dir') && !onHub.test(name)) ||
    /\.(jsonl?|csv|txt|parquet|py)$/.test(name)
  )
    return undefined;
  const configuration = knownString(config);
  return configuration === undefined || configuration === 'default' ? path : { ...known(`${name}/${configuration}`, path!.span, 'derived', [path!, config!]) };
}

/** Samples that the program has put together in ways of its own come from the data set that it loads, if it loads nothing else. */
function onlyLoaded(reading: Reading): Value[] {
  if (reading.happenings.some(({ kind }) => kind === 'own-data')) return [];
  const loaded = reading.happenings.filter(({ kind }) => kind === 'dataset-loaded').map(({ event }) => nameOf(event.instance, reading));
  return loaded.every((name) => knownString(name) !== undefined) ? loaded.filter((name) => name !== undefined) : [];
}

/** The data set's fact, where the values lead to one name only. */
export function describeDataset(draft: Draft, values: readonly (Value | undefined)[], reading: Reading): void {
  describeDataFiles(draft, values, reading);
  const found = datasetNames(values, reading);
  const names = found.length > 0 ? found : onlyLoaded(reading);
  const facts = names.map((name) =>
    factOf(name, (value) => (typeof value === 'string' && value !== '' && !/^[./~]|\.(jsonl?|csv|txt|parquet)$/.test(value) ? value : undefined)),
  );
  const distinct = new Map(facts.filter((fact): fact is Fact<string> => fact !== undefined).map((fact) => [fact.value, fact]));
  if (distinct.size === 1 && facts.length === facts.filter((fact) => fact).length) {
    draft.set('dataset', [...distinct.values()][0]);
    describePart(draft, values, reading);
  } else for (const name of names) draft.doubt('dataset', name);
}

/** The whole training split needs no words. */
const wholeTrainingSplit = /^(?:split train)?$/;

function describePart(draft: Draft, values: readonly (Value | undefined)[], reading: Reading): void {
  const part = values.map((value) => partOf(value, reading)).find((each) => each !== undefined);
  const words = part?.steps.join(', ') ?? '';
  if (!part || wholeTrainingSplit.test(words)) return;
  const { span } = part.cause;
  draft.set('datasetPart', { value: words, origin: 'derived', ...(span && { span: plainSpan(span) }) });
}

/** Asks a data set of the workspace for an item, so that what it does to a sample is seen. */
export function fetchOne(data: Value | undefined, machine: Machine, event: CallEvent): void {
  for (const option of optionsOf(data)) {
    if (option.kind === 'instance' && option.classTarget)
      machine.quietly(() => callMethod(machine, event.frame, option, '__getitem__', event.place, [unknown('run-time')]));
  }
}

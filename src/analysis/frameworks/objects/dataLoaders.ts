// Calls that load the user's own files: which files, which of their splits, which part of the rows.
import type { DataFile } from '../../../model/run';
import { pathOf } from '../../evaluate/libraries/configurations/configFiles';
import { isNone, knownNumber, knownString, type Instance, type Value } from '../../evaluate/values';
import { plainSpan } from '../../languages/python/positions';
import type { Reading } from '../reading';

/** Files whose rows are counted. */
const rowFile = /\.(csv|tsv|jsonl|ndjson|json|txt|parquet|arrow)$/i;
/** Builders of the datasets library for rows; `imagefolder` is another matter. */
const rowBuilders = /^(csv|json|text|parquet|arrow|pandas)$/;

/** @param split the one that is asked for of several; @returns undefined for a call that loads no file of the user's own, or not all that it is told in words */
export function loadedFiles(object: Instance, reading: Reading, split?: string): readonly DataFile[] | undefined {
  const { call, callee } = object;
  const argument = (name: string, position?: number): Value | undefined =>
    call.keywords.get(name) ?? (position === undefined ? undefined : call.positional[position]);
  if (!call.complete) return undefined;
  if (/^pandas\.read_(csv|table|json|parquet)$/.test(callee)) return ofTable(object, argument);
  if (reading.is(object, 'datasets.load_dataset')) return ofBuilder(argument, split);
  if (/^datasets\.Dataset(Dict)?\.from_(csv|json|parquet|text)$/.test(callee)) return ofFiles(argument('path_or_paths', 0), split);
  if (reading.is(object, 'datasets.load_from_disk', 'datasets.Dataset.load_from_disk', 'datasets.DatasetDict.load_from_disk'))
    return one(argument('dataset_path', 0), 'saved', 1, split);
  if (/^torchvision\.datasets\.(ImageFolder|DatasetFolder)$/.test(callee)) return one(argument('root', 0), 'images');
  if (/^keras\.(utils|preprocessing)\.image_dataset_from_directory$/.test(callee)) return ofDirectory(argument);
  if (/(^|\.)ImageDataGenerator\.flow_from_directory$/.test(callee)) return ofGenerator(object, argument);
  if (/(^|\.)open$/.test(callee)) return one(pathOf(object) === object ? undefined : pathOf(object), 'rows');
  return undefined;
}

type Argument = (name: string, position?: number) => Value | undefined;

function one(path: Value | undefined, holds: DataFile['holds'], share = 1, below?: string): readonly DataFile[] | undefined {
  const name = knownString(path);
  if (name === undefined || name === '' || /^[a-z][a-z0-9+.-]*:\/\//i.test(name) || (holds === 'rows' && !rowFile.test(name))) return undefined;
  const full = below === undefined ? name : `${name.replace(/\/+$/, '')}/${below}`;
  return [{ path: full, holds, share, ...(path?.span && { span: plainSpan(path.span) }) }];
}

/** `pd.read_csv(path)`; `nrows` takes the first rows, `chunksize` none at once. */
function ofTable({ callee }: Instance, argument: Argument): readonly DataFile[] | undefined {
  const changes = ['chunksize', 'iterator', 'skiprows', 'header', 'names', 'on_bad_lines', 'skipfooter', 'filters', 'compression', 'orient'];
  const isPlain = changes.every((name) => argument(name) === undefined || isNone(argument(name)!) || knownNumber(argument(name)) === 0);
  if (!isPlain) return undefined;
  // without `lines` a JSON file is a table by columns or rows, which brackets do not tell
  if (callee.endsWith('read_json') && argument('lines') === undefined && !/\.jsonl$/.test(knownString(argument('path_or_buf', 0)) ?? '')) return undefined;
  const files = one(argument(callee.endsWith('parquet') ? 'path' : 'filepath_or_buffer', 0) ?? argument('path_or_buf'), 'rows');
  const limit = knownNumber(argument('nrows'));
  if (limit === undefined) return argument('nrows') === undefined ? files : undefined;
  return files?.map((file) => ({ ...file, limit }));
}

/** `load_dataset("csv", data_files=…, split=…)` */
function ofBuilder(argument: Argument, asked: string | undefined): readonly DataFile[] | undefined {
  const builder = knownString(argument('path', 0));
  if (builder === undefined) return undefined;
  const stated = argument('split');
  const split = stated && !isNone(stated) ? splitOf(knownString(stated)) : asked === undefined ? undefined : { name: asked, share: 1 };
  if (!split) return undefined;
  if (builder === 'imagefolder')
    return one(argument('data_dir'), 'images', split.share, split.name)?.map((file) => ({ ...file, ...(split.limit && { limit: split.limit }) }));
  if (!rowBuilders.test(builder)) return undefined;
  const files = ofFiles(argument('data_files'), split.name);
  return files?.map((file) => ({ ...file, share: split.share, ...(split.limit && files.length === 1 && { limit: split.limit }) }));
}

/** One path, several, or paths by split. Files given without a split are the split `train`. */
function ofFiles(value: Value | undefined, split: string | undefined): readonly DataFile[] | undefined {
  if (value?.kind === 'mapping') return value.complete && split !== undefined ? ofFiles(value.entries.get(split), 'train') : undefined;
  if (split !== undefined && split !== 'train') return undefined;
  if (value?.kind !== 'sequence') return one(value, 'rows');
  const all = value.complete ? value.items.map((item) => one(item, 'rows')) : [undefined];
  return all.every((files) => files !== undefined) ? all.flat() : undefined;
}

interface Split {
  readonly name: string;
  readonly share: number;
  readonly limit?: number;
}

/** `train`, `train[:10%]`, `train[:1000]`, `train[10%:]`; sums of splits are left. */
function splitOf(text: string | undefined): Split | undefined {
  const match = /^(\w+)(?:\[(?:(\d+)(%)?)?:(?:(\d+)(%)?)?\])?$/.exec(text ?? '');
  if (!match) return undefined;
  const [, name = '', from, fromPercent, to, toPercent] = match;
  if (from === undefined && to === undefined) return { name, share: 1 };
  if (from === undefined && to !== undefined && !toPercent) return { name, share: 1, limit: Number(to) };
  if ((from !== undefined && !fromPercent) || (to !== undefined && !toPercent)) return undefined;
  const share = (Number(to ?? 100) - Number(from ?? 0)) / 100;
  return share > 0 && share <= 1 ? { name, share } : undefined;
}

/** `image_dataset_from_directory(path, validation_split=0.2, subset="training")`. Default batches do not change the count. */
function ofDirectory(argument: Argument): readonly DataFile[] | undefined {
  const kept = argument('validation_split');
  const subset = knownString(argument('subset'));
  if (!kept || isNone(kept)) return one(argument('directory', 0), 'images');
  const share = knownNumber(kept);
  return share !== undefined && subset === 'training' ? one(argument('directory', 0), 'images', 1 - share) : undefined;
}

/** A generator made with `validation_split` gives the rest as `subset="training"`. */
function ofGenerator({ receiver }: Instance, argument: Argument): readonly DataFile[] | undefined {
  const kept = receiver?.kind === 'instance' ? receiver.call.keywords.get('validation_split') : undefined;
  const share = kept === undefined ? 0 : knownNumber(kept);
  const subset = argument('subset');
  if (share === undefined || (subset && knownString(subset) !== 'training')) return undefined;
  return one(argument('directory', 0), 'images', subset ? 1 - share : 1);
}

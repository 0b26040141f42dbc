// Which files of the user's own the training samples are read from, and which part of their rows: followed from the data back to what loads it, as long as every
// step keeps the number of rows or changes it in a way that is known.
import type { DataFile } from '../../../model/run';
import { callMethod } from '../../evaluate/calls/calls';
import { knownNumber, knownString, optionsOf, type Instance, type Unknown, type Value } from '../../evaluate/values';
import { Place, plainSpan } from '../../languages/python/positions';
import type { Draft } from '../draft';
import { shortName, type Reading } from '../reading';
import { loadedFiles } from './dataLoaders';
import { halfOfSplit, partOfRandomSplit, splitData, type Portion } from './heldOut';
import { keepsRows } from './rowCounts';

/** Steps between the data and what loads it. */
const longestWay = 40;

/** Functions that cut texts into blocks or put them together are mapped over data too. */
const changesRows = /group|chunk|pack|concat|split|block|window|filter|explode|slid/i;
/** Tables whose columns are taken one by one. */
const columnAccess = new Set(['item', 'attribute', 'element']);

/** Sets the run's data files, where all of the values lead back to files in known steps. */
export function describeDataFiles(draft: Draft, values: readonly (Value | undefined)[], reading: Reading): void {
  const value = values.find((one) => one !== undefined);
  const place = draft.anchor instanceof Place ? draft.anchor : undefined;
  const files = value && place && new RowTrail(reading, place).filesOf(value);
  if (files && files.length > 0) draft.dataFiles = files;
}

type Files = readonly DataFile[] | undefined;

/** Follows one value; undefined as soon as a step isn't known. */
class RowTrail {
  private steps = 0;

  constructor(
    private readonly reading: Reading,
    private readonly place: Place,
  ) {}

  filesOf(value: Value | undefined): Files {
    if (!value || ++this.steps > longestWay) return undefined;
    if (value.kind === 'instance') return this.ofInstance(value);
    if (value.kind === 'choice') return this.agreed(optionsOf(value).map((option) => this.filesOf(option)));
    if (value.kind === 'sequence') return ofJson(value) ?? (value.complete ? undefined : this.ofInputs(value));
    if (value.kind === 'unknown') return ofUnreadFile(value);
    return undefined;
  }

  private ofInstance(object: Instance): Files {
    const loaded = object.role ? undefined : loadedFiles(object, this.reading);
    if (loaded) return loaded;
    if (object.classTarget) return this.ofOwnClass(object);
    if (object.role) return this.ofPart(object);
    const name = shortName(object.callee);
    const input = object.receiver ?? object.call.positional[0] ?? object.call.keywords.get('dataset');
    if (name === 'select' || name === 'head' || name === 'take') return this.limited(object, name);
    if (mayChangeRows(object)) return undefined;
    if (name === 'drop' && !object.call.keywords.has('columns')) return undefined;
    return keepsRows(name) || name === 'drop' ? this.filesOf(input) : undefined;
  }

  /** `ds["train"]`, `df.text`, the first of what a split gives. */
  private ofPart(object: Instance): Files {
    const { receiver, role } = object;
    if (receiver?.kind !== 'instance' || !role || !columnAccess.has(role)) return undefined;
    const key = object.call.positional[0];
    const called = shortName(receiver.callee);
    if (role === 'item' && called === 'train_test_split' && !receiver.role)
      return knownString(key) === 'train' ? this.taken(halfOfSplit(receiver, 'train'), receiver.receiver) : undefined;
    const index = role === 'attribute' || receiver.role ? undefined : knownNumber(key);
    if (index !== undefined && called === 'train_test_split')
      return index % 2 === 0 ? this.taken(halfOfSplit(receiver, 'train'), receiver.call.positional[index / 2]) : undefined;
    if (index !== undefined && called === 'random_split') return this.taken(partOfRandomSplit(receiver, index), splitData(receiver));
    if (role === 'item') {
      const split = knownString(key);
      const loaded = receiver.role ? undefined : loadedFiles(receiver, this.reading, split);
      if (loaded) return loaded;
      return this.splitBehind(receiver, split);
    }
    return role === 'attribute' ? this.filesOf(receiver) : undefined;
  }

  /** The split of a dictionary of data sets, through what was done to all of them; a column of a table has no split's name. */
  private splitBehind(receiver: Instance, split: string | undefined): Files {
    if (receiver.role || !receiver.receiver) return split === undefined ? undefined : this.filesOf(receiver);
    if (!keepsRows(shortName(receiver.callee)) || receiver.receiver.kind !== 'instance' || mayChangeRows(receiver)) return undefined;
    const loaded = loadedFiles(receiver.receiver, this.reading, split);
    return loaded ?? this.splitBehind(receiver.receiver, split);
  }

  /** What is left of the files after a share or a number of their rows was taken; all but a number isn't known before they are counted. */
  private taken(portion: Portion | undefined, input: Value | undefined): Files {
    if (!portion || portion.kind === 'without') return undefined;
    const files = this.filesOf(input);
    return portion.kind === 'share' ? scaled(files, portion.amount) : upTo(files, portion.amount);
  }

  /** `select(range(1000))`, `head(1000)` */
  private limited(object: Instance, name: string): Files {
    const [argument] = object.call.positional;
    const range =
      argument?.kind === 'instance' && argument.callee === 'range' && argument.call.positional.length === 1 ? argument.call.positional[0] : undefined;
    const limit = knownNumber(name === 'select' ? range : argument);
    return limit !== undefined && limit > 0 ? upTo(this.filesOf(object.receiver), limit) : undefined;
  }

  /** A data set of the program's own has as many samples as its `__len__` says, where that is the length of one thing. */
  private ofOwnClass(object: Instance): Files {
    const { machine } = this.reading;
    if (!machine) return undefined;
    let length: Value | undefined;
    machine.quietly(() => {
      length = callMethod(machine, undefined, object, '__len__', this.place);
    });
    return length?.kind === 'unknown' && isPlainLength(length) ? this.filesOf(length.inputs![0]) : undefined;
  }

  /** A list with one item for each of another's. */
  private ofInputs({ inputs }: Value): Files {
    return inputs?.length === 1 ? this.filesOf(inputs[0]) : undefined;
  }

  private agreed(options: readonly Files[]): Files {
    const [first] = options;
    return first && options.every((files) => JSON.stringify(files) === JSON.stringify(first)) ? first : undefined;
  }
}

/** `map(group_texts)`: the function's name says that rows are put together or cut. */
function mayChangeRows({ callee, call }: Instance): boolean {
  const [mapped] = call.positional;
  return shortName(callee) === 'map' && mapped?.kind === 'reference' && changesRows.test(mapped.name);
}

const isPlainLength = (value: Unknown): boolean => value.detail === 'len' && value.inputs?.length === 1 && !value.factors;

/** The first rows of several files would lie in some of them only. */
const upTo = (files: Files, limit: number): Files =>
  files?.length === 1 ? files.map((file) => ({ ...file, limit: Math.min(limit, file.limit ?? Infinity) })) : undefined;

const scaled = (files: Files, share: number): Files => files?.map((file) => ({ ...file, share: file.share * share }));

/** A file that the program reads and that isn't at hand as text: `json.load(open("data.json"))`. */
function ofUnreadFile(value: Unknown): Files {
  return value.reason === 'outside-workspace' && value.detail && /\.json$/i.test(value.detail)
    ? [{ path: value.detail, holds: 'rows', share: 1, ...(value.span && { span: plainSpan(value.span) }) }]
    : undefined;
}

/** A list that was read from a JSON file. */
function ofJson({ span, kind }: Value): Files {
  return kind === 'sequence' && span && /\.json$/i.test(span.path) ? [{ path: span.path, holds: 'rows', share: 1, span: plainSpan(span) }] : undefined;
}

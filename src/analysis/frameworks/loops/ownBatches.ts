// Batches that a hand-written loop asks for, draws or cuts itself rather than walking a loader.
import type { CallEvent, Loop } from '../../evaluate/state/events';
import type { Machine } from '../../evaluate/machine';
import { ValueSearch } from '../../evaluate/valueSearch';
import { knownNumber, type Value } from '../../evaluate/values';
import { Place } from '../../languages/python/positions';
import type { Draft } from '../draft';
import { agreedBatch, askedBySize, cutFromData } from './cutBatches';
import { loaderOf, type Loader } from '../objects/loaders';
import { keptLength } from '../objects/tokenization';
import { shortName, type Reading } from '../reading';

/** A loader that the loop asks for its next batch rather than walking it. */
export function loaderAskedFor(anchor: Loop, reading: Reading): Loader | undefined {
  for (const { event } of reading.inside(anchor, 'next')) {
    const loader = loaderOf(event.instance.call.positional[0] ?? event.instance.receiver, reading);
    if (loader) return loader;
  }
  return undefined;
}

const batchName = /batch|(^|[._])bs$/i;

/** `for start in range(0, len(data), batch_size)` around the step: the stride is the batch, where its name says so. */
function slicedBatch(draft: Draft, anchor: Loop, event: CallEvent): boolean {
  for (let loop = event.loop; loop; loop = loop === anchor ? undefined : loop.outer) {
    const { iterable } = loop;
    if (iterable?.kind !== 'instance' || iterable.callee !== 'range' || iterable.role) continue;
    const stride = iterable.call.positional[2];
    const written = iterable.call.places?.get(2);
    if (stride && written instanceof Place && batchName.test(written.text)) return draft.number('perDeviceBatchSize', stride);
  }
  return false;
}

/** `buffer.sample(batch_size)`, `random.sample(memory, batch_size)`: as many as the argument of that name says. */
function sampledBatch(draft: Draft, anchor: Loop, reading: Reading): boolean {
  const sizes = reading.inside(anchor, 'sample').flatMap(({ event: { instance } }) => {
    const { call } = instance;
    const position = call.positional.findIndex((_, index) => {
      const written = call.places?.get(index);
      return written instanceof Place && batchName.test(written.text);
    });
    const size = call.keywords.get('batch_size') ?? call.positional[position];
    return size ? [size] : [];
  });
  return agreedBatch(draft, sizes);
}

/** What a long text was cut into: `data.view(batch_size, -1)`, as word language models do. */
function columns(value: Value | undefined): Value | undefined {
  const search = new ValueSearch([value], searchLimit);
  for (const current of search) {
    if (current.kind === 'choice') search.follow(...current.options);
    else if (current.kind === 'unknown') {
      const [callee, rows, rest] = current.inputs ?? [];
      if (callee?.kind === 'unknown' && reshapes.test(callee.member ?? '') && isColumns(rows, rest)) return rows;
      search.follow(...(current.inputs ?? []));
    } else if (current.kind === 'instance') {
      const [rows, rest] = current.call.positional;
      if (reshapes.test(shortName(current.callee)) && isColumns(rows, rest)) return rows;
      search.follow(current.receiver, ...current.call.positional);
    }
  }
  return undefined;
}

const searchLimit = 80;
const reshapes = /^(view|reshape)$/;
const isColumns = (rows: Value | undefined, rest: Value | undefined): boolean => knownNumber(rest) === -1 && (knownNumber(rows) ?? 0) > 1;

/** A text in columns that the model is fed, a piece of so many tokens at a time. */
function columnsOfText(draft: Draft, anchor: Loop, event: CallEvent, reading: Reading): boolean {
  for (let loop = event.loop; loop; loop = loop === anchor ? undefined : loop.outer) {
    const { iterable } = loop;
    if (iterable?.kind !== 'instance' || iterable.callee !== 'range' || iterable.role) continue;
    const [, stop, stride] = iterable.call.positional;
    const batch = columns(stop);
    if (!batch) continue;
    if (stride) draft.number('sequenceLength', stride);
    return draft.number('perDeviceBatchSize', batch);
  }
  const fed = reading.inside(anchor, 'forward').flatMap(({ event: { instance } }) => instance.call.positional.slice(0, 1));
  const batch = fed.map(columns).find((value) => value !== undefined);
  return batch !== undefined && draft.number('perDeviceBatchSize', batch);
}

/** Batches that the program cuts itself: random starts in a long text, or an object that keeps the size. */
export function ownBatches(draft: Draft, anchor: Loop, event: CallEvent, reading: Reading, machine: Machine): void {
  const sizes = reading
    .inside(anchor, 'random')
    .map(({ event }) => event.instance.call)
    .map((call) => call.keywords.get('size') ?? call.positional.find((value) => value.kind === 'sequence'));
  const drawn = sizes.find((size) => size?.kind === 'sequence' && size.items.length === 1);
  if (drawn?.kind === 'sequence') draft.number('perDeviceBatchSize', drawn.items[0]);
  else if (slicedBatch(draft, anchor, event) || sampledBatch(draft, anchor, reading) || columnsOfText(draft, anchor, event, reading)) return;
  else if (cutFromData(draft, anchor, reading) || askedBySize(draft, anchor, reading)) return;
  else {
    const keepers = machine.made.filter((object) => /load|data|sampl|batch|iter/i.test(object.callee) && object.bases.length === 0);
    const values = keepers
      .map((object) => object.attributes.get('batch_size') ?? (object.attributes.has('T') ? object.attributes.get('B') : undefined))
      .filter((value) => value !== undefined);
    if (values.length > 0 && values.every((value) => knownNumber(value) === knownNumber(values[0]))) draft.number('perDeviceBatchSize', values[0]);
    keptLength(
      draft,
      keepers.filter((object) => object.attributes.has('B')),
    );
  }
}

// What a JAX loop trains on: the batch of the pipeline it asks, or of the indices that it draws; the one data set that the program names.
import type { CallEvent, Loop } from '../../evaluate/state/events';
import type { Scope } from '../../evaluate/state/targets';
import { knownNumber, type Value } from '../../evaluate/values';
import { Place } from '../../languages/python/positions';
import { derived, type Draft } from '../draft';
import { kerasData, perReplica } from '../keras/kerasData';
import { describeDataset } from '../objects/datasets';
import { isInside, type Reading } from '../reading';
import { scanned } from './compiledFlow';

const batchName = /batch|(^|[._])bs$/i;
export const namedDataset = 'named-dataset';
export const imageChange = 'image-change';
export const convolution = 'convolution';
export const drawn = 'jax-random';

/** Sets the batch a device. */
export function describeBatch(draft: Draft, anchor: Loop, event: CallEvent, reading: Reading): void {
  if (draft.facts.perDeviceBatchSize || draft.facts.globalBatchSize) return;
  const loops: Loop[] = [];
  for (let loop = event.loop; loop; loop = loop.outer) if (isInside(loop, anchor)) loops.push(loop);
  // what is asked for only every so many steps is for evaluation
  const asked = reading
    .inside(anchor, 'next')
    .filter(({ event: one }) => !one.guard)
    .map(({ event: { instance } }) => instance.call.positional[0] ?? instance.receiver)
    .filter((value) => value !== undefined);
  for (const value of [...event.instance.call.positional, ...event.instance.call.keywords.values(), ...loops.map((loop) => loop.iterable)]) {
    const { batch } = kerasData(value);
    if (batch && setBatch(draft, batch)) return;
  }
  const batches = asked.map((value) => kerasData(value).batch);
  if (batches[0] && batches.every((batch) => knownNumber(batch) === knownNumber(batches[0])) && setBatch(draft, batches[0])) return;
  const sizes = reading.inside(anchor, drawn).flatMap(({ event: one }) => drawnSize(one));
  const [first] = sizes;
  if (first && sizes.every((size) => knownNumber(size) === knownNumber(first)) && setBatch(draft, first)) return;
  // a scan that updates walks parts of what the program calls its batch
  const named = reading.inside(anchor, scanned).length > 0 ? undefined : namedBatch(event);
  if (named && !reading.settings.has('jax-many-devices')) setBatch(draft, named);
}

/** A constant of the program's that is called the batch size, where indices are cut rather than drawn. */
function namedBatch(event: CallEvent): Value | undefined {
  for (let scope: Scope | undefined = event.frame.scope; scope; scope = scope.parent)
    for (const name of ['batch_size', 'BATCH_SIZE']) {
      const value = scope.variables.get(name);
      if (Number.isSafeInteger(knownNumber(value))) return value;
    }
  return undefined;
}

/** A product with the number of devices is that much a device. */
const setBatch = (draft: Draft, batch: Value): boolean => draft.number('perDeviceBatchSize', perReplica(batch) ?? batch);

/** `jax.random.randint(key, (batch,), 0, n)`, `jax.random.choice(key, n, (batch,))`, `rng.integers(0, n, size=batch)`. */
function drawnSize({ instance: { call } }: CallEvent): Value[] {
  const shape = call.keywords.get('shape') ?? call.keywords.get('size') ?? call.positional.find((value) => value.kind === 'sequence');
  if (shape?.kind === 'sequence') return shape.items.length === 1 ? [shape.items[0]!] : [];
  const named = call.positional.find((_, index) => {
    const written = call.places?.get(index);
    return written instanceof Place && batchName.test(written.text);
  });
  const size = shape ?? named;
  const written = call.places?.get('size') ?? call.places?.get('shape');
  return size && (named || (written instanceof Place && batchName.test(written.text))) ? [size] : [];
}

/** Sides of images that come in one size. */
const nativeSides: Readonly<Record<string, number>> = { mnist: 28, fashion_mnist: 28, kmnist: 28, emnist: 28, cifar10: 32, cifar100: 32, svhn_cropped: 32 };

/** The data set, where the whole program names one; its images' side, where they reach a convolution unchanged. */
export function describeOnlyDataset(draft: Draft, reading: Reading): void {
  const named = reading.happenings.filter(({ kind }) => kind === namedDataset).map(({ event }) => event.instance);
  if (!draft.facts.dataset && named.length > 0) describeDataset(draft, named, reading);
  const side = nativeSides[draft.facts.dataset?.value ?? ''];
  const changed = reading.happenings.some(({ kind }) => kind === imageChange);
  const convolves = reading.happenings.some(({ kind }) => kind === convolution);
  if (side && convolves && !changed && !draft.facts.imageSize) draft.set('imageSize', { ...derived(side, draft.facts.dataset?.span), origin: 'knowledge' });
}

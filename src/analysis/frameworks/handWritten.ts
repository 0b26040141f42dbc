// Hand-written training loops: an optimizer that steps inside a loop makes a run; its anchor is the outermost loop that isn't one over configurations.
import type { CallEvent, Loop, Machine } from '../evaluate/machine';
import { callValue } from '../evaluate/calls';
import { Place } from '../languages/python/positions';
import { knownNumber, optionsOf, unknown, type Value } from '../evaluate/values';
import type { StartHandler } from './framework';
import { derived, Draft, libraryDefault } from './draft';
import { describeDataset, fetchOne } from './objects/datasets';
import { describeOptimizer, isOptimizer } from './objects/optimizers';
import { loaderOf, type Loader } from './objects/loaders';
import { describeTokenization, keptLength } from './objects/tokenization';
import { describeForwardWork } from './objects/forwardWork';
import { describeCollator } from './objects/tokenization';
import type { Reading } from './reading';
import { loopSites } from './sites/loopSites';

/** The optimizer that a `.step()` moves, looked for in the receiver and the arguments (`scaler.step(optimizer)`). */
function steppedBy(event: CallEvent): Value | undefined {
  const { receiver, call } = event.instance;
  if (optionsOf(receiver).some((option) => isOptimizer(option))) return receiver;
  const argument = [...call.positional, ...call.keywords.values()].find((value) => optionsOf(value).some((option) => isOptimizer(option)));
  return argument;
}

/** How a library's loops tell their optimizer; PyTorch's way unless another is given. */
export interface LoopManner {
  readonly engine: Draft['engine'];
  /** what an update moves the weights with; undefined when the event is no update */
  readonly optimizerOf: (event: CallEvent, reading: Reading) => Value | undefined;
  readonly describeOptimizer: (draft: Draft, optimizer: Value | undefined, reading: Reading) => void;
  /** why weights are float32 when nothing says otherwise */
  readonly precisionSource: string;
}

export const torchManner: LoopManner = {
  engine: 'torch',
  optimizerOf: (event, reading) => {
    const optimizer = steppedBy(event);
    const unknownOptimizer = event.instance.receiver?.kind === 'unknown';
    return optimizer ?? (unknownOptimizer && hasBackward(event, reading) ? event.instance.receiver : undefined);
  },
  describeOptimizer,
  precisionSource: 'PyTorch: torch.get_default_dtype() is float32',
};

/** The run that a step inside loops belongs to; undefined outside loops and for what isn't an optimizer. */
export function loopRun(framework: string, manner = torchManner): StartHandler {
  return (event, reading, machine) => {
    const optimizer = event.loop && manner.optimizerOf(event, reading);
    return event.loop && optimizer ? draftOf(framework, manner, event, event.loop, optimizer, reading, machine) : undefined;
  };
}

const hasBackward = (event: CallEvent, reading: Reading): boolean => {
  for (let loop = event.loop; loop; loop = loop.outer) if (reading.inside(loop, 'backward').length > 0) return true;
  return false;
};

/** The loops around an event from the outermost, and how many of them only go through configurations: those inside which the optimizer was made. */
export function trainingLoops(machine: Machine, inner: Loop, made: Value | undefined): { anchor: Loop; loops: Loop[]; configurations: Loop[] } {
  const loops: Loop[] = [];
  for (let loop: Loop | undefined = inner; loop; loop = loop.outer) loops.unshift(loop);
  const makers = new Set<Loop>();
  for (const option of optionsOf(made)) {
    if (option.kind !== 'instance') continue;
    for (let loop = machine.madeIn.get(option); loop; loop = loop.outer) makers.add(loop);
  }
  const configurations = loops.filter((loop) => makers.has(loop));
  const training = loops.filter((loop) => !makers.has(loop));
  // Made in the very loop that steps: there is no other loop to train in.
  return training.length === 0
    ? { anchor: loops.at(-1)!, loops: [loops.at(-1)!], configurations: loops.slice(0, -1) }
    : { anchor: training[0]!, loops: training, configurations };
}

function draftOf(
  framework: string,
  manner: LoopManner,
  event: CallEvent,
  inner: Loop,
  optimizer: Value | undefined,
  reading: Reading,
  machine: Machine,
): Draft | undefined {
  const { anchor, loops, configurations } = trainingLoops(machine, inner, optimizer);
  const before = reading.drafts.find((draft) => draft.loop === anchor);
  if (before) return undefined;
  const draft = new Draft({ framework, anchor: anchor.place, loop: anchor });
  draft.repeats = repeatsOf(configurations);
  draft.engine = manner.engine;
  manner.describeOptimizer(draft, optimizer, reading);
  // What only later statements of the loop tell is read when the program has been followed to its end.
  draft.finish = (): void => finish(draft, manner, event, loops, optimizer, reading, machine);
  return draft;
}

export function repeatsOf(configurations: readonly Loop[]): number | undefined {
  const counts = configurations.map((loop) => knownNumber(loop.trips));
  const total = counts.reduce<number>((product, count) => product * (count ?? 1), 1);
  return total > 1 ? total : undefined;
}

function finish(
  draft: Draft,
  manner: LoopManner,
  event: CallEvent,
  loops: readonly Loop[],
  optimizer: Value | undefined,
  reading: Reading,
  machine: Machine,
): void {
  const [anchor] = loops as [Loop];
  const loaders = loops.map((loop) => loaderOf(loop.iterable, reading));
  const loaderIndex = loaders.findIndex((loader) => loader !== undefined);
  const loader = loaderIndex < 0 ? loaderAskedFor(anchor, reading) : loaders[loaderIndex];
  const before = reading.happenings.length;
  howLong(draft, loops, loaderIndex, event.loop ?? anchor);
  if (loader) {
    if (loader.batchSize) draft.number('perDeviceBatchSize', loader.batchSize);
    describeDataset(draft, [loader.dataset, loader.object], reading);
    fetchOne(loader.dataset, machine, event);
    const collate = loader.object.call.keywords.get('collate_fn');
    if (collate?.kind === 'reference')
      machine.quietly(() => callValue(machine, event.frame, collate, { positional: [unknown('run-time')], keywords: new Map(), complete: true }, event.place));
    describeTokenization(
      draft,
      reading,
      reading.happenings.slice(before).filter((happening) => happening.kind === 'tokenizer'),
    );
    keptLength(draft, [loader.dataset, loader.object]);
  } else ownBatches(draft, anchor, event, reading, machine);
  accumulation(draft, event);
  if (!draft.facts.gradientAccumulation) accumulatedWithin(draft, event, reading);
  reading.describeLoop(draft, anchor, optimizer, loader, event);
  describeCollator(draft, loader?.object.call.keywords.get('collate_fn'));
  describeForwardWork(draft, machine, event);
  if (!draft.facts.precision && !draft.unknowns.some((open) => open.fact === 'precision'))
    draft.set('precision', libraryDefault('fp32', manner.precisionSource));
  loopSites(draft, anchor, event, reading);
}

/** A loader that the loop asks for its next batch rather than walking it. */
function loaderAskedFor(anchor: Loop, reading: Reading): Loader | undefined {
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
  const [first] = sizes;
  return first !== undefined && sizes.every((size) => knownNumber(size) === knownNumber(first)) && draft.number('perDeviceBatchSize', first);
}

/** Batches that the program cuts itself: random starts in a long text, or an object that keeps the size. */
function ownBatches(draft: Draft, anchor: Loop, event: CallEvent, reading: Reading, machine: Machine): void {
  const sizes = reading
    .inside(anchor, 'random')
    .map(({ event }) => event.instance.call)
    .map((call) => call.keywords.get('size') ?? call.positional.find((value) => value.kind === 'sequence'));
  const drawn = sizes.find((size) => size?.kind === 'sequence' && size.items.length === 1);
  if (drawn?.kind === 'sequence') draft.number('perDeviceBatchSize', drawn.items[0]);
  else if (slicedBatch(draft, anchor, event) || sampledBatch(draft, anchor, reading)) return;
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

/** Epochs are the anchor's trips; steps where the loop counts steps or is left at one. */
function howLong(draft: Draft, loops: readonly Loop[], loaderIndex: number, inner: Loop): void {
  const [anchor] = loops as [Loop];
  const counted = anchor.trips;
  const limit = loops.flatMap((loop) => loop.exits.map((exit) => ({ ...exit, loop }))).find((exit) => isPositive(exit.limit) && !/epoch/i.test(exit.counter));
  // A counter counts optimizer steps only where the loop that steps is the one that counts.
  const countsSteps = limit && (limit.loop === inner || inner.counters.has(limit.counter) || (limit.loop.node.kind === 'while' && limit.loop === inner));
  if (limit && countsSteps && (!isPositive(counted) || isStepCounter(limit.counter) || loops.length === 1)) {
    draft.number('maxSteps', limit.limit);
    return;
  }
  const stepwise = loaderIndex < 0 && isStepLoop(anchor);
  if (!counted) {
    const epochs = anchor.exits.find((exit) => /epoch/i.test(exit.counter) && isPositive(exit.limit));
    if (epochs) draft.number('epochs', epochs.limit);
    return;
  }
  if (stepwise) {
    if (anchor === inner) draft.number('maxSteps', counted);
  } else if (loaderIndex === 0)
    draft.set('epochs', derived(1, anchor.place)); // walking the loader once
  else draft.number('epochs', counted);
}

const isPositive = (value: Value | undefined): boolean => (knownNumber(value) ?? 0) > 0;

const isStepCounter = (name: string): boolean => /step|iter|global/i.test(name);

/** A loop whose turn is a step rather than an epoch: its variable says so, or nothing inside it is walked. */
function isStepLoop(loop: Loop): boolean {
  if (loop.node.kind !== 'for') return true;
  const { target } = loop.node;
  // `for step, batch in zip(range(n), loader)`
  const first = target.kind === 'sequence' ? target.items[0] : target;
  const name = first?.kind === 'name' ? first.name : '';
  return /step|iter|batch|^t$|^i$|^it$/i.test(name) && !/epoch/i.test(name);
}

/** `for micro in range(n): loss.backward()` inside the loop that steps: n passes make one step. */
function accumulatedWithin(draft: Draft, event: CallEvent, reading: Reading): void {
  const passes = event.loop ? reading.inside(event.loop, 'backward').map((happening) => happening.loop) : [];
  const loop = passes.find((inner) => inner !== event.loop && inner?.outer === event.loop);
  if (loop?.iterable?.kind === 'instance' && loop.iterable.callee === 'range' && loop.trips) draft.number('gradientAccumulation', loop.trips);
}

/** `if (step + 1) % n == 0: optimizer.step()`. */
function accumulation(draft: Draft, event: CallEvent): void {
  for (let guard = event.guard; guard; guard = guard.outer) {
    const every = knownNumber(guard.every);
    if (every !== undefined && every >= 1 && every <= 4096) draft.number('gradientAccumulation', guard.every);
    else draft.doubt('gradientAccumulation', guard.every);
  }
}

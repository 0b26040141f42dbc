// Hand-written training loops: an optimizer that steps inside a loop makes a run; its anchor is the outermost loop that isn't one over configurations.
import type { CallEvent, Loop } from '../evaluate/state/events';
import type { Machine } from '../evaluate/machine';
import { callValue } from '../evaluate/calls/calls';
import { Place } from '../languages/python/positions';
import { ValueSearch } from '../evaluate/valueSearch';
import { choice, optionsOf, unknown, type Value } from '../evaluate/values';
import type { StartHandler } from './framework';
import { Draft, libraryDefault } from './draft';
import { describeDataset, fetchOne } from './objects/datasets';
import { datasetOption } from './objects/datasetOptions';
import { evaluationInLoop } from './objects/evaluation';
import { describeOptimizer, isOptimizer } from './objects/optimizers';
import { accumulatedWithin, accumulation, stepsOfRounds } from './loops/accumulation';
import { deviceShare } from './loops/deviceShare';
import { howLong } from './loops/duration';
import { croppedLength } from './loops/croppedLength';
import { loaderAskedFor, ownBatches } from './loops/ownBatches';
import { lengthOption } from './objects/lengthOptions';
import { loaderOf } from './objects/loaders';
import { fieldLength } from './objects/textFields';
import { describeForwardWork } from './objects/forwardWork';
import { describeCollator, describeTokenization, keptLength } from './objects/tokenization';
import { shortName, type Reading } from './reading';
import { libraryRoots } from '../evaluate/modules/names';
import { learnsFromEnvironment } from './torch/environments';
import { loopSites } from './sites/loopSites';

/** All that the variable which steps may hold, where it is one of several: those of the program's own classes step without telling. */
function named(event: CallEvent): Value | undefined {
  const written = event.place instanceof Place ? /^(?:(self)\.)?(\w+)\.step\(/.exec(event.place.text) : null;
  if (!written) return undefined;
  const holder = written[1] ? event.frame.self : undefined;
  const value = written[1] ? (holder?.kind === 'instance' ? holder.attributes.get(written[2]!) : undefined) : event.frame.scope.variables.get(written[2]!);
  return value?.kind === 'choice' && value.options.some((option) => option === event.instance.receiver) ? value : undefined;
}

/** The optimizer that a `.step()` moves, looked for in the receiver and the arguments (`scaler.step(optimizer)`). */
function steppedBy(event: CallEvent): Value | undefined {
  const { receiver, call } = event.instance;
  if (optionsOf(receiver).some((option) => isOptimizer(option))) return named(event) ?? receiver;
  const argument = [...call.positional, ...call.keywords.values()].find((value) => optionsOf(value).some((option) => isOptimizer(option)));
  return argument;
}

/** What a function of a module that isn't in reach made, if that is named after optimizers (`build_optimizer(model, config)`). */
const isMadeOutOfReach = (value: Value): boolean =>
  value.kind === 'instance' && !value.role && !value.classTarget && /optim/i.test(shortName(value.callee)) && !libraryRoots.has(value.callee.split('.')[0]!);

/** How a library's loops tell their optimizer; PyTorch's way unless another is given. */
export interface LoopManner {
  readonly engine: Draft['engine'];
  /** what an update moves the weights with; undefined when the event is no update */
  readonly optimizerOf: (event: CallEvent, reading: Reading) => Value | undefined;
  readonly describeOptimizer: (draft: Draft, optimizer: Value | undefined, reading: Reading) => void;
  /** gives way to a library's optimizer that steps in the same loop */
  readonly yields?: boolean;
  /** why weights are float32 when nothing says otherwise */
  readonly precisionSource: string;
}

export const torchManner: LoopManner = {
  engine: 'torch',
  optimizerOf: (event, reading) => {
    const optimizer = steppedBy(event);
    const { receiver } = event.instance;
    const open = receiver?.kind === 'unknown' || optionsOf(receiver).some(isMadeOutOfReach);
    return optimizer ?? (open && hasBackward(event, reading) ? receiver : undefined);
  },
  describeOptimizer,
  precisionSource: 'PyTorch: torch.get_default_dtype() is float32',
};

/** The run that a step inside loops belongs to; undefined outside loops and for what isn't an optimizer. */
export function loopRun(framework: string, manner = torchManner): StartHandler {
  return (event, reading, machine) => {
    const optimizer = event.loop && manner.optimizerOf(event, reading);
    if (optimizer) reading.note('update', event);
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
  const makers = new Set(loopsThatMade(machine, inner, made).filter((loop) => !remakesOptimizer(machine, loop, made)));
  const configurations = loops.filter((loop) => makers.has(loop));
  const training = loops.filter((loop) => !makers.has(loop));
  // Made in the very loop that steps: there is no other loop to train in.
  return training.length === 0
    ? { anchor: loops.at(-1)!, loops: [loops.at(-1)!], configurations: loops.slice(0, -1) }
    : { anchor: training[0]!, loops: training, configurations };
}

/** `for epoch in range(10): train(model)` whose `train` makes its optimizer anew: it goes on with the same weights. */
function remakesOptimizer(machine: Machine, { node, unrolled, serial }: Loop, made: Value | undefined): boolean {
  if (unrolled || !countsEpochs({ node })) return false;
  const search = new ValueSearch(optionsOf(made), ownedDepth);
  for (const current of search) {
    if (current.kind === 'choice') search.follow(...current.options);
    else if (current.kind === 'sequence') search.follow(...current.items);
    else if (current.kind === 'instance') {
      for (let loop = machine.madeIn.get(current); loop && current.classTarget; loop = loop.outer) if (loop.serial === serial) return false;
      if (!current.classTarget) search.follow(current.receiver, ...current.call.positional, ...current.call.keywords.values());
    }
  }
  return true;
}
/** `for epoch in ...` */
const countsEpochs = ({ node }: Pick<Loop, 'node'>): boolean => node.kind === 'for' && node.target.kind === 'name' && oneEpoch.test(node.target.name);
const oneEpoch = /^(i_?)?(epoch|ep)(_?(i|idx|num|no))?$/i;
/** Values between an optimizer and the modules whose weights it moves. */
const ownedDepth = 40;

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
  const stepped = stepKey(event, machine);
  if (before && !(before.stepped?.yields && !manner.yields)) {
    // One call that steps several optimizers moves one of them, which one isn't known.
    if (before.stepped?.key === stepped) before.stepped.optimizers.push(optimizer!);
    return undefined;
  }
  const draft = before ?? new Draft({ framework, anchor: anchor.place, loop: anchor });
  if (before) Object.assign(before, { framework, facts: {} });
  draft.repeatIn(configurations);
  draft.stepped = { key: stepped, optimizers: optimizer ? [optimizer] : [], yields: manner.yields };
  draft.engine = manner.engine;
  manner.describeOptimizer(draft, optimizer, reading);
  // What only later statements of the loop tell is read when the program has been followed to its end.
  draft.finish = (): void => finish(draft, manner, event, loops, optimizer, reading, machine);
  return before ? undefined : draft;
}

/** The call that steps, with the calls that led to it. */
const stepKey = (event: CallEvent, machine: Machine): string =>
  [event.place, ...machine.callPlaces].map((place) => `${place.path}:${place.line}:${place.column}`).join(' ');

/** The loops around a call that starts a training in which what it trains was made: each round trains another one. */
export function loopsThatMade(machine: Machine, inner: Loop | undefined, made: Value | undefined): Loop[] {
  const makers = new Set<Loop>();
  for (const option of optionsOf(made)) {
    if (option.kind !== 'instance') continue;
    for (let loop = machine.madeIn.get(option); loop; loop = loop.outer) makers.add(loop);
  }
  const loops: Loop[] = [];
  for (let loop = inner; loop; loop = loop.outer) if (makers.has(loop)) loops.push(loop);
  return loops;
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
  const possible = draft.stepped?.optimizers ?? [];
  if (possible.length > 1) {
    delete draft.facts.optimizer;
    delete draft.facts.learningRate;
    manner.describeOptimizer(draft, choice(possible), reading);
  }
  const loaders = loops.map((loop) => loaderOf(loop.iterable, reading));
  const loaderIndex = loaders.findIndex((loader) => loader !== undefined);
  const loader = loaderIndex < 0 ? loaderAskedFor(anchor, reading) : loaders[loaderIndex];
  const before = reading.happenings.length;
  if (!learnsFromEnvironment(anchor, reading) || countsEpochs(anchor)) howLong(draft, loops, loaderIndex, event.loop ?? anchor);
  if (loader) {
    if (loader.batchSize) draft.number('perDeviceBatchSize', deviceShare(loader.batchSize));
    describeDataset(draft, [loader.dataset, loader.object], reading);
    fetchOne(loader.dataset, machine, event);
    const collate = loader.object.call.keywords.get('collate_fn');
    if (collate?.kind === 'reference' || (collate?.kind === 'instance' && collate.classTarget))
      machine.quietly(() => callValue(machine, event.frame, collate, { positional: [unknown('run-time')], keywords: new Map(), complete: true }, event.place));
    describeTokenization(
      draft,
      reading,
      reading.happenings.slice(before).filter((happening) => happening.kind === 'tokenizer'),
    );
    keptLength(draft, [loader.dataset, loader.object, collate]);
    fieldLength(draft, loader.dataset);
    draft.fetched = reading.happenings.slice(before);
  } else ownBatches(draft, anchor, event, reading, machine);
  if (!learnsFromEnvironment(anchor, reading)) {
    accumulation(draft, event, reading);
    stepsOfRounds(draft, event);
    if (!draft.facts.gradientAccumulation) accumulatedWithin(draft, event, reading);
  }
  reading.describeLoop(draft, anchor, optimizer, loader, event);
  lengthOption(draft, event.frame.scope);
  datasetOption(draft, event.frame.scope, machine);
  describeCollator(draft, loader?.object.call.keywords.get('collate_fn'));
  croppedLength(draft, anchor, loader?.dataset, event, reading, machine);
  describeForwardWork(draft, machine, event, reading);
  evaluationInLoop(draft, anchor, reading);
  if (!draft.facts.precision && !draft.unknowns.some((open) => open.fact === 'precision'))
    draft.set('precision', libraryDefault('fp32', manner.precisionSource));
  loopSites(draft, anchor, event, reading);
}

// The precision of a PyTorch loop: casts of the model, autocast blocks, TF32 for matrix products.
import type { CallEvent, Loop } from '../../evaluate/state/events';
import { known, knownBoolean, type Value } from '../../evaluate/values';
import { derived, libraryDefault } from '../draft';
import type { CallHandler, LoopDescriber } from '../framework';
import { dtypeName } from '../objects/storedTypes';
import { isUngraded } from '../objects/trainedParts';
import type { Reading } from '../reading';
import { mark } from './marks';

/** What is cast after a loop has trained it is cast for something else. */
const hasTrained = (model: Value | undefined, event: CallEvent, reading: Reading): boolean =>
  !event.loop &&
  reading.drafts.some((draft) => draft.loop && reading.inside(draft.loop, 'forward').some((happening) => happening.event.instance.receiver === model));

export const castTo: CallHandler = (event, reading, machine) => {
  if (hasTrained(event.instance.receiver, event, reading)) return;
  const { call, receiver, callee } = event.instance;
  const method = callee.slice(callee.lastIndexOf('.') + 1);
  const named = method === 'half' ? 'float16' : method === 'bfloat16' ? 'bfloat16' : undefined;
  const given = named ? known(named, event.place) : [...call.positional, call.keywords.get('dtype')].find((value) => dtypeName(value));
  if (given && receiver?.kind === 'instance' && receiver.role !== 'element' && receiver.role !== 'item') mark(machine, receiver, '#dtype', given);
};

const autocastNames = [
  'torch.autocast',
  'torch.amp.autocast',
  'torch.cuda.amp.autocast',
  'torch.autocast_mode.autocast',
  'torch.cpu.amp.autocast',
  'contextlib.nullcontext',
];

/** A block in which the model is called without gradients only: it evaluates, whatever the training step runs in. */
function onlyEvaluates(block: Value, anchor: Loop, reading: Reading): boolean {
  const called = reading.inside(anchor, 'forward').filter(({ event }) => {
    for (let context = event.context; context; context = context.outer) if (context.value === block) return true;
    return false;
  });
  return called.length > 0 && called.every(({ event }) => isUngraded(event));
}

/** The precision that autocast blocks inside the loop give: off, a type, or not known. */
export const precisionOfLoop: LoopDescriber = ({ draft, anchor, reading }) => {
  if (draft.facts.precision || draft.engine !== 'torch') return;
  for (const { event } of reading.inside(anchor, 'entered')) {
    const block = event.instance;
    if (!reading.is(block, ...autocastNames.slice(0, 5)) || isUngraded(event) || onlyEvaluates(block, anchor, reading)) continue;
    const enabled = block.call.keywords.get('enabled') ?? (block.callee.includes('cuda') ? block.call.positional[0] : undefined);
    const on = enabled === undefined ? true : knownBoolean(enabled);
    if (on === false) continue;
    const given = block.call.keywords.get('dtype') ?? (block.callee.includes('cuda') ? undefined : block.call.positional[1]);
    const name = given === undefined ? 'fp16' : dtypeName(given);
    if (on === undefined || name === undefined) {
      draft.doubt('precision', on === undefined ? enabled : given);
      if (!draft.unknowns.some((open) => open.fact === 'precision')) draft.unknowns.push({ fact: 'precision', reason: 'run-time' });
    } else draft.set('precision', given === undefined ? libraryDefault('fp16', 'torch 2 autocast.dtype on cuda') : derived(name as 'fp16', block.span));
    return;
  }
};

export const matmulPrecision: CallHandler = (event, reading) => {
  const level = event.instance.call.positional[0];
  if (level?.kind === 'known' && (level.value === 'high' || level.value === 'medium')) reading.settings.set('allow-tf32', level);
};

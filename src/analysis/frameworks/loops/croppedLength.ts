// How long the pieces are that a language model's samples are cut to: `torch.stack([data[i : i + block_size] for i in starts])`, `self.data[i : i + n + 1]` of a data set.
import type { Machine } from '../../evaluate/machine';
import { callMethod } from '../../evaluate/calls/calls';
import type { CallEvent, Loop } from '../../evaluate/state/events';
import { ValueSearch } from '../../evaluate/valueSearch';
import { isKnown, knownNumber, optionsOf, sameValue, unknown, type Instance, type Value } from '../../evaluate/values';
import type { Draft } from '../draft';
import { firstLayer } from '../objects/forwardInputs';
import { isUngraded } from '../objects/trainedParts';
import { shortName, type Reading } from '../reading';

/** Values looked at in search of a cut. */
const searchLimit = 80;
/** Sums nested deeper than this are no bounds of a slice. */
const sumDepth = 6;

/** The terms of a sum. */
function termsOf(value: Value, depth = 0): readonly Value[] {
  const sides =
    value.kind === 'unknown' && !value.factors
      ? value.inputs
      : (value.kind === 'instance' && value.callee === 'operator+') || (value.kind === 'known' && !value.written && value.inputs?.length === 2)
        ? value.kind === 'instance'
          ? value.call.positional
          : value.inputs
        : undefined;
  if (sides?.length !== 2 || depth > sumDepth) return [value];
  const terms = sides.flatMap((side) => termsOf(side, depth + 1));
  const isSum = value.kind !== 'known' || sides.reduce((total, side) => total + (knownNumber(side) ?? Number.NaN), 0) === value.value;
  return isSum ? terms : [value];
}

/** `n` of `start : start + n` and of `start : start + n + 1`, whose last token is only predicted. */
function pieceLength({ role, call }: Instance): Value | undefined {
  const [lower, upper] = call.positional;
  if (role !== 'item' || !lower || !upper || isKnown(upper)) return undefined;
  const terms = [...termsOf(upper)];
  const start = terms.findIndex((term) => sameValue(term, lower));
  if (start < 0) return undefined;
  terms.splice(start, 1);
  const sizes = terms.filter((term) => knownNumber(term) !== 1);
  return sizes.length === 1 && terms.length <= 2 ? sizes[0] : undefined;
}

function pieceOf(value: Value | undefined): Value | undefined {
  const search = new ValueSearch([value], searchLimit);
  for (const current of search) {
    if (current.kind === 'choice') search.follow(...current.options);
    else if (current.kind === 'sequence') search.follow(...current.items.slice(0, 2));
    else if (current.kind === 'mapping') search.follow(...current.entries.values());
    else if (current.kind === 'unknown') search.follow(...(current.inputs ?? []));
    else if (current.kind === 'instance') {
      const length = pieceLength(current);
      if (length) return length;
      search.follow(current.receiver, ...current.call.positional);
    }
  }
  return undefined;
}

/** What pieces are stacked to in what a model is fed. */
function stackedPieces(fed: Value | undefined): Value | undefined {
  const search = new ValueSearch([fed], searchLimit);
  for (const current of search) {
    if (current.kind === 'choice') search.follow(...current.options);
    else if (current.kind === 'unknown') search.follow(...(current.inputs ?? []));
    else if (current.kind === 'instance') {
      if (!current.role && shortName(current.callee) === 'stack') return pieceOf(current.call.positional[0]);
      search.follow(current.receiver, ...current.call.positional);
    }
  }
  return undefined;
}

/** A sample of a data set of the workspace. */
function sampleOf(data: Value, machine: Machine, event: CallEvent): Value | undefined {
  let sample: Value | undefined;
  if (data.kind === 'instance' && data.classTarget)
    machine.quietly(() => {
      sample = callMethod(machine, event.frame, data, '__getitem__', event.place, [unknown('run-time')]);
    });
  return sample;
}

/** Sets the length of the pieces that a model with embeddings is fed, where all of them are cut alike. */
export function croppedLength(draft: Draft, anchor: Loop, data: Value | undefined, event: CallEvent, reading: Reading, machine: Machine): void {
  const model = draft.subject;
  if (draft.facts.sequenceLength || draft.facts.truncation || draft.facts.imageSize || model?.kind !== 'instance') return;
  if (!firstLayer(model, /^(torch|mlx)\.nn\.Embedding$/)) return;
  const fed = reading.inside(anchor, 'forward').filter((each) => !isUngraded(each.event));
  const lengths = data
    ? optionsOf(data).map((option) => pieceOf(sampleOf(option, machine, event)))
    : fed.flatMap(({ event: { instance } }) => stackedPieces(instance.call.positional[0] ?? [...instance.call.keywords.values()][0]) ?? []);
  const [first] = lengths;
  if (first && lengths.every((length) => knownNumber(length) === knownNumber(first))) draft.number('sequenceLength', first);
}

// The precision of a step whose optimizer moves adapters of one's own: that of the network which they sit in.
import type { Loop } from '../../evaluate/state/events';
import { optionsOf, type Value } from '../../evaluate/values';
import type { Draft } from '../draft';
import { doubtPrecision } from '../objects/models';
import { modelOf, modelSource, type ModelSource } from '../objects/modelSources';
import { openType, typeOf } from '../objects/storedTypes';
import { isUngraded } from '../objects/trainedParts';
import type { Reading } from '../reading';

const isLoaded = (source: ModelSource | undefined): source is ModelSource => source !== undefined && source.from !== 'layers';

/** Networks that the loop calls with gradients, of those that a library made. */
const calledIn = (anchor: Loop, reading: Reading): readonly ModelSource[] =>
  reading
    .inside(anchor, 'forward')
    .filter(({ event }) => !isUngraded(event))
    .flatMap(({ event }) => optionsOf(event.instance.receiver))
    .map((network) => modelOf(network, reading)?.model)
    .filter(isLoaded);

const loadedIn = (reading: Reading): readonly ModelSource[] =>
  reading.happenings.flatMap(({ kind, event }) => (kind === 'model-loaded' ? (modelSource(event.instance, reading) ?? []) : []));

/** What isn't plain float32 of a network's weights: half precision, or a type that the program doesn't tell. */
const notFull = ({ object }: ModelSource): Value | undefined => {
  const type = typeOf(object);
  return openType(object) ?? (type && type.value !== 'fp32' ? object : undefined);
};

/**
 * Sets the type that all called networks are stored in. Where they differ, or where nothing shows what is called though some network of the program is
 * not in float32, the precision stays open.
 */
export function typeOfCalled(draft: Draft, anchor: Loop, trained: ModelSource | undefined, reading: Reading): void {
  if (draft.facts.precision || draft.unknowns.some((open) => open.fact === 'precision')) return;
  const called = calledIn(anchor, reading);
  // What trains is called itself: its own type is the step's, whatever stands beside it.
  if (trained && called.some(({ object }) => object === trained.object)) return;
  const [type] = called.map(({ object }) => typeOf(object));
  if (type && type.value !== 'fp32' && called.every(({ object }) => typeOf(object)?.value === type.value)) draft.set('precision', type);
  else {
    const others = called.length > 0 || trained ? called : loadedIn(reading);
    doubtPrecision(
      draft,
      others.map(notFull).find((value) => value !== undefined),
    );
  }
}

// Follows layers that the workspace defines through their own `call`, and says where a model may hold more layers than were seen.
import { product, sum } from '../../architecture/layerArguments';
import type { Follow, Followed } from '../../architecture/keras/kerasReader';
import { isOwnWeight, weightShape } from '../../architecture/keras/ownWeights';
import { findInClass } from '../../evaluate/classes/classLookup';
import { callMethod } from '../../evaluate/calls/calls';
import { targetOf } from '../../evaluate/state/targets';
import type { CallEvent, Loop } from '../../evaluate/state/events';
import type { Machine } from '../../evaluate/machine';
import { known, knownNumber, optionsOf, sequence, unknown, type Instance, type Value } from '../../evaluate/values';
import { shortName } from '../reading';
import { partsOf } from './kerasGraph';

/** Loops longer than this aren't run turn by turn. */
const longestUnrolled = 64;

/** Runs `build`, where the layer has one, and `call` on the side. The shapes of tensors have a batch of one then. */
export const follower =
  (machine: Machine, event: CallEvent): Follow =>
  (layer, inputs, shapeOf) => {
    const target = targetOf(layer.classTarget as Value | undefined);
    if (target?.type !== 'class' || !findInClass(target, 'call')) return undefined;
    const batched = (tensor: Value): readonly number[] | undefined => {
      const shape = shapeOf(tensor);
      return shape && [1, ...shape];
    };
    let followed: Followed | undefined;
    const { measure } = machine;
    machine.measure = batched;
    machine.quietly(() => {
      const axes = batched(inputs[0]!);
      if (findInClass(target, 'build')) callMethod(machine, event.frame, layer, 'build', event.place, [axes ? shapeTuple(axes) : unknown('run-time')]);
      const output = callMethod(machine, event.frame, layer, 'call', event.place, inputs);
      const weights = [...layer.attributes].filter(([name]) => !name.startsWith('#')).map(([, value]) => weightSize(value));
      followed = output && { output, weights: sum(weights) };
    });
    machine.measure = measure;
    return followed;
  };

const shapeTuple = (axes: readonly number[]): Value =>
  sequence(
    axes.map((length) => known(length)),
    undefined,
    'tuple',
  );

/** Elements of a weight that a layer made for itself; NaN where its shape is open, 0 for whatever is none. */
const weightSize = (value: Value): number => (value.kind === 'instance' && isOwnWeight(value) ? product(weightShape(value) ?? [Number.NaN]) : 0);

/** Whether layers were made in a loop of open length, or stand in a list that isn't wholly known. */
export function mayHoldMore(model: Instance, machine: Machine): boolean {
  const around = new Set(loopsOf(machine.madeIn.get(model)));
  for (const part of partsOf(model)) {
    if (part.role || part.callee === 'range') continue;
    if (loopsOf(machine.madeIn.get(part)).some((loop) => !around.has(loop) && !(knownNumber(loop.trips)! <= longestUnrolled))) return true;
    if (part.classTarget && [...part.attributes.values()].some((value) => optionsOf(value).some(isOpenList))) return true;
  }
  return false;
}

const isOpenList = (value: Value): boolean =>
  value.kind === 'sequence' && !value.complete && value.items.some((item) => item.kind === 'instance' && !item.role && /^[A-Z]/.test(shortName(item.callee)));

function loopsOf(inner: Loop | undefined): Loop[] {
  const loops: Loop[] = [];
  for (let loop = inner; loop; loop = loop.outer) loops.push(loop);
  return loops;
}

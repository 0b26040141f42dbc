// Follows layers that the workspace defines through their own `call`, and says where a model may hold more layers than were seen.
import type { Follow } from '../../architecture/keras/kerasModel';
import { findInClass } from '../../evaluate/classes/classLookup';
import { callMethod } from '../../evaluate/calls/calls';
import { targetOf } from '../../evaluate/state/targets';
import type { CallEvent, Loop } from '../../evaluate/state/events';
import type { Machine } from '../../evaluate/machine';
import { knownNumber, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { shortName } from '../reading';
import { partsOf } from './kerasGraph';

/** Loops longer than this aren't run turn by turn. */
const longestUnrolled = 64;

/** Runs `call` on the side. A layer with a `build` or variables of its own has weights that no layer in it holds: it isn't followed. */
export const follower =
  (machine: Machine, event: CallEvent): Follow =>
  (layer, inputs) => {
    const target = targetOf(layer.classTarget as Value | undefined);
    if (target?.type !== 'class' || findInClass(target, 'build')?.value || [...layer.attributes.values()].some(isWeight)) return undefined;
    let output: Value | undefined;
    machine.quietly(() => {
      output = callMethod(machine, event.frame, layer, 'call', event.place, inputs);
    });
    return output;
  };

const isWeight = (value: Value): boolean =>
  value.kind === 'instance' && /(^|\.)(add_weight|Variable|get_variable|Parameter)$/.test(value.callee) && !value.role;

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

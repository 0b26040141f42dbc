// Learning-rate schedules that say something of the peak rate.
import type { Machine } from '../../evaluate/machine';
import { known, type Instance, type Value } from '../../evaluate/values';
import type { AttributeHandler, CallHandler } from '../framework';
import { mark } from './marks';

/** The optimizer that a parameter group is one of. */
function groupOwner(group: Instance): Value | undefined {
  let current: Value | undefined = group;
  for (let depth = 0; depth < 6 && current?.kind === 'instance'; depth++) {
    if (current.role === 'attribute' && current.callee.endsWith('.param_groups')) return current.receiver;
    current = current.receiver ?? current.call.positional[0];
  }
  return undefined;
}

/** The schedule's own maximum is the peak. */
function peak(machine: Machine, schedule: Instance, name: string, position: number): void {
  const value = schedule.call.keywords.get(name) ?? schedule.call.positional[position];
  if (value) mark(machine, schedule.call.positional[0] ?? schedule.call.keywords.get('optimizer'), '#peak', value);
}

/** Schedules that lift the rate above the optimizer's own. */
export const scheduleCalls: Readonly<Record<string, CallHandler>> = {
  '*.OneCycleLR': (event, _reading, machine) => peak(machine, event.instance, 'max_lr', 1),
  '*.CyclicLR': (event, _reading, machine) => peak(machine, event.instance, 'max_lr', 2),
  // What its function multiplies the rate by isn't followed; a rate of one is then no rate.
  '*.LambdaLR': (event, _reading, machine) =>
    mark(machine, event.instance.call.positional[0] ?? event.instance.call.keywords.get('optimizer'), '#lambda', known(true, event.place)),
  '*.GradualWarmupScheduler': (event, _reading, machine) =>
    mark(
      machine,
      event.instance.call.positional[0] ?? event.instance.call.keywords.get('optimizer'),
      '#multiplier',
      event.instance.call.keywords.get('multiplier') ?? event.instance.call.positional[1] ?? known(1),
    ),
};

/** `for group in optimizer.param_groups: group['lr'] = ...`. */
export const groupRateSet: AttributeHandler = (object, name, value, _reading, machine) => {
  if (name === '[lr]') mark(machine, groupOwner(object), '#scheduled', value);
};

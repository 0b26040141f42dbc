// The settings of Lightning's Trainer, wherever a configuration holds a `trainer` section.
import type { Fact } from '../../../../model/run';
import type { FoundFacts } from '../configFormat';
import { derived, factOf, type Settings } from '../settings';

/** Devices of all nodes; -1 and "auto" take what the machine has and are not stated. */
export function lightningDevices(settings: Settings): Fact<number> | undefined {
  const listed = settings.value('trainer.devices', 'trainer.gpus');
  const devices = listed?.kind === 'sequence' ? factOf(listed, listed.items.length) : settings.count('trainer.devices', 'trainer.gpus');
  const nodes = settings.count('trainer.num_nodes');
  if (!devices || devices.value < 1) return undefined;
  return nodes && nodes.value > 1
    ? derived(devices.value * nodes.value, [
        ['devices', devices],
        ['num_nodes', nodes],
      ])
    : devices;
}

/** `max_steps` of -1 and `max_epochs` of -1 mean unbounded. */
export function stepsOrEpochsOfTrainer(settings: Settings): Pick<FoundFacts, 'epochs' | 'maxSteps'> {
  const maxSteps = settings.count('trainer.max_steps');
  return maxSteps ? { maxSteps } : { epochs: settings.positive('trainer.max_epochs') };
}

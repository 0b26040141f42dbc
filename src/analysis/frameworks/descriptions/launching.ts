// Calls that run a function of the program: process launchers, notebook launchers and hyper-parameter searches.
import { callValue } from '../../evaluate/calls/calls';
import type { CallEvent } from '../../evaluate/state/events';
import type { Machine } from '../../evaluate/machine';
import { known, knownNumber, unknown, type Value } from '../../evaluate/values';
import { defineFramework, type ResultHandler } from '../framework';
import type { Reading } from '../reading';

/** Calls the function with the arguments that the launcher would pass. */
function launch(event: CallEvent, machine: Machine, callee: Value | undefined, positional: readonly Value[]): Value | undefined {
  if (callee?.kind !== 'reference' || !callee.target) return undefined;
  callValue(machine, event.frame, callee, { positional, keywords: new Map(), complete: true }, event.place);
  return known(null);
}

const argumentsOf = (value: Value | undefined): readonly Value[] => (value?.kind === 'sequence' ? value.items : value ? [value] : []);

/** `spawn(fn, args=(...), nprocs=n)` passes the rank first. */
const spawn: ResultHandler = (event, reading, machine) => {
  const before = reading.drafts.length;
  const result = launch(event, machine, reading.argument(event, 'fn', 0), [known(0), ...argumentsOf(reading.argument(event, 'args', 1))]);
  // One process a device.
  const processes = reading.argument(event, 'nprocs', 2);
  if (processes) for (const draft of reading.drafts.slice(before)) draft.number('gpuCount', processes);
  return result;
};

/** ignite 0.5: `parallel.run(fn, *args, **kwargs)` calls `fn(local_rank, *args, **kwargs)`. */
const parallel: ResultHandler = (event, _reading, machine) =>
  launch(event, machine, event.instance.call.positional[0], [known(0), ...event.instance.call.positional.slice(1)]);

/** ignite 0.5: `spawn(backend, fn, args, kwargs_dict=None, nproc_per_node=1, ...)`. */
const igniteSpawn: ResultHandler = (event, reading, machine) =>
  launch(event, machine, reading.argument(event, 'fn', 1), [known(0), ...argumentsOf(reading.argument(event, 'args', 2))]);

const notebook: ResultHandler = (event, reading, machine) =>
  launch(event, machine, reading.argument(event, 'function', 0), argumentsOf(reading.argument(event, 'args', 1)));

/** A search runs its objective so many times. */
function search(
  event: CallEvent,
  reading: Reading,
  machine: Machine,
  callee: Value | undefined,
  trials: Value | undefined,
  positional: readonly Value[],
): Value | undefined {
  const before = reading.drafts.length;
  const result = launch(event, machine, callee, positional);
  const count = knownNumber(trials);
  if (count !== undefined && count > 1) for (const draft of reading.drafts.slice(before)) draft.repeats = (draft.repeats ?? 1) * count;
  return result;
}

export const launching = defineFramework({
  name: 'launching',
  results: {
    'torch.multiprocessing.spawn': spawn,
    'torch_xla.spawn': spawn,
    'ignite.distributed.Parallel.run': parallel,
    'ignite.distributed.spawn': igniteSpawn,
    'accelerate.notebook_launcher': notebook,
    'optuna.create_study.optimize': (event, reading, machine) =>
      search(event, reading, machine, reading.argument(event, 'func', 0), reading.argument(event, 'n_trials', 1), [unknown('run-time', undefined, 'trial')]),
    'wandb.agent': (event, reading, machine) =>
      search(event, reading, machine, reading.argument(event, 'function', 1), reading.argument(event, 'count', 4), []),
    'torch.multiprocessing.Process': (event, reading, machine) =>
      launch(event, machine, event.instance.call.keywords.get('target'), argumentsOf(reading.argument(event, 'args', 2))) && undefined,
  },
});

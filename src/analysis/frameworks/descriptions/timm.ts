// timm's helpers around a PyTorch loop: optimizer factories that read parsed arguments, gradient scalers that step, loaders made from a data configuration.
import { makeInstance, type Machine } from '../../evaluate/machine';
import type { CallEvent } from '../../evaluate/state/events';
import { emptyArguments, known, mapping, sequence, unknown, type Value } from '../../evaluate/values';
import { defineFramework, type CallHandler, type ResultHandler } from '../framework';
import { loopRun } from '../handWritten';
import type { Reading } from '../reading';

/** An argument that a helper reads off what `parse_args()` gave. */
const setting = (settings: Value | undefined, name: string): Value | undefined =>
  settings?.kind === 'instance' ? settings.attributes.get(name) : settings?.kind === 'mapping' ? settings.entries.get(name) : undefined;

/** timm 1.0 `optimizer_kwargs(cfg)`: what of the parsed arguments an optimizer takes. */
const optimizerArguments = (settings: Value | undefined): Map<string, Value> =>
  new Map(
    ['opt', 'lr'].flatMap((name) => {
      const value = setting(settings, name);
      return value ? [[name, value] as const] : [];
    }),
  );

const optimizerKwargs: ResultHandler = (event, reading) => mapping(optimizerArguments(reading.argument(event, 'cfg', 0)), event.place);

/** `create_optimizer(args, model)` is `create_optimizer_v2(model, **optimizer_kwargs(args))`. */
const createOptimizer: ResultHandler = (event, reading, machine) => {
  const keywords = optimizerArguments(reading.argument(event, 'args', 0));
  const model = reading.argument(event, 'model', 1);
  return madeOptimizer(machine, event.place, model, keywords, keywords.size > 0);
};

/** timm 1.0: `create_optimizer_v2(model_or_params, opt='sgd', lr=None, ...)`. */
const createOptimizerV2: ResultHandler = (event, reading, machine) => {
  const { call } = event.instance;
  const opt = reading.argument(event, 'opt', 1) ?? (call.complete ? known('sgd') : undefined);
  const lr = reading.argument(event, 'lr', 2);
  const keywords = new Map([...(opt ? [['opt', opt] as const] : []), ...(lr ? [['lr', lr] as const] : [])]);
  return madeOptimizer(machine, event.place, reading.argument(event, 'model_or_params', 0), keywords, call.complete);
};

function madeOptimizer(
  machine: Machine,
  place: Parameters<typeof makeInstance>[3],
  model: Value | undefined,
  keywords: Map<string, Value>,
  complete: boolean,
): Value {
  return makeInstance(machine, 'timm.optim.create_optimizer_v2', { positional: model ? [model] : [], keywords, complete }, place);
}

/** `resolve_data_config(vars(args), model=model)`: the size that the arguments ask for; the model's own where they don't. */
const dataConfig: ResultHandler = (event, reading) => {
  const settings = reading.argument(event, 'args', 0);
  const size = [setting(settings, 'input_size'), setting(settings, 'img_size')].find((value) => value !== undefined && !isNone(value));
  const side = size?.kind === 'sequence' ? size.items.at(-1) : size;
  const entries = new Map<string, Value>();
  if (side) entries.set('input_size', sequence([known(colours), side, side], event.place, 'tuple'));
  return mapping(entries, event.place, false);
};

/** A schedule that moves the rate of its optimizer, and the number of epochs that it takes. */
const scheduler = (machine: Machine, event: CallEvent, epochs: Value | undefined): Value =>
  sequence([makeInstance(machine, 'timm.scheduler.Scheduler', emptyArguments, event.place), epochs ?? unknown('run-time', event.place)], event.place, 'tuple');

const isNone = (value: Value): boolean => value.kind === 'known' && value.value === null;
/** timm's `input_size` is (channels, height, width), of colour images unless said otherwise. */
const colours = 3;

/** `loss_scaler(loss, optimizer, ...)` goes backward and steps. */
const scalerCall: CallHandler = (event, reading: Reading) => reading.note('backward', event);
const step = loopRun('pytorch');

export const timm = defineFramework({
  name: 'timm',
  calls: { 'timm.NativeScaler.__call__': scalerCall, 'timm.ApexScaler.__call__': scalerCall },
  results: {
    'timm.create_optimizer': createOptimizer,
    'timm.create_optimizer_v2': createOptimizerV2,
    'timm.optimizer_kwargs': optimizerKwargs,
    'timm.resolve_data_config': dataConfig,
    'timm.resolve_model_data_config': dataConfig,
    'timm.create_scheduler': (event, _reading, machine) => scheduler(machine, event, setting(event.instance.call.positional[0], 'epochs')),
    'timm.create_scheduler_v2': (event, reading, machine) => scheduler(machine, event, reading.argument(event, 'num_epochs', 2)),
    'timm.scheduler_kwargs': (event, reading) => {
      const epochs = setting(reading.argument(event, 'cfg', 0), 'epochs');
      return mapping(new Map(epochs ? [['num_epochs', epochs]] : []), event.place, false);
    },
  },
  starts: { 'timm.NativeScaler.__call__': step, 'timm.ApexScaler.__call__': step },
});

// What a LightningModule and its data say when Lightning calls their hooks: optimizer, loader, hyperparameters.
import { callMethod, callValue } from '../../evaluate/calls/calls';
import { toInteger } from '../../evaluate/libraries/numbers';
import { targetOf } from '../../evaluate/state/targets';
import type { CallEvent } from '../../evaluate/state/events';
import type { Machine } from '../../evaluate/machine';
import { emptyArguments, known, knownNumber, knownString, mapping, optionsOf, unknown, type Instance, type Value } from '../../evaluate/values';
import type { CallHandler } from '../framework';
import { isOptimizerName } from '../objects/optimizers';
import type { Reading } from '../reading';
import type { Setting } from './trainerSettings';

/** Calls a hook of a workspace class; undefined where it has none. */
export const hook = (machine: Machine, event: CallEvent, object: Value | undefined, name: string, positional: readonly Value[] = []): Value | undefined =>
  object?.kind === 'instance' ? callMethod(machine, event.frame, object, name, event.place, positional) : undefined;

export const isDataModule = (value: Value | undefined, reading: Reading): boolean => reading.is(value, 'lightning.LightningDataModule');

/** The loader that training walks: given to `fit`, or made by the data module or the model. */
export function trainLoader(machine: Machine, event: CallEvent, model: Value | undefined, data: Value | undefined, reading: Reading): Value | undefined {
  if (data && !isDataModule(data, reading)) return data;
  for (const owner of [data, model]) {
    if (owner?.kind !== 'instance') continue;
    hook(machine, event, owner, 'prepare_data');
    hook(machine, event, owner, 'setup', [known('fit')]);
    const loader = hook(machine, event, owner, 'train_dataloader');
    if (loader && !(loader.kind === 'known' && loader.value === null)) return loader;
  }
  return undefined;
}

/** `configure_optimizers` gives an optimizer, several, `([optimizers], [schedulers])`, or a dictionary. */
export function optimizerOf(machine: Machine, event: CallEvent, model: Value | undefined): Value | undefined {
  return unwrapped(hook(machine, event, model, 'configure_optimizers')) ?? optimizerGiven(machine, event, model);
}

/** A module whose class is not at hand says its optimizer where its constructor is given the recipe of one (Hydra's `_partial_`). */
function optimizerGiven(machine: Machine, event: CallEvent, model: Value | undefined): Value | undefined {
  if (model?.kind !== 'instance' || model.classTarget) return undefined;
  const recipes = [...model.call.keywords.values()].filter((value) => {
    const target = targetOf(value);
    return target?.type === 'partial' && target.callee.kind === 'reference' && isOptimizerName(target.callee.name);
  });
  return recipes.length === 1 ? callValue(machine, event.frame, recipes[0]!, { ...emptyArguments, positional: [model] }, event.place) : undefined;
}

/** Takes the trainer away again, which is no part of the network. */
export function detachTrainer(machine: Machine, parts: readonly (Value | undefined)[]): void {
  for (const part of parts.flatMap(optionsOf)) if (part.kind === 'instance' && part.classTarget) machine.trail.set(part.attributes, 'trainer', undefined);
}

/** Modules and data modules know their trainer while it fits; its world size is that of the devices it is given. */
export function attachTrainer(machine: Machine, trainer: Instance, parts: readonly (Value | undefined)[], setting: Setting): void {
  for (const part of parts.flatMap(optionsOf)) if (part.kind === 'instance' && part.classTarget) machine.trail.set(part.attributes, 'trainer', trainer);
  const [devices, nodes = known(1)] = [setting('devices') ?? setting('gpus'), setting('num_nodes')];
  const count =
    devices?.kind === 'sequence' ? (devices.complete ? devices.items.length : undefined) : toInteger(devices?.kind === 'known' ? devices.value : null);
  const total = count !== undefined && count > 0 ? count * (knownNumber(nodes) ?? NaN) : NaN;
  const size = Number.isFinite(total) ? known(total, devices?.span, 'derived', [devices!, nodes]) : unknown('run-time', devices?.span, 'world_size');
  machine.trail.set(trainer.attributes, 'world_size', size);
}

function unwrapped(value: Value | undefined): Value | undefined {
  if (value?.kind === 'mapping') return unwrapped(value.entries.get('optimizer'));
  if (value?.kind === 'sequence') return unwrapped(value.items[0]);
  if (value?.kind === 'choice') {
    const options = optionsOf(value)
      .map(unwrapped)
      .filter((option): option is Instance => option?.kind === 'instance');
    return options.length === value.options.length ? { ...value, options } : undefined;
  }
  return value;
}

/** `self.save_hyperparameters()` puts the constructor's arguments into `self.hparams`. */
export const saveHyperparameters: CallHandler = (event, _reading, machine) => {
  const { receiver, call } = event.instance;
  if (receiver?.kind !== 'instance') return;
  const [first] = call.positional;
  if (first && knownString(first) === undefined && first.kind !== 'sequence') {
    machine.trail.set(receiver.attributes, 'hparams', first);
    return;
  }
  const chosen = new Set(call.positional.flatMap((name) => (name.kind === 'sequence' ? name.items : [name])).map(knownString));
  const { function: constructor, scope } = event.frame;
  const entries = new Map<string, Value>();
  for (const parameter of constructor?.node.parameters ?? []) {
    const value = scope.variables.get(parameter.name);
    if (!value || parameter.name === 'self') continue;
    if (parameter.star === 2 && value.kind === 'mapping') for (const [name, more] of value.entries) entries.set(name, more);
    else if (chosen.size === 0 || chosen.has(parameter.name)) entries.set(parameter.name, value);
  }
  machine.trail.set(receiver.attributes, 'hparams', mapping(entries));
};

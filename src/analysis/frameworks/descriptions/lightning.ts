// PyTorch Lightning: Trainer.fit asks the module and the data for optimizer and loader; Fabric runs hand-written loops.
import { makeInstance } from '../../evaluate/machine';
import { emptyArguments, isNone, knownBoolean, knownNumber, optionsOf, sequence, type Instance } from '../../evaluate/values';
import { Draft, libraryDefault } from '../draft';
import { defineFramework, type CallHandler, type LoopDescriber, type ResultHandler, type StartHandler } from '../framework';
import { commandLineParser, linkedArguments, objectsOf, parserDefaults } from '../lightning/commandLine';
import { attachTrainer, detachTrainer, hook, isDataModule, optimizerOf, saveHyperparameters, trainLoader } from '../lightning/modules';
import { describeDevices, describePrecision, describeStrategy, type Setting } from '../lightning/trainerSettings';
import { describeDataset, fetchOne } from '../objects/datasets';
import { describeForwardWork } from '../objects/forwardWork';
import { describeImages } from '../objects/images';
import { loaderOf } from '../objects/loaders';
import { describeModel } from '../objects/models';
import { describeOptimizer } from '../objects/optimizers';
import { describeTokenization } from '../objects/tokenization';
import type { Reading } from '../reading';

/** Lightning trains this long when neither `max_epochs` nor `max_steps` is given. */
const defaultEpochs = libraryDefault(1000, 'lightning 2.6 Trainer.max_epochs (1000 when neither epochs nor steps are given)');

/** Whether all that the trainer was given is known, so that the rest is the library's default. */
const isComplete = (trainer: Instance): boolean =>
  trainer.call.complete && (!/\.from_argparse_args$/.test(trainer.callee) || trainer.call.positional[0]?.kind === 'instance');

/** A trainer's argument; `Trainer.from_argparse_args(args, ...)` also takes what the parsed arguments say. */
const settingsOf =
  (trainer: Instance, reading: Reading): Setting =>
  (name) => {
    const value = reading.stated(trainer, name);
    if (value || !/\.from_argparse_args$/.test(trainer.callee)) return value;
    const parsed = trainer.call.positional[0];
    return parsed?.kind === 'instance' ? parsed.attributes.get(name) : undefined;
  };

function howLong(draft: Draft, setting: Setting, complete: boolean): void {
  const [epochs, steps, time] = [setting('max_epochs'), setting('max_steps'), setting('max_time')];
  const stepBound = steps && !isNone(steps) && knownNumber(steps) !== -1;
  if (stepBound) draft.number('maxSteps', steps);
  if (epochs && !isNone(epochs)) {
    if (!draft.facts.maxSteps || knownNumber(epochs) === undefined) draft.number('epochs', epochs);
  } else if (!stepBound && complete && (!time || isNone(time))) draft.set('epochs', defaultEpochs);
}

function accumulation(draft: Draft, setting: Setting, complete: boolean): void {
  const value = setting('accumulate_grad_batches');
  if (value && !isNone(value)) draft.number('gradientAccumulation', value);
  else if (complete) draft.set('gradientAccumulation', libraryDefault(1, 'lightning 2.6 Trainer.accumulate_grad_batches'));
}

const fit: StartHandler = (event, reading, machine) => {
  const trainers = optionsOf(event.instance.receiver).filter((option): option is Instance => option.kind === 'instance');
  const trainer = trainers[0];
  if (!trainer) return undefined;
  const model = reading.argument(event, 'model', 0);
  const second = reading.argument(event, 'train_dataloaders', 1) ?? reading.argument(event, 'train_dataloader') ?? reading.argument(event, 'train_loader');
  const data = reading.argument(event, 'datamodule') ?? second;
  const draft = new Draft({ framework: 'lightning', anchor: event.place, loop: event.loop });
  const setting = settingsOf(trainer, reading);
  const fromCommandLine = /LightningCLI/.test(trainer.callee);
  if (!fromCommandLine) {
    howLong(draft, setting, isComplete(trainer));
    accumulation(draft, setting, isComplete(trainer));
    describePrecision(draft, setting, reading);
    describeDevices(draft, setting);
    describeStrategy(draft, setting('strategy'));
  }
  const single = optionsOf(model).length === 1 ? optionsOf(model)[0] : undefined;
  attachTrainer(machine, trainer, [model, data], setting);
  hook(machine, event, single, 'configure_model');
  const loader = loaderOf(trainLoader(machine, event, single, optionsOf(data).length === 1 ? optionsOf(data)[0] : data, reading), reading);
  const optimizer = optimizerOf(machine, event, single);
  if (optimizer) describeOptimizer(draft, optimizer, reading);
  detachTrainer(machine, [model, data]);
  describeModel(draft, model, reading);
  if (loader?.batchSize) draft.number('perDeviceBatchSize', loader.batchSize);
  else draft.doubt('perDeviceBatchSize', data);
  const before = reading.happenings.length;
  fetchOne(loader?.dataset, machine, event);
  const fetched = reading.happenings.slice(before);
  draft.finish = (): void => {
    describeDataset(draft, [loader?.dataset, loader?.object, isDataModule(data, reading) ? data : undefined], reading);
    describeTokenization(draft, reading);
    describeImages(draft, loader?.dataset, reading, fetched);
    describeForwardWork(draft, machine, event, reading);
  };
  return draft;
};

/** `LightningCLI(Model, Data)` fits what its command line says: without a word of it the classes' own defaults. */
const commandLine: StartHandler = (event, reading, machine) => {
  if (knownBoolean(reading.argument(event, 'run')) === false) return undefined;
  const { model, data, trainer } = objectsOf(event, reading, machine);
  if (!model) return new Draft({ framework: 'lightning', anchor: event.place, loop: event.loop });
  const given = new Map([['model', model], ...(data ? [['datamodule', data] as const] : [])]);
  const call = { ...emptyArguments, keywords: given };
  return fit({ ...event, instance: makeInstance(machine, 'lightning.Trainer.fit', call, event.place, { receiver: trainer }) }, reading, machine);
};

/** `LightningCLI(Model, Data, run=False)` only makes the objects, at their defaults, and leaves the start to the program. */
const commandLineObjects: CallHandler = (event, reading, machine) => {
  if (knownBoolean(reading.argument(event, 'run')) !== false) return;
  const { model, data, trainer } = objectsOf(event, reading, machine);
  const { attributes } = event.instance;
  machine.trail.set(attributes, 'trainer', trainer);
  if (model) machine.trail.set(attributes, 'model', model);
  if (data) machine.trail.set(attributes, 'datamodule', data);
};

/** Fabric's `setup` gives back what it is given, ready for the devices. */
const passThrough: ResultHandler = (event) => {
  const { positional } = event.instance.call;
  if (positional.length <= 1) return positional[0];
  return sequence(positional, event.place, 'tuple');
};

const fabricOfLoop: LoopDescriber = ({ draft, anchor, reading }) => {
  const fabric = reading.settings.get('lightning-fabric');
  const used = reading.inside(anchor, 'fabric-backward').length > 0;
  if (fabric?.kind !== 'instance' || !used) return;
  draft.framework = 'lightning';
  const setting: Setting = (name) => reading.stated(fabric, name);
  describePrecision(draft, setting, reading);
  describeDevices(draft, setting);
  describeStrategy(draft, setting('strategy'));
};

export const lightning = defineFramework({
  name: 'lightning',
  // Lightning 1: gives the parser back with the trainer's arguments added, which have its defaults.
  wrappers: { 'lightning.Trainer.add_argparse_args': { argument: 0 } },
  defaults: {
    'lightning.Fabric': {
      version: 'lightning 2.6',
      positional: ['accelerator', 'strategy', 'devices', 'num_nodes', 'precision', 'plugins'],
      values: { accelerator: 'auto', strategy: 'auto', devices: 'auto', num_nodes: 1, precision: '32-true' },
    },
    'lightning.Trainer': {
      version: 'lightning 2.6',
      positional: [],
      values: { accumulate_grad_batches: 1, max_steps: -1, num_nodes: 1, devices: 'auto', strategy: 'auto', precision: '32-true' },
      // read at every minor release from 1.0 to 2.6
      earlier: [
        { before: '1.6', values: { max_steps: null } },
        { before: '2.0', values: { devices: null, strategy: null, precision: 32 } },
      ],
    },
  },
  calls: {
    'lightning.LightningCLI': commandLineObjects,
    [`${commandLineParser}.set_defaults`]: parserDefaults,
    [`${commandLineParser}.link_arguments`]: linkedArguments,
    'lightning.LightningModule.save_hyperparameters': saveHyperparameters,
    'lightning.LightningDataModule.save_hyperparameters': saveHyperparameters,
    'lightning.Fabric': (event, reading) => reading.settings.set('lightning-fabric', event.instance),
    'lightning.Fabric.backward': (event, reading) => {
      reading.note('fabric-backward', event);
      reading.note('backward', event);
    },
  },
  results: {
    'lightning.Fabric.setup': passThrough,
    'lightning.Fabric.setup_module': passThrough,
    'lightning.Fabric.setup_optimizers': passThrough,
    'lightning.Fabric.setup_dataloaders': passThrough,
  },
  starts: {
    'lightning.Trainer.fit': fit,
    'lightning.*.from_argparse_args.fit': fit,
    'lightning.LightningCLI.trainer.fit': fit,
    'lightning.LightningCLI': commandLine,
  },
  loops: [fabricOfLoop],
});

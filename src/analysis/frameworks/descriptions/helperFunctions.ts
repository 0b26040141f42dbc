// Functions of modules that aren't at hand and are given all that a training takes: `engine.train(model, loader, optimizer=optimizer, epochs=5)`.
import type { CallEvent } from '../../evaluate/state/events';
import type { Machine } from '../../evaluate/machine';
import { optionsOf, unknown, type Value } from '../../evaluate/values';
import { Draft } from '../draft';
import { defineFramework, type StartHandler } from '../framework';
import { trainingLoops } from '../handWritten';
import { deviceShare } from '../loops/deviceShare';
import { howLong } from '../loops/duration';
import { describeDataset } from '../objects/datasets';
import { describeImages } from '../objects/images';
import { loaderOf } from '../objects/loaders';
import { describeModel } from '../objects/models';
import { modelSource } from '../objects/modelSources';
import { describeOptimizer, isOptimizer } from '../objects/optimizers';
import type { Reading } from '../reading';
import { draftAt } from '../transformers/trainerRun';

const epochNames = ['epochs', 'num_epochs', 'n_epochs', 'num_train_epochs', 'max_epochs', 'nb_epochs', 'EPOCHS', 'NUM_EPOCHS'];
/** What such functions are called. */
const names = ['train', 'train_model', 'train_loop', 'train_epoch', 'train_one_epoch', 'train_fn', 'training_loop', 'fit', 'fit_model', 'run_training'];

const givenTo = (event: CallEvent): readonly Value[] => [...event.instance.call.positional, ...event.instance.call.keywords.values()];

/** The draft at the loop that goes round the call, where the function trains one epoch of many; else at the call. */
function draftOf(event: CallEvent, optimizer: Value, reading: Reading, machine: Machine): Draft | undefined {
  if (!event.loop) return draftAt('pytorch', event, machine, optimizer);
  const { anchor, loops, configurations } = trainingLoops(machine, event.loop, optimizer);
  if (configurations.includes(anchor)) return draftAt('pytorch', event, machine, optimizer);
  if (reading.drafts.some((draft) => draft.loop === anchor)) return undefined;
  const draft = new Draft({ framework: 'pytorch', anchor: anchor.place, loop: anchor });
  draft.repeatIn(configurations);
  howLong(draft, loops, -1, event.loop);
  return draft;
}

const train: StartHandler = (event, reading, machine) => {
  if (event.instance.receiver) return undefined;
  const given = givenTo(event);
  const optimizer = given.find((value) => optionsOf(value).some(isOptimizer));
  const model = given.find((value) => optionsOf(value).some((option) => modelSource(option, reading) !== undefined));
  if (!optimizer || !model) return undefined;
  const draft = draftOf(event, optimizer, reading, machine);
  if (!draft) return undefined;
  describeOptimizer(draft, optimizer, reading);
  describeModel(draft, model, reading);
  const epochs = epochNames.map((name) => event.instance.call.keywords.get(name)).find((value) => value !== undefined);
  if (epochs) draft.number('epochs', epochs);
  draft.unknowns.push({ fact: 'precision', reason: 'outside-workspace', detail: event.instance.callee });
  const loader = given.map((value) => loaderOf(value, reading)).find((found) => found !== undefined);
  draft.finish = (): void => {
    if (!loader) return;
    if (loader.batchSize) draft.number('perDeviceBatchSize', deviceShare(loader.batchSize));
    describeDataset(draft, [loader.dataset, loader.object], reading);
    describeImages(draft, loader.dataset ?? unknown('run-time'), reading);
  };
  return draft;
};

export const helperFunctions = defineFramework({ name: 'pytorch', starts: Object.fromEntries(names.map((name) => [`*.${name}`, train])) });

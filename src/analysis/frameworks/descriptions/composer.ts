// MosaicML Composer: Trainer(model, train_dataloader, max_duration, optimizers).fit().
import { isNone, known, knownNumber, knownString, type Value } from '../../evaluate/values';
import { precisionName } from '../configs/names';
import { factOf, libraryDefault, type Draft } from '../draft';
import { defineFramework, type StartHandler } from '../framework';
import { describeDataset } from '../objects/datasets';
import { describeImages } from '../objects/images';
import { loaderOf } from '../objects/loaders';
import { describeModel } from '../objects/models';
import { describeOptimizer } from '../objects/optimizers';
import { draftAt } from '../transformers/trainerRun';

/** `90ep` and plain numbers are epochs, `1000ba` optimizer steps; samples and tokens say neither. */
function howLong(draft: Draft, duration: Value | undefined): void {
  const number = knownNumber(duration);
  if (number !== undefined) {
    draft.number('epochs', duration);
    return;
  }
  const parts = /^(\d+)(ep|ba)$/.exec(knownString(duration)?.replace(/_/g, '') ?? '');
  if (!parts) {
    draft.doubt('epochs', duration);
    return;
  }
  draft.number(parts[2] === 'ep' ? 'epochs' : 'maxSteps', { ...known(Number(parts[1]), duration?.span, duration?.origin) });
}

const fit: StartHandler = (event, reading, machine) => {
  const trainer = event.instance.receiver;
  if (trainer?.kind !== 'instance' || trainer.role) return undefined;
  const draft = draftAt('composer', event, machine, trainer);
  const argument = (name: string): Value | undefined => reading.argument(event, name) ?? reading.stated(trainer, name);
  howLong(draft, reading.argument(event, 'duration') ?? argument('max_duration'));
  const loader = loaderOf(argument('train_dataloader'), reading);
  if (loader?.batchSize) draft.number('perDeviceBatchSize', loader.batchSize);
  const optimizers = argument('optimizers');
  if (optimizers && !isNone(optimizers)) describeOptimizer(draft, optimizers.kind === 'sequence' ? optimizers.items[0] : optimizers, reading);
  describeModel(draft, argument('model'), reading);
  const precision = argument('precision');
  const named = factOf(precision, (raw) => (typeof raw === 'string' ? precisionName(raw) : undefined));
  if (named) draft.set('precision', named);
  else if (precision && !isNone(precision)) draft.doubt('precision', precision);
  else draft.set('precision', libraryDefault('fp16', 'composer 0.32 Trainer.precision (amp_fp16 on a GPU)'));
  draft.finish = (): void => {
    describeDataset(draft, [loader?.dataset, loader?.object], reading);
    describeImages(draft, loader?.dataset, reading);
  };
  return draft;
};

export const composer = defineFramework({
  name: 'composer',
  defaults: { 'composer.Trainer': { version: 'composer 0.32', positional: [], values: {} } },
  wrappers: { 'composer.models.HuggingFaceModel': { argument: 0 }, 'composer.HuggingFaceModel': { argument: 0 } },
  starts: { 'composer.Trainer.fit': fit },
});

// Sentence Transformers: the Trainer of version 3, `fit` of version 2, cross and sparse encoders.
import { isNone, knownBoolean, type Instance, type Value } from '../../evaluate/values';
import { derived, libraryDefault } from '../draft';
import { defineFramework, type StartHandler } from '../framework';
import { describeDataset } from '../objects/datasets';
import { loaderOf } from '../objects/loaders';
import { describeSentenceModel } from '../objects/sentenceModels';
import { optimizerName } from '../configs/names';
import { shortName } from '../reading';
import { searchWith } from '../transformers/hyperparameterSearch';
import { draftAt, trainerRun } from '../transformers/trainerRun';

const version = 'sentence-transformers 5';
const fitVersion = 'sentence-transformers 2.7 fit';
const inherits = 'transformers.TrainingArguments';
const kinds = ['SentenceTransformer', 'CrossEncoder', 'SparseEncoder'];
const trainerPositions = ['model', 'args', 'train_dataset', 'eval_dataset', 'loss'];

const train: StartHandler = trainerRun('sentence-transformers', (draft, trainer, _args, reading) => {
  describeSentenceModel(draft, reading.property(trainer, 'model'), reading);
  return undefined;
});

/** Loaders in `train_objectives=[(loader, loss), ...]`, or the cross encoder's `train_dataloader`. */
function loaders(objectives: Value | undefined): readonly Value[] {
  if (objectives?.kind !== 'sequence') return objectives ? [objectives] : [];
  return objectives.items.map((pair) => (pair.kind === 'sequence' ? (pair.items[0] ?? pair) : pair));
}

const fit: StartHandler = (event, reading, machine) => {
  const model = event.instance.receiver;
  if (model?.kind !== 'instance' || model.role) return undefined;
  const draft = draftAt('sentence-transformers', event, machine, model);
  describeSentenceModel(draft, model, reading);
  const objectives = loaders(reading.argument(event, 'train_objectives', 0) ?? reading.argument(event, 'train_dataloader', 0));
  const [loader] = objectives.map((objective) => loaderOf(objective, reading)).filter((found) => found !== undefined);
  if (loader?.batchSize) draft.number('perDeviceBatchSize', loader.batchSize);
  else draft.doubt('perDeviceBatchSize', objectives[0]);
  describeDataset(draft, loader ? [loader.dataset, loader.object] : objectives, reading);
  const epochs = reading.argument(event, 'epochs', 2);
  if (epochs) draft.number('epochs', epochs);
  else if (event.instance.call.complete) draft.set('epochs', libraryDefault(1, `${fitVersion}.epochs`));
  optimizer(draft, event.instance);
  const amp = event.instance.call.keywords.get('use_amp');
  if (amp && knownBoolean(amp) === undefined) draft.doubt('precision', amp);
  else draft.set('precision', knownBoolean(amp) ? derived('fp16', amp?.span) : libraryDefault('fp32', `${fitVersion}.use_amp`));
  return draft;
};

function optimizer(draft: Parameters<typeof describeSentenceModel>[0], call: Instance): void {
  const chosen = call.call.keywords.get('optimizer_class');
  const name = chosen?.kind === 'reference' ? optimizerName(shortName(chosen.name)) : undefined;
  if (!chosen) draft.set('optimizer', libraryDefault('adamw', `${fitVersion}.optimizer_class`));
  else if (name) draft.set('optimizer', { ...derived(name, chosen.span), origin: 'literal' });
  else draft.doubt('optimizer', chosen);
  const parameters = call.call.keywords.get('optimizer_params');
  if (!parameters || isNone(parameters)) draft.set('learningRate', libraryDefault(2e-5, `${fitVersion}.optimizer_params`));
  else draft.number('learningRate', parameters.kind === 'mapping' ? parameters.entries.get('lr') : parameters);
}

export const sentenceTransformers = defineFramework({
  name: 'sentence-transformers',
  defaults: {
    ...Object.fromEntries(kinds.map((kind) => [`sentence_transformers.${kind}TrainingArguments`, { version, inherits, values: {} }])),
    ...Object.fromEntries(kinds.map((kind) => [`sentence_transformers.${kind}Trainer`, { version, positional: trainerPositions, values: {} }])),
  },
  starts: {
    ...Object.fromEntries(kinds.map((kind) => [`sentence_transformers.${kind}Trainer.train`, train])),
    ...Object.fromEntries(kinds.map((kind) => [`sentence_transformers.${kind}Trainer.hyperparameter_search`, searchWith(train)])),
    ...Object.fromEntries(kinds.map((kind) => [`sentence_transformers.${kind}.fit`, fit])),
    ...Object.fromEntries(kinds.map((kind) => [`sentence_transformers.${kind}.old_fit`, fit])),
  },
});

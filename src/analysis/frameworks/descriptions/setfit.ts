// SetFit: contrastive fine-tuning of a sentence transformer; its arguments give the body's phase first.
import { isNone, known, knownBoolean, knownNumber, type Instance, type Value } from '../../evaluate/values';
import { derived, libraryDefault, type Draft } from '../draft';
import { defineFramework, type StartHandler } from '../framework';
import { describeDataset } from '../objects/datasets';
import { describeSentenceModel } from '../objects/sentenceModels';
import type { Reading } from '../reading';
import { draftAt } from '../transformers/trainerRun';

const version = 'setfit 1.1';
const oldVersion = 'setfit 0.7';

/** `(16, 2)`: the first is the embedding phase's, which does nearly all the work. */
const ofBody = (value: Value | undefined): Value | undefined => (value?.kind === 'sequence' ? value.items[0] : value);

function setOr(draft: Draft, name: 'perDeviceBatchSize' | 'epochs' | 'learningRate', value: Value | undefined, fallback: number, source: string): void {
  if (value && !isNone(value)) draft.number(name, ofBody(value));
  else draft.set(name, libraryDefault(fallback, source));
}

function common(draft: Draft, trainer: Instance, holder: Value | undefined, names: { readonly rate: string }, release: string, reading: Reading): void {
  const argument = (name: string): Value | undefined => reading.stated(holder, name);
  setOr(draft, 'perDeviceBatchSize', argument('batch_size'), 16, `${release} batch_size`);
  const steps = argument('max_steps');
  if (knownNumber(steps) !== undefined && knownNumber(steps)! > 0) draft.number('maxSteps', steps);
  else setOr(draft, 'epochs', argument('num_epochs'), 1, `${release} num_epochs`);
  setOr(draft, 'learningRate', argument(names.rate), 2e-5, `${release} ${names.rate}`);
  draft.set('optimizer', libraryDefault('adamw', `${release}: torch.optim.AdamW`));
  const amp = argument('use_amp');
  if (amp && knownBoolean(amp) === undefined) draft.doubt('precision', amp);
  else draft.set('precision', knownBoolean(amp) ? derived('fp16', amp?.span) : libraryDefault('fp32', `${release} use_amp`));
  const length = argument('max_length');
  if (length && !isNone(length)) draft.number('sequenceLength', length);
  describeDataset(draft, [reading.property(trainer, 'train_dataset')], reading);
}

const train: StartHandler = (event, reading, machine) => {
  const trainer = event.instance.receiver;
  if (trainer?.kind !== 'instance') return undefined;
  const draft = draftAt('setfit', event, machine, trainer);
  describeSentenceModel(draft, reading.property(trainer, 'model'), reading);
  const args = reading.argument(event, 'args', 0) ?? reading.property(trainer, 'args');
  const old = /SetFitTrainer$/.test(trainer.callee);
  common(draft, trainer, old ? trainer : (args ?? known(null)), { rate: old ? 'learning_rate' : 'body_learning_rate' }, old ? oldVersion : version, reading);
  return draft;
};

export const setfit = defineFramework({
  name: 'setfit',
  defaults: {
    'setfit.SetFitTrainer': {
      version: oldVersion,
      positional: [
        'model',
        'train_dataset',
        'eval_dataset',
        'model_init',
        'metric',
        'metric_kwargs',
        'loss_class',
        'num_iterations',
        'num_epochs',
        'learning_rate',
        'batch_size',
      ],
      values: {},
    },
    'setfit.Trainer': { version, positional: ['model', 'args', 'train_dataset', 'eval_dataset'], values: {} },
    'setfit.TrainingArguments': { version, values: {} },
  },
  starts: {
    'setfit.SetFitTrainer.train': train,
    'setfit.Trainer.train': train,
    'setfit.DistillationTrainer.train': train,
    'setfit.DistillationSetFitTrainer.train': train,
    'setfit.AbsaTrainer.train': train,
  },
});

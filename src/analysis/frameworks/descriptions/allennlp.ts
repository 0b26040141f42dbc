// AllenNLP: `GradientDescentTrainer(model, optimizer, data_loader, ...).train()`, and the `Trainer` with an iterator of the releases before it.
// https://docs.allennlp.org/main/api/training/gradient_descent_trainer/
import { isNone, knownBoolean, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { optimizerName } from '../configs/names';
import { derived, libraryDefault, type Draft } from '../draft';
import { defineFramework, type StartHandler } from '../framework';
import { describeModel } from '../objects/models';
import { describeOptimizer, isOptimizer } from '../objects/optimizers';
import { shortName, type Reading } from '../reading';
import { draftAt } from '../transformers/trainerRun';

/** allennlp 2.10 training/optimizers.py */
const defaultRates: Readonly<Record<string, number>> = { HuggingfaceAdamWOptimizer: 1e-5, AdamOptimizer: 1e-3, AdamWOptimizer: 1e-3, AdamaxOptimizer: 2e-3 };
const ownOptimizer = /^allennlp\.training\.(optimizers\.)?\w*Optimizer$/;

function optimizerOf(draft: Draft, value: Value | undefined, reading: Reading): void {
  const made = optionsOf(value).find((option): option is Instance => option.kind === 'instance' && ownOptimizer.test(option.callee));
  if (!made) {
    if (isOptimizer(value)) describeOptimizer(draft, value, reading);
    else draft.doubt('optimizer', value);
    return;
  }
  const className = shortName(made.callee);
  const name = optimizerName(className.replace(/Optimizer$/, ''));
  if (name) draft.set('optimizer', { ...derived(name, made.span), origin: 'literal' });
  const rate = made.call.keywords.get('lr') ?? made.call.positional[1];
  const standard = made.call.complete ? defaultRates[className] : undefined;
  if (rate) draft.number('learningRate', rate);
  else if (standard !== undefined) draft.set('learningRate', libraryDefault(standard, `allennlp 2.10 ${className}.lr`));
}

/** Of a loader, of its sampler, or of an iterator, which takes 32 unless told otherwise. */
function batchOf(draft: Draft, loader: Value | undefined, reading: Reading): void {
  if (loader?.kind !== 'instance') {
    draft.doubt('perDeviceBatchSize', loader);
    return;
  }
  const sampler = loader.call.keywords.get('batch_sampler');
  const own = reading.argument(loader, 'batch_size', /\.(SimpleDataLoader|PyTorchDataLoader|DataLoader)$/.test(loader.callee) ? 1 : undefined);
  const size =
    own && !isNone(own)
      ? own
      : sampler?.kind === 'instance'
        ? reading.argument(sampler, 'batch_size', /^allennlp\.data\.samplers\./.test(sampler.callee) ? 0 : undefined)
        : undefined;
  if (size) draft.number('perDeviceBatchSize', size);
  else if (/Iterator$/.test(loader.callee) && loader.call.complete) draft.set('perDeviceBatchSize', libraryDefault(32, 'allennlp 0.9 DataIterator.batch_size'));
}

const train: StartHandler = (event, reading, machine) => {
  const trainer = event.instance.receiver;
  if (trainer?.kind !== 'instance' || trainer.role) return undefined;
  const draft = draftAt('allennlp', event, machine, trainer);
  optimizerOf(draft, reading.argument(trainer, 'optimizer', 1), reading);
  const loader = reading.argument(trainer, 'data_loader') ?? reading.argument(trainer, 'iterator') ?? trainer.call.positional[2];
  batchOf(draft, loader, reading);
  draft.number('epochs', reading.property(trainer, 'num_epochs'));
  draft.number('gradientAccumulation', reading.property(trainer, 'num_gradient_accumulation_steps'));
  describeModel(draft, reading.argument(trainer, 'model', 0), reading);
  // A model's embedder may bring weights from the program's own reader of files.
  if (draft.facts.method?.value === 'pretrain') delete draft.facts.method;
  const mixed = reading.property(trainer, 'use_amp');
  if (knownBoolean(mixed) === undefined) draft.doubt('precision', mixed);
  else draft.set('precision', knownBoolean(mixed) ? derived('fp16', mixed?.span) : libraryDefault('fp32', 'allennlp 2.10 GradientDescentTrainer.use_amp'));
  const patience = reading.argument(trainer, 'patience');
  if (patience?.kind === 'known' && patience.value !== null) draft.set('earlyStopping', { ...derived(true, patience.span), origin: patience.origin });
  return draft;
};

const trainerDefaults = { num_epochs: 20, num_gradient_accumulation_steps: 1, use_amp: false };

export const allennlp = defineFramework({
  name: 'allennlp',
  defaults: Object.fromEntries(
    ['GradientDescentTrainer', 'Trainer'].map((name) => [
      `allennlp.${name}`,
      { version: name === 'Trainer' ? 'allennlp 0.9' : 'allennlp 2.10', values: trainerDefaults },
    ]),
  ),
  starts: { 'allennlp.GradientDescentTrainer.train': train, 'allennlp.Trainer.train': train },
});

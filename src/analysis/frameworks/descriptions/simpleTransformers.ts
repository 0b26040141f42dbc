// Simple Transformers and Flair: high-level trainers of text models.
import { ValueSearch } from '../../evaluate/valueSearch';
import { isNone, knownBoolean, type Instance, type Value } from '../../evaluate/values';
import { optimizerName } from '../configs/names';
import { asText, derived, factOf, libraryDefault, type Draft } from '../draft';
import { defineFramework, type StartHandler } from '../framework';
import { shortName, type Reading } from '../reading';
import { draftAt } from '../transformers/trainerRun';

/** ModelArgs as of 0.64; `args` may be a dictionary or an object with attributes. */
const version = 'simpletransformers 0.64 ModelArgs';

type NumberFact = 'epochs' | 'perDeviceBatchSize' | 'learningRate' | 'sequenceLength' | 'gradientAccumulation';
const settings: readonly (readonly [fact: NumberFact, name: string, fallback: number])[] = [
  ['epochs', 'num_train_epochs', 1],
  ['perDeviceBatchSize', 'train_batch_size', 8],
  ['learningRate', 'learning_rate', 4e-5],
  ['sequenceLength', 'max_seq_length', 128],
  ['gradientAccumulation', 'gradient_accumulation_steps', 1],
];

const trainModel: StartHandler = (event, reading, machine) => {
  const model = event.instance.receiver;
  if (model?.kind !== 'instance' || model.role) return undefined;
  const draft = draftAt('simpletransformers', event, machine, model);
  const name = reading.argument(model, 'model_name', 1);
  if (name && !isNone(name)) {
    if (draft.take('model', name, asText)) draft.set('method', derived('full', name.span));
  } else if (name) draft.set('method', derived('pretrain', model.span));
  const own = reading.argument(event, 'args');
  const args =
    own && !isNone(own)
      ? own
      : (reading.argument(model, 'args') ??
        model.call.positional.find((value) => value.kind === 'mapping' || (value.kind === 'instance' && /Args$/.test(value.callee))));
  const open = args !== undefined && args.kind !== 'mapping' && args.kind !== 'instance' && !isNone(args);
  for (const [fact, key, fallback] of settings) {
    const value = reading.property(args, key);
    if (value && !isNone(value)) draft.number(fact, value);
    else if (open) draft.doubt(fact, args);
    else draft.set(fact, libraryDefault(fallback, `${version}.${key}`));
  }
  const half = reading.property(args, 'fp16');
  if (!open)
    draft.set(
      'precision',
      knownBoolean(half) === false ? derived('fp32', half?.span) : half ? derived('fp16', half.span) : libraryDefault('fp16', `${version}.fp16`),
    );
  const optimizer = factOf(reading.property(args, 'optimizer'), (raw) => (typeof raw === 'string' ? optimizerName(raw) : undefined));
  draft.set('optimizer', optimizer ?? libraryDefault('adamw', `${version}.optimizer`));
  if (knownBoolean(reading.property(args, 'use_early_stopping'))) draft.set('earlyStopping', derived(true, args?.span));
  return draft;
};

interface FlairDefaults {
  readonly rate: number;
  readonly batch: number;
  readonly epochs: number;
  readonly optimizer: string;
}
/** flair 0.12, trainers/trainer.py */
const flairTrain: FlairDefaults = { rate: 0.1, batch: 32, epochs: 100, optimizer: 'sgd' };
const flairFineTune: FlairDefaults = { rate: 5e-5, batch: 4, epochs: 10, optimizer: 'adamw' };

const flairStart =
  (method: string, defaults: FlairDefaults): StartHandler =>
  (event, reading, machine) => {
    const trainer = event.instance.receiver;
    if (trainer?.kind !== 'instance' || trainer.role) return undefined;
    const draft = draftAt('flair', event, machine, trainer);
    const source = `flair 0.12 ModelTrainer.${method}`;
    setOr(draft, 'learningRate', event.instance, 'learning_rate', defaults.rate, source, reading);
    setOr(draft, 'perDeviceBatchSize', event.instance, 'mini_batch_size', defaults.batch, source, reading);
    setOr(draft, 'epochs', event.instance, 'max_epochs', defaults.epochs, source, reading);
    const optimizer = reading.argument(event, 'optimizer');
    const name = optimizer?.kind === 'reference' ? optimizerName(shortName(optimizer.name)) : undefined;
    if (!optimizer) draft.set('optimizer', libraryDefault(defaults.optimizer, `${source}.optimizer`));
    else if (name) draft.set('optimizer', { ...derived(name, optimizer.span), origin: 'literal' });
    const embeddings = transformerEmbeddings(reading.argument(trainer, 'model', 0));
    if (embeddings && draft.take('model', reading.argument(embeddings, 'model', 0), asText))
      draft.set('method', derived(knownBoolean(embeddings.call.keywords.get('fine_tune')) === false ? 'frozen' : 'full', embeddings.span));
    const amp = reading.argument(event, 'use_amp');
    draft.set('precision', knownBoolean(amp) ? derived('fp16', amp?.span) : libraryDefault('fp32', `${source}.use_amp`));
    return draft;
  };

function setOr(draft: Draft, fact: NumberFact, call: Instance, name: string, fallback: number, source: string, reading: Reading): void {
  const value = reading.argument(call, name);
  if (value) draft.number(fact, value);
  else if (call.call.complete) draft.set(fact, libraryDefault(fallback, `${source}.${name}`));
}

/** The transformer inside a tagger's or classifier's embeddings, where there is just one. */
function transformerEmbeddings(model: Value | undefined): Instance | undefined {
  const found = new Set<Instance>();
  const search = new ValueSearch([model], 60, 'deep');
  for (const current of search) {
    if (current.kind === 'sequence') search.follow(...current.items);
    if (current.kind !== 'instance') continue;
    if (/\.Transformer(Word|Document)Embeddings$/.test(current.callee)) found.add(current);
    else search.follow(...current.call.positional, ...current.call.keywords.values());
  }
  return found.size === 1 ? [...found][0] : undefined;
}

export const simpleTransformers = defineFramework({ name: 'simpletransformers', starts: { 'simpletransformers.*.train_model': trainModel } });
export const flair = defineFramework({
  name: 'flair',
  starts: {
    'flair.trainers.ModelTrainer.train': flairStart('train', flairTrain),
    'flair.trainers.ModelTrainer.fine_tune': flairStart('fine_tune', flairFineTune),
  },
});

// NVIDIA NeMo: its models are Lightning modules that take batch, rate and optimizer from their own configuration.
import { optionsOf, type Instance, type Value } from '../../evaluate/values';
import { optimizerFact } from '../configs/names';
import { plainSettings } from '../configs/openMmlab/plainSettings';
import { Settings } from '../configs/settings';
import { derived, type Draft } from '../draft';
import { defineFramework, type CallHandler, type StartHandler } from '../framework';
import { lightning } from './lightning';

const root = /^(nemo|nemo_automodel|megatron\.bridge)\./;

const nemoModel = (value: Value | undefined): Instance | undefined => {
  const option = optionsOf(value).find((candidate) => candidate.kind === 'instance');
  return option?.kind === 'instance' && [option.callee, ...option.bases].some((name) => root.test(name)) ? option : undefined;
};

/** `EncDecCTCModel(cfg=cfg.model, trainer=trainer)`. */
function describeConfig(draft: Draft, model: Instance): void {
  const config = model.call.keywords.get('cfg') ?? model.call.positional[0];
  const entries = new Map(config?.kind === 'mapping' ? config.entries : []);
  for (const section of ['train_ds', 'optim']) {
    const changed = model.attributes.get(`#${section}`);
    if (changed) entries.set(section, changed);
  }
  const settings = new Settings(plainSettings({ kind: 'mapping', entries, complete: true, origin: 'literal' }, true));
  draft.set('perDeviceBatchSize', settings.count('train_ds.batch_size', 'micro_batch_size', 'train_ds.micro_batch_size'));
  draft.set('globalBatchSize', settings.count('global_batch_size', 'train_ds.global_batch_size'));
  draft.set('learningRate', settings.positive('optim.lr'));
  draft.set('optimizer', optimizerFact(settings.text('optim.name')));
  draft.set('sequenceLength', settings.count('encoder_seq_length', 'train_ds.max_seq_length'));
}

/** `setup_training_data(cfg)` and `setup_optimization(cfg)` change the model's own configuration. */
const keep =
  (section: string): CallHandler =>
  ({ instance: { call, receiver } }, _reading, machine) => {
    const config = call.positional[0] ?? [...call.keywords.values()][0];
    if (receiver?.kind === 'instance' && config) machine.trail.set(receiver.attributes, `#${section}`, config);
  };

const fit: StartHandler = (event, reading, machine) => {
  const model = nemoModel(reading.argument(event, 'model', 0));
  const draft = model && lightning.starts!['lightning.Trainer.fit']!(event, reading, machine);
  if (!model || !draft) return undefined;
  draft.framework = 'nemo';
  describeConfig(draft, model);
  if (/\.(from_pretrained|restore_from)$/.test(model.callee)) draft.set('method', derived('full', model.span));
  return draft;
};

export const nemo = defineFramework({
  name: 'nemo',
  calls: { 'nemo.*.setup_training_data': keep('train_ds'), 'nemo.*.setup_optimization': keep('optim') },
  starts: { 'lightning.Trainer.fit': fit },
});

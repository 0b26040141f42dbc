// PaddlePaddle: hand-written loops, `paddle.Model(...).fit(...)`, and PaddleNLP's Trainer.
// https://www.paddlepaddle.org.cn/documentation/docs/en/api/index_en.html
import { knownBoolean, knownString, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { asBoolean, derived, libraryDefault, type Draft } from '../draft';
import { defineFramework, type LoopDescriber, type StartHandler } from '../framework';
import { loopRun, type LoopManner } from '../handWritten';
import { describeDataset } from '../objects/datasets';
import { describeImages } from '../objects/images';
import { loaderOf } from '../objects/loaders';
import { describeModel } from '../objects/models';
import { describePaddleOptimizer, isPaddleOptimizer } from '../paddle/paddleOptimizer';
import type { Reading } from '../reading';
import { isUngraded } from '../objects/trainedParts';
import { draftAt, trainerRun } from '../transformers/trainerRun';

const precisionSource = 'PaddlePaddle: paddle.get_default_dtype() is float32';

const manner: LoopManner = {
  engine: 'paddle',
  // `scaler.minimize(optimizer, loss)`, `scaler.step(optimizer)`, `optimizer.step()`
  optimizerOf: ({ instance: { receiver, call } }) =>
    [receiver, ...call.positional, ...call.keywords.values()].find((value) => optionsOf(value).some(isPaddleOptimizer)),
  describeOptimizer: describePaddleOptimizer,
  precisionSource,
};
const steps = loopRun('paddlepaddle', manner);

const dtypes: Readonly<Record<string, 'fp16' | 'bf16'>> = { float16: 'fp16', bfloat16: 'bf16' };

/** `with paddle.amp.auto_cast(enable=True, ..., level="O1", dtype="float16")`. */
function precision(draft: Draft, blocks: readonly Instance[]): void {
  for (const { call, span } of blocks) {
    const enabled = call.keywords.get('enable') ?? call.positional[0];
    const given = call.keywords.get('dtype') ?? call.positional[4];
    const on = enabled === undefined ? call.complete || undefined : knownBoolean(enabled);
    if (on === false) continue;
    const type = given === undefined ? 'float16' : knownString(given);
    const name = type === undefined ? undefined : dtypes[type];
    if (on === undefined || !name) draft.unknowns.push({ fact: 'precision', reason: 'run-time' });
    else draft.set('precision', given === undefined ? libraryDefault(name, 'paddle 3.0 amp.auto_cast.dtype') : derived(name, span));
    return;
  }
}

const describeLoop: LoopDescriber = ({ draft, anchor, optimizer, loader, reading }) => {
  if (draft.engine !== 'paddle') return;
  const blocks = reading.inside(anchor, 'entered').filter(({ event }) => reading.is(event.instance, 'paddle.amp.auto_cast', 'paddle.amp.amp_guard'));
  precision(
    draft,
    blocks.filter(({ event }) => !isUngraded(event)).map(({ event }) => event.instance),
  );
  const made = optionsOf(optimizer).find(isPaddleOptimizer);
  describeModel(draft, made?.call.keywords.get('parameters') ?? made?.call.keywords.get('parameter_list'), reading);
  describeImages(draft, loader?.dataset, reading, draft.fetched);
};

/** `paddle.Model(network)`: `prepare(optimizer, loss)`, then `fit(train_data, eval_data, batch_size=1, epochs=1)`. */
const fit: StartHandler = (event, reading, machine) => {
  const model = event.instance.receiver;
  if (model?.kind !== 'instance' || model.role) return undefined;
  const draft = draftAt('paddlepaddle', event, machine, model);
  const prepared = model.attributes.get(preparation);
  const settings = prepared?.kind === 'instance' ? prepared : undefined;
  describePaddleOptimizer(draft, settings && reading.argument(settings, 'optimizer', 0));
  const data = reading.argument(event, 'train_data', 0);
  const loader = loaderOf(data, reading);
  const set = (fact: 'perDeviceBatchSize' | 'epochs', name: string, position: number): void => {
    const value = reading.argument(event, name, position);
    if (value) draft.number(fact, value);
    else if (event.instance.call.complete) draft.set(fact, libraryDefault(1, `paddle 3.0 Model.fit.${name}`));
  };
  set('epochs', 'epochs', 3);
  if (loader?.batchSize) draft.number('perDeviceBatchSize', loader.batchSize);
  else if (!loader) set('perDeviceBatchSize', 'batch_size', 2);
  describeModel(draft, reading.argument(model, 'network', 0), reading);
  describeDataset(draft, [loader?.dataset ?? data], reading);
  describeImages(draft, loader?.dataset ?? data, reading);
  mixed(draft, settings, reading);
  return draft;
};

/** `prepare(..., amp_configs="O1")`, or a dictionary with the level; nothing, None and "O0" are float32. */
function mixed(draft: Draft, settings: Instance | undefined, reading: Reading): void {
  const given = settings && reading.argument(settings, 'amp_configs', 3);
  const level = given?.kind === 'mapping' ? (given.entries.get('level') ?? given) : given;
  if (!given || (level?.kind === 'known' && (level.value === null || level.value === 'O0'))) draft.set('precision', libraryDefault('fp32', precisionSource));
  else if (knownString(level) !== undefined || level === given) draft.set('precision', derived('fp16', given.span));
  else draft.doubt('precision', level);
}

const preparation = '#prepared';

/** PaddleNLP's arguments; its own names for what transformers calls otherwise are not read. */
const trainerDefaults = {
  per_device_train_batch_size: 8,
  gradient_accumulation_steps: 1,
  learning_rate: 5e-5,
  num_train_epochs: 1,
  max_steps: -1,
  optim: 'adamw',
  fp16: false,
  bf16: false,
};

const describeTrainer = (draft: Draft, _trainer: Instance, args: Value | undefined, reading: Reading): undefined => {
  draft.take('gradientCheckpointing', reading.property(args, 'recompute'), asBoolean);
};

export const paddle = defineFramework({
  name: 'paddlepaddle',
  defaults: {
    'paddlenlp.TrainingArguments': { version: 'paddlenlp 2.8', positional: ['output_dir'], values: { ...trainerDefaults, recompute: false } },
    'paddlenlp.Trainer': { version: 'paddlenlp 2.8', positional: ['model', 'criterion', 'args', 'data_collator', 'train_dataset', 'eval_dataset'], values: {} },
  },
  wrappers: { 'paddle.DataParallel': { argument: 0, mark: '#parallel' }, 'paddle.jit.to_static': { argument: 0 } },
  calls: {
    'paddle.Model.prepare': ({ instance }, _reading, machine) => {
      if (instance.receiver?.kind === 'instance') machine.trail.set(instance.receiver.attributes, preparation, instance);
    },
  },
  starts: {
    'paddle.optimizer.*.step': steps,
    'paddle.optimizer.*.minimize': steps,
    'paddle.fluid.optimizer.*.minimize': steps,
    'paddle.amp.GradScaler.step': steps,
    'paddle.amp.GradScaler.minimize': steps,
    'paddle.Model.fit': fit,
    'paddlenlp.Trainer.train': trainerRun('paddlenlp', describeTrainer),
  },
  loops: [describeLoop],
});

// Detectron2: settings on a configuration object, trained by DefaultTrainer.
import { callMethod, callValue } from '../../evaluate/calls/calls';
import { findInClass } from '../../evaluate/classes/classLookup';
import { zooEntry } from '../../evaluate/libraries/configurations/detectronConfigs';
import { lookUpPath } from '../../evaluate/libraries/configurations/merging';
import { makeInstance, type Machine } from '../../evaluate/machine';
import { targetOf } from '../../evaluate/state/targets';
import type { CallEvent } from '../../evaluate/state/events';
import { emptyArguments, known, knownBoolean, knownNumber, knownString, optionsOf, unknown, type Instance, type Value } from '../../evaluate/values';
import { asText, derived, factOf, libraryDefault, type Draft } from '../draft';
import { defineFramework, type CallHandler, type ResultHandler, type StartHandler } from '../framework';
import { describeOptimizer, isOptimizer } from '../objects/optimizers';
import type { Reading } from '../reading';
import { draftAt } from '../transformers/trainerRun';

/** Data sets that the library registers itself; other names are the user's own. */
const registered = /^(coco|lvis|cityscapes|voc|ade20k|keypoints_coco)_/;

const solverFacts = [
  ['maxSteps', 'MAX_ITER'],
  ['globalBatchSize', 'IMS_PER_BATCH'],
  ['learningRate', 'BASE_LR'],
] as const;

const train: StartHandler = (event, reading, machine) => {
  const trainer = event.instance.receiver;
  const config = trainer?.kind === 'instance' ? reading.argument(trainer, 'cfg', 0) : undefined;
  if (trainer?.kind !== 'instance' || trainer.role || config?.kind !== 'mapping') return undefined;
  const draft = draftAt('detectron2', event, machine, trainer);
  const at = (path: string): Value | undefined => lookUpPath(config, path);
  const file = factOf(at(zooEntry), asText);
  if (file) draft.set('model', file);
  for (const [name, key] of solverFacts) draft.number(name, at(`SOLVER.${key}`));
  optimizerOf(draft, trainer, config, event, reading, machine);
  const amp = at('SOLVER.AMP.ENABLED');
  if (amp && knownBoolean(amp) === undefined) draft.doubt('precision', amp);
  else
    draft.set(
      'precision',
      factOf(amp, (on) => (on === true ? ('fp16' as const) : ('fp32' as const))),
    );
  const weights = at('MODEL.WEIGHTS');
  if (knownString(weights) !== undefined)
    draft.set(
      'method',
      factOf(weights, (path) => (path === '' ? ('pretrain' as const) : ('full' as const))),
    );
  // the address of a checkpoint of the library's own
  else if (weights?.kind === 'instance') draft.set('method', derived('full', weights.span));
  const sets = at('DATASETS.TRAIN');
  const names = sets?.kind === 'sequence' ? sets.items : sets ? [sets] : [];
  const dataset = factOf(names.length === 1 ? names[0] : undefined, onlyRegistered);
  if (dataset) draft.set('dataset', dataset);
  return draft;
};

/** A registered name; a YAML file's `("coco_2017_train",)` is a text. */
function onlyRegistered(raw: unknown): string | undefined {
  const names = typeof raw === 'string' ? (raw.match(/[\w-]+/g) ?? []) : [];
  return names.length === 1 && registered.test(names[0]!) ? names[0] : undefined;
}

/** SGD, unless the trainer's class builds another. */
function optimizerOf(draft: Draft, trainer: Instance, config: Value, event: CallEvent, reading: Reading, machine: Machine): void {
  const target = targetOf(trainer.classTarget as Value | undefined);
  if (target?.type !== 'class' || !findInClass(target, 'build_optimizer')?.value) {
    draft.set('optimizer', libraryDefault('sgd', 'detectron2 0.6 build_optimizer'));
    return;
  }
  let built: Value | undefined;
  machine.quietly(() => {
    built = callMethod(machine, event.frame, trainer, 'build_optimizer', event.place, [config, unknown('run-time')]);
  });
  const rate = draft.facts.learningRate;
  if (built?.kind === 'instance' && isOptimizer(built)) describeOptimizer(draft, built, reading);
  else draft.doubt('optimizer', built);
  if (rate && !draft.facts.learningRate) draft.set('learningRate', rate);
}

/** `SimpleTrainer(model, loader, optimizer).train(start, iterations)`. */
const trainSimply: StartHandler = (event, reading, machine) => {
  const trainer = event.instance.receiver;
  if (trainer?.kind !== 'instance' || trainer.role) return undefined;
  const draft = draftAt('detectron2', event, machine, trainer);
  const start = knownNumber(reading.argument(event, 'start_iter', 0));
  if (start === 0) draft.number('maxSteps', reading.argument(event, 'max_iter', 1));
  const optimizer = reading.argument(trainer, 'optimizer', 2);
  if (isOptimizer(optimizer)) describeOptimizer(draft, optimizer, reading);
  describeLoader(draft, reading.argument(trainer, 'data_loader', 1), reading);
  describeStart(draft, trainer, reading.argument(trainer, 'model', 0));
  const mixed = /\.AMPTrainer$/.test([trainer.callee, ...trainer.bases].join(' '));
  draft.set('precision', libraryDefault(mixed ? 'fp16' : 'fp32', `detectron2 0.6 ${mixed ? 'AMPTrainer' : 'SimpleTrainer'}`));
  return draft;
};

/** `build_detection_train_loader(dataset=get_detection_dataset_dicts(names=...), total_batch_size=16)`. */
function describeLoader(draft: Draft, loader: Value | undefined, reading: Reading): void {
  if (loader?.kind !== 'instance' || !/\.build_detection_train_loader$/.test(loader.callee)) return;
  draft.number('globalBatchSize', reading.argument(loader, 'total_batch_size'));
  const given = reading.argument(loader, 'dataset', 0);
  const names = given?.kind === 'instance' ? reading.argument(given, 'names', 0) : undefined;
  draft.set('dataset', factOf(names?.kind === 'sequence' && names.items.length === 1 ? names.items[0] : names, onlyRegistered));
}

const started = '#startsFrom';

/** `DetectionCheckpointer(model, folder, trainer=trainer).resume_or_load(path)`: the weights that training starts from. */
const loadWeights: CallHandler = (event, reading, machine) => {
  const checkpointer = event.instance.receiver;
  const path = reading.argument(event, 'path', 0);
  if (checkpointer?.kind !== 'instance' || !path) return;
  for (const object of [reading.argument(checkpointer, 'model', 0), reading.argument(checkpointer, 'trainer')])
    for (const option of optionsOf(object)) if (option.kind === 'instance') machine.trail.set(option.attributes, started, path);
};

function describeStart(draft: Draft, trainer: Instance, model: Value | undefined): void {
  const path = trainer.attributes.get(started) ?? (model?.kind === 'instance' ? model.attributes.get(started) : undefined);
  // Without a file the model may still bring weights of its own.
  draft.set(
    'method',
    factOf(path, (name) => (typeof name === 'string' && name !== '' ? ('full' as const) : undefined)),
  );
}

/** `build_optimizer(cfg, model)`. */
const buildOptimizer: ResultHandler = (event, reading, machine) => {
  const config = reading.argument(event, 'cfg', 0);
  const rate = config?.kind === 'mapping' ? lookUpPath(config, 'SOLVER.BASE_LR') : undefined;
  return makeInstance(machine, 'torch.optim.SGD', { ...emptyArguments, keywords: new Map([['lr', rate ?? unknown('run-time', event.place)]]) }, event.place);
};

/** `launch(main, num_gpus_per_machine, num_machines=1, args=(...))` runs the function with its arguments and says how many cards there are. */
const launch: ResultHandler = (event, reading, machine) => {
  const before = reading.drafts.length;
  const given = reading.argument(event, 'args', 5);
  const callee = reading.argument(event, 'main_func', 0);
  if (callee?.kind !== 'reference' || !callee.target) return undefined;
  callValue(machine, event.frame, callee, { ...emptyArguments, positional: given?.kind === 'sequence' ? given.items : [] }, event.place);
  const perMachine = reading.argument(event, 'num_gpus_per_machine', 1);
  const machines = reading.argument(event, 'num_machines', 2);
  if (machines === undefined || knownNumber(machines) === 1) for (const draft of reading.drafts.slice(before)) draft.number('gpuCount', perMachine);
  return known(null);
};

export const detectron2 = defineFramework({
  name: 'detectron2',
  wrappers: { 'detectron2.create_ddp_model': { argument: 0 } },
  calls: { 'detectron2.DetectionCheckpointer.resume_or_load': loadWeights },
  results: { 'detectron2.engine.launch': launch, 'detectron2.launch': launch, 'detectron2.build_optimizer': buildOptimizer },
  starts: { 'detectron2.DefaultTrainer.train': train, 'detectron2.SimpleTrainer.train': trainSimply, 'detectron2.AMPTrainer.train': trainSimply },
});

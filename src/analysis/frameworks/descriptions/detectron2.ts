// Detectron2: settings on a configuration object, trained by DefaultTrainer.
import { callValue } from '../../evaluate/calls';
import type { Machine } from '../../evaluate/machine';
import { emptyArguments, known, knownBoolean, knownNumber, knownString, type Instance, type Value } from '../../evaluate/values';
import { asText, derived, factOf, libraryDefault } from '../draft';
import { defineFramework, type ResultHandler, type StartHandler } from '../framework';
import { draftAt } from '../transformers/trainerRun';

/** Data sets that the library registers itself; other names are the user's own. */
const registered = /^(coco|lvis|cityscapes|voc|ade20k|keypoints_coco)_/;

/** `cfg.SOLVER.MAX_ITER` as the program set it. */
function setting(config: Value | undefined, path: string, machine: Machine): Value | undefined {
  let current: Value | undefined = config;
  for (const name of path.split('.')) {
    if (current?.kind !== 'instance') return undefined;
    current = current.attributes.get(name) ?? machine.memberOf(current, name);
  }
  return current?.kind === 'instance' && current.role === 'attribute' ? undefined : current;
}

const solverFacts = [
  ['maxSteps', 'MAX_ITER'],
  ['globalBatchSize', 'IMS_PER_BATCH'],
  ['learningRate', 'BASE_LR'],
] as const;

type SolverDefaults = { readonly [Key in (typeof solverFacts)[number][1]]: number } & { readonly source: string };

/** config/defaults.py */
const untouched: SolverDefaults = { MAX_ITER: 40_000, IMS_PER_BATCH: 16, BASE_LR: 0.001, source: 'get_cfg' };

/** The solver of the model zoo's files (configs/, with their `_BASE_`): the schedule stands in the name. Undefined for a file that isn't of the zoo. */
function solverDefaults(merged: Value | undefined): SolverDefaults | undefined {
  if (!merged) return untouched;
  const file = knownString(merged);
  const name = file && /(?:^|\/)(COCO-\w+|LVISv\w+-InstanceSegmentation)\/(\w+?)_(1x|3x)\.ya?ml$/.exec(file);
  if (!name) return undefined;
  const isLvis = name[1]!.startsWith('LVIS');
  return {
    MAX_ITER: isLvis ? 180_000 : name[3] === '3x' ? 270_000 : 90_000,
    IMS_PER_BATCH: 16,
    BASE_LR: /^retinanet/.test(name[2]!) ? 0.01 : 0.02,
    source: file,
  };
}

const train: StartHandler = (event, reading, machine) => {
  const trainer = event.instance.receiver;
  const config = trainer?.kind === 'instance' ? reading.argument(trainer, 'cfg', 0) : undefined;
  if (config?.kind !== 'instance') return undefined;
  const draft = draftAt('detectron2', event, machine, trainer);
  const at = (path: string): Value | undefined => setting(config, path, machine);
  const merged = config.attributes.get('#merged');
  const file = factOf(merged, asText);
  if (file) draft.set('model', file);
  const defaults = solverDefaults(merged);
  for (const [name, key] of solverFacts) {
    const stated = at(`SOLVER.${key}`);
    if (stated) draft.number(name, stated);
    else if (defaults) draft.set(name, libraryDefault(defaults[key], `detectron2 0.6 ${defaults.source} SOLVER.${key}`));
  }
  draft.set('optimizer', libraryDefault('sgd', 'detectron2 0.6 build_optimizer'));
  const amp = at('SOLVER.AMP.ENABLED');
  if (amp && knownBoolean(amp) === undefined) draft.doubt('precision', amp);
  else draft.set('precision', knownBoolean(amp) ? derived('fp16', amp?.span) : libraryDefault('fp32', 'detectron2 0.6 SOLVER.AMP.ENABLED'));
  const weights = at('MODEL.WEIGHTS');
  if (!weights && defaults)
    draft.set('method', libraryDefault(defaults === untouched ? 'pretrain' : 'full', `detectron2 0.6 ${defaults.source} MODEL.WEIGHTS`));
  if (weights) draft.set('method', derived(knownString(weights) === '' ? 'pretrain' : 'full', weights.span));
  const sets = at('DATASETS.TRAIN');
  const first = sets?.kind === 'sequence' && sets.items.length === 1 ? sets.items[0] : undefined;
  const dataset = factOf(first, (raw) => (typeof raw === 'string' && registered.test(raw) ? raw : undefined));
  if (dataset) draft.set('dataset', dataset);
  return draft;
};

/** `cfg.merge_from_file(model_zoo.get_config_file("COCO-Detection/..."))`. */
function merge(event: { readonly instance: Instance }, machine: Machine): void {
  const { receiver, call } = event.instance;
  const [file] = call.positional;
  const name = file?.kind === 'instance' && /get_config_file$/.test(file.callee) ? file.call.positional[0] : file;
  if (receiver?.kind === 'instance' && name) machine.trail.set(receiver.attributes, '#merged', name);
}

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
  calls: { 'detectron2.*.merge_from_file': (event, _reading, machine) => merge(event, machine) },
  results: { 'detectron2.engine.launch': launch, 'detectron2.launch': launch },
  starts: { 'detectron2.DefaultTrainer.train': train, 'detectron2.SimpleTrainer.train': train },
});

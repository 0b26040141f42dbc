// Detectron2: settings on a configuration object, trained by DefaultTrainer.
import type { Machine } from '../../evaluate/machine';
import { knownBoolean, knownString, type Instance, type Value } from '../../evaluate/values';
import { asText, derived, factOf, libraryDefault } from '../draft';
import { defineFramework, type StartHandler } from '../framework';
import { draftAt } from './transformers';

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

const train: StartHandler = (event, reading, machine) => {
  const trainer = event.instance.receiver;
  const config = trainer?.kind === 'instance' ? reading.argument(trainer, 'cfg', 0) : undefined;
  if (config?.kind !== 'instance') return undefined;
  const draft = draftAt('detectron2', event, machine, trainer);
  const at = (path: string): Value | undefined => setting(config, path, machine);
  const merged = config.attributes.get('#merged');
  const file = factOf(merged, asText);
  if (file) draft.set('model', file);
  draft.number('maxSteps', at('SOLVER.MAX_ITER'));
  draft.number('globalBatchSize', at('SOLVER.IMS_PER_BATCH'));
  draft.number('learningRate', at('SOLVER.BASE_LR'));
  draft.set('optimizer', libraryDefault('sgd', 'detectron2 0.6 build_optimizer'));
  const amp = at('SOLVER.AMP.ENABLED');
  if (amp && knownBoolean(amp) === undefined) draft.doubt('precision', amp);
  else draft.set('precision', knownBoolean(amp) ? derived('fp16', amp?.span) : libraryDefault('fp32', 'detectron2 0.6 SOLVER.AMP.ENABLED'));
  const weights = at('MODEL.WEIGHTS');
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

export const detectron2 = defineFramework({
  name: 'detectron2',
  calls: { 'detectron2.*.merge_from_file': (event, _reading, machine) => merge(event, machine) },
  starts: { 'detectron2.DefaultTrainer.train': train, 'detectron2.SimpleTrainer.train': train },
});

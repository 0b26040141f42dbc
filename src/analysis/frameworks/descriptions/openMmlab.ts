// OpenMMLab's programs: MMEngine's Runner, built from arguments or from a configuration, and the `train_*` functions of the projects before it.
import type { Facts } from '../../../model/run';
import type { CallEvent } from '../../evaluate/state/events';
import type { Instance, Mapping, Value } from '../../evaluate/values';
import { compactFacts } from '../configs/configFormat';
import { openMmlab as format } from '../configs/openMmlab/openMmlab';
import { plainSettings } from '../configs/openMmlab/plainSettings';
import { projectOfText } from '../configs/openMmlab/projects';
import { Settings } from '../configs/settings';
import type { Draft } from '../draft';
import { defineFramework, type StartHandler } from '../framework';
import { describeDataset } from '../objects/datasets';
import { describeImages } from '../objects/images';
import { loaderOf } from '../objects/loaders';
import { describeModel } from '../objects/models';
import type { Reading } from '../reading';
import { draftAt } from '../transformers/trainerRun';

/** What a configuration says, if it is at hand; its framework comes with it. */
function describeConfig(draft: Draft, config: Value | undefined): void {
  if (config?.kind !== 'mapping') {
    for (const fact of ['perDeviceBatchSize', 'epochs', 'learningRate'] as const) draft.doubt(fact, config);
    return;
  }
  const settings = new Settings(plainSettings(config, true));
  if (!format.recognise(settings)) return;
  takeAll(draft, compactFacts(format.facts(settings)));
  draft.framework = typeof format.framework === 'function' ? format.framework(settings) : draft.framework;
}

const takeAll = (draft: Draft, facts: Facts): void => void Object.assign(draft.facts, facts);

/** `Runner(model=..., train_dataloader=..., optim_wrapper=..., train_cfg=...)`: the arguments are a configuration with objects in it. */
function describeArguments(draft: Draft, runner: Instance, reading: Reading): void {
  const loader = loaderOf(runner.call.keywords.get('train_dataloader'), reading);
  const settings = new Settings(plainSettings(asMapping(runner), true));
  const { method, ...facts } = compactFacts(format.facts(settings));
  takeAll(draft, facts);
  if (method && settings.section('model')) draft.set('method', method);
  else describeModel(draft, runner.call.keywords.get('model'), reading);
  if (!loader) return;
  if (loader.batchSize) draft.number('perDeviceBatchSize', loader.batchSize);
  draft.finish = (): void => {
    describeDataset(draft, [loader.dataset, loader.object], reading);
    describeImages(draft, loader.dataset, reading);
  };
}

const asMapping = (runner: Instance): Mapping => ({ kind: 'mapping', entries: runner.call.keywords, complete: runner.call.complete, origin: 'literal' });

const projectOf = (event: CallEvent): string => projectOfText(event.unit.text) ?? 'mmengine';

const train: StartHandler = (event, reading, machine) => {
  const runner = event.instance.receiver;
  if (runner?.kind !== 'instance' || runner.role) return undefined;
  const draft = draftAt(projectOf(event), event, machine, runner);
  if (/\.(from_cfg|build)$/.test(runner.callee)) describeConfig(draft, reading.argument(runner, 'cfg', 0));
  else describeArguments(draft, runner, reading);
  return draft;
};

/** `train_detector(model, datasets, cfg, ...)` and its kin. */
const trainFunction: StartHandler = (event, reading, machine) => {
  const draft = draftAt(projectOf(event), event, machine, reading.argument(event, 'model', 0));
  describeConfig(draft, reading.argument(event, 'cfg', 2));
  return draft;
};

const functions = ['mmdet', 'mmseg', 'mmcls', 'mmpretrain', 'mmaction', 'mmpose', 'mmocr', 'mmdet3d', 'mmrotate', 'mmselfsup', 'mmedit'].flatMap((project) =>
  ['train_detector', 'train_segmentor', 'train_model'].map((name) => [`${project}.${name}`, trainFunction] as const),
);

export const openMmlab = defineFramework({
  name: 'openmmlab',
  starts: {
    'mmengine.Runner.train': train,
    'mmengine.Runner.from_cfg.train': train,
    'mmengine.RUNNERS.build.train': train,
    'mmengine.*.RUNNERS.build.train': train,
    'xtuner.*.RUNNERS.build.train': train,
    'mmcv.build_runner.run': (event, _reading, machine) => draftAt(projectOf(event), event, machine, event.instance.receiver),
    ...Object.fromEntries(functions),
  },
});

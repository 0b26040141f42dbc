// Detectron2's lazy configurations: `L(torch.optim.AdamW)(lr=1e-4)` is a node that says what will be called, and the library's own ones for COCO.
import type { Machine } from '../../machine';
import { native, reference } from '../../state/targets';
import { known, knownString, mapping, unknown, type Mapping, type Value } from '../../values';
import { argumentOf, type Native } from '../natives';
import { fromDotList } from './omegaConf';
import { mergeInto } from './merging';

/** `LazyCall(target)(**arguments)`. */
const lazyCall: Native = (_machine, { call, place }) => {
  const target = argumentOf(call, 'target', 0);
  return (
    target &&
    native('LazyCall', (_inner, arguments_, where) =>
      mapping(new Map([['_target_', target], ...arguments_.keywords]), where ?? place, arguments_.complete, 'literal'),
    )
  );
};

/** `LazyConfig.apply_overrides(cfg, ["train.max_iter=1000"])`. */
const applyOverrides: Native = (machine, { call }) => {
  const config = argumentOf(call, 'cfg', 0);
  const words = argumentOf(call, 'overrides', 1);
  if (config?.kind === 'mapping' && words?.kind === 'sequence') mergeInto(machine, config, fromDotList(words.items));
  return config;
};

const source = 'detectron2 0.6 configs/common';
const said = (value: string | number | boolean, where: string): Value => ({ ...known(value, undefined, 'library-default'), source: `${source}/${where}` });
const node = (entries: Readonly<Record<string, Value>>, complete = true): Mapping => mapping(new Map(Object.entries(entries)), undefined, complete, 'literal');

const optimizer = (name: string, lr: number): Mapping =>
  node({ _target_: said(`torch.optim.${name}`, `optim.py ${name}`), params: node({}), lr: said(lr, `optim.py ${name}.lr`) });

const loader = (file: string, names: string): Mapping =>
  node({
    dataloader: node({
      train: node({
        _target_: reference('detectron2.data.build_detection_train_loader'),
        dataset: node({ names: said(names, `data/${file}.py dataset.names`) }),
        mapper: node({}, false),
        total_batch_size: said(16, `data/${file}.py total_batch_size`),
      }),
      test: node({ dataset: node({}), mapper: node({}, false) }),
      evaluator: node({}),
    }),
  });

/** What the library's own files hold of a training, by their names without `.py`; detrex 0.5 has the same under the same names. */
const files: Readonly<Record<string, () => Mapping>> = {
  'common/optim': () => node({ SGD: optimizer('SGD', 0.02), AdamW: optimizer('AdamW', 1e-4) }),
  'common/train': () =>
    node({
      train: node({
        init_checkpoint: said('', 'train.py init_checkpoint'),
        max_iter: said(90_000, 'train.py max_iter'),
        amp: node({ enabled: said(false, 'train.py amp.enabled') }),
        ...Object.fromEntries(['ddp', 'checkpointer', 'clip_grad', 'model_ema', 'wandb', 'fast_dev_run'].map((name) => [name, node({ params: node({}) })])),
      }),
    }),
  'common/data/coco': () => loader('coco', 'coco_2017_train'),
  'common/data/coco_detr': () => loader('coco_detr', 'coco_2017_train'),
  'common/data/coco_keypoint': () => loader('coco_keypoint', 'keypoints_coco_2017_train'),
  'common/data/coco_panoptic_separated': () => loader('coco_panoptic_separated', 'coco_2017_train_panoptic_separated'),
};

/** `model_zoo.get_config("common/optim.py")`: a new copy each time, since the caller changes it. */
const zooConfig: Native = (_machine: Machine, { call, place }) => {
  const path = knownString(argumentOf(call, 'config_path', 0));
  const name = path?.replace(/\.py$/, '');
  if (name !== undefined && Object.hasOwn(files, name)) return { ...files[name]!(), span: place };
  // Architectures are changed attribute by attribute, which must not be lost on something unknown.
  if (name?.startsWith('common/models/')) return node({ model: node({ backbone: node({ bottom_up: node({}, false) }, false) }, false) }, false);
  return unknown('outside-workspace', place, path);
};

export const lazyConfigNatives: readonly (readonly [string, Native])[] = [
  ['detectron2.config.LazyCall', lazyCall],
  ['detectron2.config.lazy.LazyCall', lazyCall],
  ['detectron2.config.LazyConfig.apply_overrides', applyOverrides],
  ['detectron2.config.lazy.LazyConfig.apply_overrides', applyOverrides],
  ['detectron2.model_zoo.get_config', zooConfig],
  ['detectron2.model_zoo.model_zoo.get_config', zooConfig],
  ['detrex.config.get_config', zooConfig],
];

// OpenMMLab's Python configurations, of MMEngine (train_dataloader, optim_wrapper, train_cfg) and of the runners before it (data, optimizer, runner).
// https://mmengine.readthedocs.io/en/latest/advanced_tutorials/config.html
import type { Fact } from '../../../../model/run';
import { defineConfigFormat, presentOf, type FoundFacts } from '../configFormat';
import { namedDataset } from '../datasets';
import { factsOfKeys } from '../keyTable';
import { precisionName } from '../names';
import { implied, libraryDefault, reading, type Settings } from '../settings';
import { imageSide } from './pipelines';
import { projectOf } from './projects';
import { isXtuner, xtunerFacts } from './xtuner';

/** Data sets that a class of the library stands for; other classes read the user's own files in their format. */
const dataSets: Readonly<Record<string, string>> = {
  ImageNet: 'imagenet',
  ImageNet21k: 'imagenet21k',
  CIFAR10: 'cifar10',
  CIFAR100: 'cifar100',
  CUB: 'cub',
  MNIST: 'mnist',
  CityscapesDataset: 'cityscapes',
  ADE20KDataset: 'ade20k',
  PascalVOCDataset: 'voc',
  PascalContextDataset: 'pascal-context',
  LVISV1Dataset: 'lvis',
  LVISV05Dataset: 'lvis',
  KittiDataset: 'kitti',
  NuScenesDataset: 'nuscenes',
  WaymoDataset: 'waymo',
  DOTADataset: 'dota',
};

/** `data/coco/` tells that a COCO-style class reads COCO itself. */
function dataset(settings: Settings): Fact<string> | undefined {
  // Wrappers (`RepeatDataset`, `ClassBalancedDataset`) hold what they repeat.
  const type = settings.text(
    'train_dataloader.dataset.dataset.type',
    'train_dataloader.dataset.type',
    'data.train.dataset.type',
    'data.train.type',
    'dataset_type',
  );
  const name = type && dataSets[type.value.split('.').pop()!];
  if (type && name) return reading(type, name);
  const root = settings.text('train_dataloader.dataset.data_root', 'data.train.data_root', 'data_root');
  return root && type && /CocoDataset$/.test(type.value) && /(^|\/)coco\/?$/i.test(root.value) ? reading(root, 'coco') : namedDataset(undefined);
}

function bound(settings: Settings): Pick<FoundFacts, 'epochs' | 'maxSteps'> {
  const maxSteps = settings.count('train_cfg.max_iters', 'runner.max_iters', 'total_iters');
  return maxSteps ? { maxSteps } : { epochs: settings.positive('train_cfg.max_epochs', 'runner.max_epochs', 'total_epochs', 'max_epochs') };
}

function precision(settings: Settings): FoundFacts['precision'] {
  const wrapper = settings.text('optim_wrapper.type');
  if (wrapper && /AmpOptimWrapper$/.test(wrapper.value)) {
    const type = settings.text('optim_wrapper.dtype');
    return reading(wrapper, (type && precisionName(type.value)) ?? 'fp16');
  }
  if (settings.section('fp16') || /Fp16/.test(settings.text('optimizer_config.type')?.value ?? '')) return implied('fp16', 'fp16 is set');
  return libraryDefault('fp32', 'mmengine 0.10 OptimWrapper: no AmpOptimWrapper');
}

/** A backbone's own `init_cfg=dict(type='Pretrained', ...)`, an older `pretrained='torchvision://...'`, or a whole model's `load_from`. */
function method(settings: Settings): FoundFacts['method'] {
  if (settings.value('load_from') !== undefined) return implied('full', 'load_from names the weights to start from');
  const start = settings.text(
    'model.backbone.init_cfg.type',
    'model.init_cfg.type',
    'model.pretrained',
    'model.backbone.pretrained',
    'model.data_preprocessor.pretrained',
  );
  if (start && /Pretrained$|:\/\/|\.pth/.test(start.value)) {
    const frozen = settings.count('model.backbone.frozen_stages');
    return frozen && frozen.value >= allStages ? undefined : reading(start, 'full');
  }
  return implied('pretrain', 'no weights to start from are named');
}

/** Stages of a backbone: where that many are frozen only the head trains. */
const allStages = 4;

export const openMmlab = defineConfigFormat({
  framework: (settings) => (isXtuner(settings) ? 'xtuner' : projectOf(settings)),
  recognise: (settings) =>
    presentOf(settings, 'train_dataloader', 'data.train', 'data.samples_per_gpu', 'data.imgs_per_gpu') >= 1 &&
    presentOf(settings, 'optim_wrapper', 'optimizer') >= 1 &&
    presentOf(settings, 'train_cfg.max_epochs', 'train_cfg.max_iters', 'runner', 'total_epochs', 'total_iters', 'train_cfg.by_epoch') >= 1 &&
    settings.has('model'),
  facts: (settings) => {
    const isEngine = settings.has('optim_wrapper');
    const found = {
      ...factsOfKeys(
        settings,
        {
          perDeviceBatchSize: ['train_dataloader.batch_size', 'data.samples_per_gpu', 'data.imgs_per_gpu', 'data.train_dataloader.samples_per_gpu'],
          gradientAccumulation: ['optim_wrapper.accumulative_counts', 'optimizer_config.cumulative_iters'],
          learningRate: ['optim_wrapper.optimizer.lr', 'optimizer.lr'],
          optimizer: ['optim_wrapper.optimizer.type', 'optimizer.type', 'optim_wrapper.optimizer.optimizer.type'],
        },
        'mmengine 0.10 OptimWrapper',
        isEngine ? { gradientAccumulation: 1 } : {},
      ),
      ...bound(settings),
      precision: precision(settings),
    };
    if (isXtuner(settings)) return { ...found, ...xtunerFacts(settings) };
    const checkpointing = settings.flag('model.backbone.with_cp');
    return { ...found, dataset: dataset(settings), imageSize: imageSide(settings), method: method(settings), gradientCheckpointing: checkpointing };
  },
});

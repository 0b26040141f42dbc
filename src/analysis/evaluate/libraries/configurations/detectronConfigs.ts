// Detectron2's configuration node: the defaults of `get_cfg()`, and the files of the library's own model zoo, which no workspace holds.
import type { Place } from '../../../languages/python/positions';
import type { Machine } from '../../machine';
import { known, knownString, mapping, sequence, unknown, type Known, type Mapping, type Value } from '../../values';
import type { Native } from '../natives';
import { mergeInto } from './merging';

/** Entry under which a node keeps the name of the zoo's file that it was filled from. */
export const zooEntry = '#zoo';

/** Iterations of the zoo's schedules (detectron2 0.6 configs/). */
const iterations = { '1x': 90_000, '3x': 270_000, lvis1x: 180_000 } as const;
const zooFile = /(?:^|\/)((?:COCO-(?:Detection|InstanceSegmentation|Keypoints|PanopticSegmentation)|LVISv[\d.]+-InstanceSegmentation)\/(\w+?)_(1x|3x))\.ya?ml$/;
const baseFile = /(?:^|\/)Base-(RCNN-FPN|RCNN-C4|RCNN-DilatedC5|RetinaNet|Keypoint-RCNN-FPN|Panoptic-FPN)\.ya?ml$/;
const batch = 16;
const rate = 0.02;
const retinaRate = 0.01;

const said = (value: Known['value'], source: string): Known => ({ ...known(value, undefined, 'library-default'), source: `detectron2 0.6 ${source}` });
const node = (entries: Readonly<Record<string, Value>>, complete = true): Mapping => mapping(new Map(Object.entries(entries)), undefined, complete, 'literal');

interface Solver {
  readonly MAX_ITER: number;
  readonly BASE_LR: number;
}
const solver = ({ MAX_ITER, BASE_LR }: Solver, file: string): Mapping =>
  node({
    IMS_PER_BATCH: said(batch, `${file} SOLVER.IMS_PER_BATCH`),
    MAX_ITER: said(MAX_ITER, `${file} SOLVER.MAX_ITER`),
    BASE_LR: said(BASE_LR, `${file} SOLVER.BASE_LR`),
  });

/** What a file of the zoo sets; undefined for a path that isn't one of its files. */
export function zooSettings(path: string): Mapping | undefined {
  const base = baseFile.exec(path);
  if (base) return node({ SOLVER: solver({ MAX_ITER: iterations['1x'], BASE_LR: base[1] === 'RetinaNet' ? retinaRate : rate }, path) });
  const [, name, network, schedule] = zooFile.exec(path) ?? [];
  if (name === undefined || network === undefined) return undefined;
  const isLvis = name.startsWith('LVIS');
  const settings = {
    MAX_ITER: isLvis ? iterations.lvis1x : iterations[schedule as '1x' | '3x'],
    BASE_LR: network.startsWith('retinanet') ? retinaRate : rate,
  };
  return node({
    [zooEntry]: known(path),
    SOLVER: solver(settings, path),
    MODEL: node({ WEIGHTS: said('detectron2://ImageNetPretrained', `${path} MODEL.WEIGHTS`) }),
    DATASETS: node({ TRAIN: sequence([said(trainingSet(name), `${path} DATASETS.TRAIN`)], undefined, 'tuple') }),
  });
}

function trainingSet(name: string): string {
  if (name.startsWith('LVIS')) return name.startsWith('LVISv0.5') ? 'lvis_v0.5_train' : 'lvis_v1_train';
  if (name.includes('Keypoints')) return 'keypoints_coco_2017_train';
  return name.includes('Panoptic') ? 'coco_2017_train_panoptic_separated' : 'coco_2017_train';
}

/** config/defaults.py */
const getConfig: Native = (_machine, { place }) => ({
  ...node(
    {
      MODEL: node({ WEIGHTS: said('', 'MODEL.WEIGHTS') }, false),
      DATASETS: node({ TRAIN: { ...sequence([], undefined, 'tuple'), origin: 'library-default' } }, false),
      SOLVER: node(
        {
          IMS_PER_BATCH: said(batch, 'SOLVER.IMS_PER_BATCH'),
          MAX_ITER: said(40_000, 'SOLVER.MAX_ITER'),
          BASE_LR: said(0.001, 'SOLVER.BASE_LR'),
          AMP: node({ ENABLED: said(false, 'SOLVER.AMP.ENABLED') }, false),
        },
        false,
      ),
      [zooEntry]: known(null),
    },
    false,
  ),
  span: place,
});

export const isDetectronNode = (config: Mapping): boolean => config.entries.has(zooEntry);

/** A file that isn't at hand may set any of the settings that decide a training. */
export function openSettings(machine: Machine, config: Mapping, place: Place, path: Value | undefined): void {
  const name = knownString(path);
  const open = unknown(name ? 'outside-workspace' : path?.kind === 'unknown' ? path.reason : 'run-time', place, name);
  const section = (...keys: readonly string[]): Mapping => node(Object.fromEntries(keys.map((key) => [key, open])));
  mergeInto(
    machine,
    config,
    node({ MODEL: section('WEIGHTS'), DATASETS: section('TRAIN'), SOLVER: section('IMS_PER_BATCH', 'MAX_ITER', 'BASE_LR'), [zooEntry]: known(null) }),
  );
}

export const detectronNatives: readonly (readonly [string, Native])[] = ['detectron2.config.get_cfg', 'detectron2.config.config.get_cfg'].map(
  (name) => [name, getConfig] as const,
);

// Which of OpenMMLab's projects a configuration is for.
import type { Settings } from '../settings';

/** `default_scope` of MMEngine, by registry name. */
const byScope: Readonly<Record<string, string>> = {
  mmdet: 'mmdetection',
  mmdet3d: 'mmdetection3d',
  mmseg: 'mmsegmentation',
  mmpretrain: 'mmpretrain',
  mmcls: 'mmpretrain',
  mmaction: 'mmaction2',
  mmselfsup: 'mmselfsup',
  mmedit: 'mmagic',
};

/** Before scopes existed the model's class told; these are the classes that only one project has. */
const byModel: readonly (readonly [RegExp, string])[] = [
  [/^(ImageClassifier|MoCo|SimCLR|BYOL|MAE|SimSiam|BEiT)$/, 'mmpretrain'],
  [/^(EncoderDecoder|CascadeEncoderDecoder)$/, 'mmsegmentation'],
  [/^(Recognizer2D|Recognizer3D|RecognizerGCN|BMN|FastRCNN3D)$/, 'mmaction2'],
  [/^(TopDown|TopdownPoseEstimator|BottomUp|AssociativeEmbedding)$/, 'mmpose'],
  [/^(VoxelNet|CenterPoint|PointPillars|VoteNet|ImVoxelNet|SMOKE\w*|FCOSMono3D|BEVFusion|BEVFormer)$/, 'mmdetection3d'],
  [/^(YOLODetector)$/, 'mmyolo'],
  [/^(DBNet|PSENet|CRNN\w*|SARNet|PANet|FCENet)$/, 'mmocr'],
  [
    /RCNN$|^(RetinaNet|FCOS|ATSS|GFL|DETR|DeformableDETR|DINO|YOLOX|YOLOV3|SSD|SingleStageDetector|RTMDet|VFNet|TOOD|SOLO\w*|Mask2Former|MaskFormer|CascadeRCNN|HybridTaskCascade|DiffusionDet)$/,
    'mmdetection',
  ],
];

const projects: ReadonlySet<string> = new Set(['openmmlab', 'xtuner', ...Object.keys(byScope), ...Object.values(byScope), ...byModel.map(([, name]) => name)]);

/** Whether a framework is one of OpenMMLab's projects. */
export const isOpenMmlab = (framework: string): boolean => projects.has(framework);

export function projectOf(settings: Settings): string {
  const scope = settings.text('default_scope')?.value;
  if (scope) return byScope[scope] ?? scope;
  const model = settings.text('model.type')?.value.split('.').pop() ?? '';
  return byModel.find(([pattern]) => pattern.test(model))?.[1] ?? 'openmmlab';
}

/** The project that a program imports from, named in its text. */
export function projectOfText(text: string): string | undefined {
  const name = /^\s*(?:from|import)\s+(mmdet3d|mmdet|mmseg|mmpretrain|mmcls|mmaction|mmpose|mmocr|mmrotate|mmyolo|mmselfsup|mmedit|mmagic|xtuner)\b/m.exec(
    text,
  )?.[1];
  return name && (byScope[name] ?? name);
}

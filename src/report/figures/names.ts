// Names as a reader writes them: devices, methods, tasks, facts.
import type { FactName, Objective } from '../../model/run';
import type { Translate } from '../translate';

/** "A100-SXM4-80GB" as it stands in a line of text: "A100 SXM4 80GB". */
export const deviceName = (name: string): string => name.replace(/^(nvidia|amd)\s+/i, '').replaceAll('-', ' ');

/** "1× A100 SXM4 80GB" */
export const devices = (count: number, name: string): string => `${count}× ${deviceName(name)}`;

/** A grid's name in the reader's language; the whole world's is an average, not a place. */
export const placeName = (name: string, translate: Translate): string => (name === 'World' ? translate('World average') : translate(name));

const METHODS: Readonly<Record<string, string>> = {
  pretrain: 'training from scratch',
  full: 'full fine-tuning',
  lora: 'LoRA fine-tuning',
  qlora: 'QLoRA fine-tuning',
  frozen: 'training a head on a frozen backbone',
};
export const methodName = (method: string, translate: Translate): string => translate(METHODS[method] ?? method);

const KINDS: Readonly<Record<string, string>> = {
  pretrain: 'training from scratch',
  full: 'fine-tuning',
  lora: 'LoRA',
  qlora: 'QLoRA',
  frozen: 'frozen backbone',
};
/** The short word for a kind of run, as in the report's first line. */
export const kindName = (method: string | undefined, translate: Translate): string => translate((method && KINDS[method]) || 'training');

const OBJECTIVES: Readonly<Record<Objective, string>> = {
  dpo: 'DPO',
  ipo: 'IPO',
  kto: 'KTO',
  bco: 'BCO',
  orpo: 'ORPO',
  cpo: 'CPO',
  simpo: 'SimPO',
  reward: 'reward model',
  ppo: 'PPO',
  grpo: 'GRPO',
  rloo: 'RLOO',
  'online-dpo': 'online DPO',
  distillation: 'distillation',
};
/** What a run learns from, as its papers write it. */
export const objectiveName = (objective: string, translate: Translate): string => translate(OBJECTIVES[objective as Objective] ?? objective);

const FACT_LABELS: Readonly<Record<FactName, string>> = {
  model: 'Model',
  parameters: 'Parameters',
  modelAltered: 'Model cut or extended',
  configuration: 'Architecture',
  method: 'Method',
  dataset: 'Data set',
  datasetSamples: 'Dataset size',
  datasetPart: 'Part of the data set',
  perDeviceBatchSize: 'Batch size',
  globalBatchSize: 'Global batch size',
  gradientAccumulation: 'Gradient accumulation',
  epochs: 'Epochs',
  maxSteps: 'Steps',
  sequenceLength: 'Sequence length',
  imageSize: 'Image size',
  learningRate: 'Learning rate',
  optimizer: 'Optimizer',
  precision: 'Precision',
  loraRank: 'LoRA rank',
  gradientCheckpointing: 'Gradient checkpointing',
  gpuCount: 'GPUs',
  gpu: 'GPU',
  partition: 'Partition',
  weightsPrecision: 'Weights kept in',
  meanTokensPerSample: 'Mean length',
  packing: 'Packing',
  padding: 'Padding',
  truncation: 'Longer texts cut',
  modelImageSize: 'Images at the model’s own size',
  sharding: 'Sharding',
  tensorParallel: 'Tensor parallel',
  pipelineParallel: 'Pipeline parallel',
  offload: 'Offload',
  flashAttention: 'Flash attention',
  compile: 'Compiled',
  evaluationPasses: 'Evaluation passes',
  evaluationSamples: 'Evaluation samples',
  earlyStopping: 'Early stopping',
  region: 'Region',
  flopsPerSample: 'FLOPs a sample (forward)',
  objective: 'Learns from',
  answersPerPrompt: 'Answers a prompt',
  answerTokens: 'Tokens of an answer, at most',
  teacher: 'Teacher',
};
export const factLabel = (fact: string, translate: Translate): string => translate(FACT_LABELS[fact as FactName] ?? fact);
/** The facts in the order in which a reader wants them. */
export const FACTS_IN_ORDER = Object.keys(FACT_LABELS) as readonly FactName[];

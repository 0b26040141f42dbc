// Every rule there is; the order has no meaning, savings decide it.
import type { AlternativeRule } from '../defineAlternative';
import { dynamicPadding } from './dynamicPadding';
import { earlyStopping } from './earlyStopping';
import { fewerGpus } from './fewerGpus';
import { greenerRegion } from './greenerRegion';
import { largerBatch } from './largerBatch';
import { lora } from './lora';
import { mixedPrecision } from './mixedPrecision';
import { newerGpu } from './newerGpu';
import { noCheckpointing } from './noCheckpointing';
import { packing } from './packing';
import { shorterSequence } from './shorterSequence';
import { smallerModel } from './smallerModel';
import { tf32 } from './tf32';
import { torchCompile } from './torchCompile';

export const ALL_RULES: readonly AlternativeRule[] = [
  dynamicPadding,
  earlyStopping,
  fewerGpus,
  greenerRegion,
  largerBatch,
  lora,
  mixedPrecision,
  newerGpu,
  noCheckpointing,
  packing,
  shorterSequence,
  smallerModel,
  tf32,
  torchCompile,
];

// The descriptions that are read, in order of precedence: the first start that answers makes the run.
import { allennlp } from './descriptions/allennlp';
import { accelerate } from './descriptions/accelerate';
import { fastai } from './descriptions/fastai';
import { jax } from './descriptions/jax';
import { coqui } from './descriptions/coqui';
import { keras } from './descriptions/keras';
import { kerasRl } from './descriptions/kerasRl';
import { lightning } from './descriptions/lightning';
import { mindspore } from './descriptions/mindspore';
import { mlx } from './descriptions/mlx';
import { optuna } from './descriptions/optuna';
import { scikeras } from './descriptions/scikeras';
import { launching } from './descriptions/launching';
import { paddle } from './descriptions/paddle';
import { peft } from './descriptions/peft';
import { pytorch } from './descriptions/pytorch';
import { sentenceTransformers } from './descriptions/sentenceTransformers';
import { setfit } from './descriptions/setfit';
import { torchModules } from './descriptions/torchModules';
import { torchTrainers } from './descriptions/torchTrainers';
import { transformers } from './descriptions/transformers';
import { trl } from './descriptions/trl';
import { trlx } from './descriptions/trlx';
import { unsloth } from './descriptions/unsloth';
import { composer } from './descriptions/composer';
import { deepspeed } from './descriptions/deepspeed';
import { detectron2 } from './descriptions/detectron2';
import { helperFunctions } from './descriptions/helperFunctions';
import { ignite } from './descriptions/ignite';
import { ludwig } from './descriptions/ludwig';
import { megatron } from './descriptions/megatron';
import { nemo } from './descriptions/nemo';
import { openMmlab } from './descriptions/openMmlab';
import { openai } from './descriptions/openai';
import { otherTrainers } from './descriptions/otherTrainers';
import { flair, simpleTransformers } from './descriptions/simpleTransformers';
import { rllib } from './descriptions/rllib';
import { spacy } from './descriptions/spacy';
import { stableBaselines } from './descriptions/stableBaselines';
import { tfAgents } from './descriptions/tfAgents';
import { timm } from './descriptions/timm';
import { tensorflow } from './descriptions/tensorflow';
import { tensorflowSessions } from './descriptions/tensorflowSessions';
import { unseenTrainers } from './descriptions/unseenTrainers';
import { ultralytics } from './descriptions/ultralytics';
import { azureMl } from './descriptions/jobs/azureMl';
import { ray } from './descriptions/jobs/ray';
import { sageMaker } from './descriptions/jobs/sageMaker';
import { vertexAi } from './descriptions/jobs/vertexAi';
import type { Framework } from './framework';
import { Registry } from './registry';

/** A new framework is one file in descriptions/ and one line here. */
const frameworks: readonly Framework[] = [
  unsloth,
  sentenceTransformers,
  setfit,
  launching,
  trl,
  trlx,
  transformers,
  peft,
  nemo,
  lightning,
  kerasRl,
  scikeras,
  keras,
  jax,
  fastai,
  paddle,
  mindspore,
  tfAgents,
  tensorflow,
  tensorflowSessions,
  ignite,
  ultralytics,
  composer,
  simpleTransformers,
  flair,
  detectron2,
  openMmlab,
  ludwig,
  megatron,
  openai,
  spacy,
  stableBaselines,
  rllib,
  allennlp,
  accelerate,
  deepspeed,
  timm,
  torchTrainers,
  pytorch,
  torchModules,
  otherTrainers,
  coqui,
  mlx,
  optuna,
  helperFunctions,
  unseenTrainers,
  ray,
  sageMaker,
  azureMl,
  vertexAi,
];

let built: Registry | undefined;

export function frameworkRegistry(): Registry {
  return (built ??= new Registry(frameworks));
}

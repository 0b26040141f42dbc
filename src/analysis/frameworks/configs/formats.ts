// Every configuration format that is known, in the order in which they are asked: those with the most telling keys first.
import { trainingArguments } from './languageModels/trainingArguments';
import { axolotl } from './languageModels/axolotl';
import { litgpt } from './languageModels/litgpt';
import { llamaFactory } from './languageModels/llamaFactory';
import { llamaFactoryNext } from './languageModels/llamaFactoryNext';
import { mlxLm } from './languageModels/mlxLm';
import { torchtune } from './languageModels/torchtune';
import { verl } from './languageModels/verl';
import { autotrain } from './fineTuning/autotrain';
import { mistralFinetune } from './fineTuning/mistralFinetune';
import { swift } from './fineTuning/swift';
import type { ConfigFormat } from './configFormat';
import { allennlp } from './general/allennlp';
import { lightningCli } from './general/lightningCli';
import { ludwig } from './general/ludwig';
import { argumentSections } from './general/argumentSections';
import { statedTraining } from './general/statedTraining';
import { trainerSections } from './general/trainerSections';
import { spacy } from './general/spacy';
import { aiToolkit } from './images/aiToolkit';
import { diffusionPipe } from './images/diffusionPipe';
import { detectron2 } from './images/detectron2';
import { kohya } from './images/kohya';
import { latentDiffusion } from './images/latentDiffusion';
import { simpleTuner } from './images/simpleTuner';
import { ultralytics } from './images/ultralytics';
import { accelerate } from './platforms/accelerate';
import { deepspeed } from './platforms/deepspeed';
import { fineTuningJobs } from './hosted/fineTuningJobs';
import { openai } from './platforms/openai';
import { levanter, lingua, maxText } from './pretraining/acceleratorText';
import { composer } from './pretraining/composer';
import { gptNeox } from './pretraining/gptNeox';
import { nanotron } from './pretraining/nanotron';
import { nemo } from './pretraining/nemo';
import { olmo } from './pretraining/olmo';
import { torchtitan } from './pretraining/torchtitan';
import { nemoRl } from './reinforcement/nemoRl';
import { espnet } from './speech/espnet';
import { fairseq } from './speech/fairseq';
import { parallelWaveGan } from './speech/parallelWaveGan';
import { speechbrain } from './speech/speechbrain';
import { basicSr } from './vision/basicSr';
import { modelGarden } from './vision/modelGarden';
import { openPcdet, slowFast } from './vision/openPcdet';
import { paddleDetection } from './vision/paddleDetection';
import { timm } from './vision/timm';

export const configFormats: readonly ConfigFormat[] = [
  torchtune,
  axolotl,
  llamaFactory,
  llamaFactoryNext,
  autotrain,
  swift,
  mistralFinetune,
  mlxLm,
  ludwig,
  aiToolkit,
  simpleTuner,
  diffusionPipe,
  latentDiffusion,
  spacy,
  allennlp,
  torchtitan,
  nanotron,
  litgpt,
  verl,
  nemoRl,
  olmo,
  composer,
  gptNeox,
  maxText,
  levanter,
  lingua,
  fairseq,
  speechbrain,
  parallelWaveGan,
  espnet,
  nemo,
  lightningCli,
  accelerate,
  trainingArguments,
  kohya,
  timm,
  ultralytics,
  ...fineTuningJobs,
  openai,
  detectron2,
  paddleDetection,
  basicSr,
  modelGarden,
  openPcdet,
  slowFast,
  deepspeed,
];

/** Formats that tell less than the project's own script would, asked where no script is at hand that reads the file. */
export const looseFormats: readonly ConfigFormat[] = [trainerSections, argumentSections, statedTraining];

// Every configuration format that is known, in the order in which they are asked: those with the most telling keys first.
import { trainingArguments } from './languageModels/trainingArguments';
import { axolotl } from './languageModels/axolotl';
import { litgpt } from './languageModels/litgpt';
import { llamaFactory } from './languageModels/llamaFactory';
import { llamaFactoryNext } from './languageModels/llamaFactoryNext';
import { torchtune } from './languageModels/torchtune';
import { verl } from './languageModels/verl';
import type { ConfigFormat } from './configFormat';
import { lightningCli } from './general/lightningCli';
import { ludwig } from './general/ludwig';
import { spacy } from './general/spacy';
import { aiToolkit } from './images/aiToolkit';
import { detectron2 } from './images/detectron2';
import { kohya } from './images/kohya';
import { ultralytics } from './images/ultralytics';
import { accelerate } from './platforms/accelerate';
import { deepspeed } from './platforms/deepspeed';
import { openai } from './platforms/openai';
import { composer } from './pretraining/composer';
import { gptNeox } from './pretraining/gptNeox';
import { nemo } from './pretraining/nemo';
import { torchtitan } from './pretraining/torchtitan';

export const configFormats: readonly ConfigFormat[] = [
  torchtune,
  axolotl,
  llamaFactory,
  llamaFactoryNext,
  ludwig,
  aiToolkit,
  spacy,
  torchtitan,
  litgpt,
  verl,
  composer,
  gptNeox,
  nemo,
  lightningCli,
  accelerate,
  trainingArguments,
  kohya,
  ultralytics,
  openai,
  detectron2,
  deepspeed,
];

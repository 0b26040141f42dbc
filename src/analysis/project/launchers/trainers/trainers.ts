// The trainers that launchers start by name.
import { ultralytics } from '../../../frameworks/configs/images/ultralytics';
import { axolotl } from '../../../frameworks/configs/languageModels/axolotl';
import { llamaFactory } from '../../../frameworks/configs/languageModels/llamaFactory';
import { mlxLm } from '../../../frameworks/configs/languageModels/mlxLm';
import { gptNeox } from '../../../frameworks/configs/pretraining/gptNeox';
import { verl } from '../../../frameworks/configs/languageModels/verl';
import { ludwig } from '../../../frameworks/configs/general/ludwig';
import { spacy } from '../../../frameworks/configs/general/spacy';
import type { Launch } from '../commands/launch';
import { fairseq } from './fairseq';
import { litgpt } from './litgpt';
import { megatron } from './megatron';
import { nemo } from './nemo';
import { openRlhf } from './openRlhf';
import { swift } from './swift';
import { tune } from './torchtune';
import { trl } from './trl';
import { configWord, fromFormat, optionValue, program, word, type Trainer } from './trainer';

const openaiCommand: Trainer = {
  framework: 'openai-finetuning',
  starts: (launch) => program(launch, 'openai') && launch.rest.some(({ text }) => /^(fine_tunes|fine_tuning\.jobs)\.create$/.test(text)),
  facts: (settings) => ({ model: settings.text('m', 'model'), epochs: settings.positive('n_epochs', 'n-epochs') }),
};

/** `mlx_lm.lora`, `mlx_lm lora`, `python -m mlx_lm.lora`; without `--train` it evaluates. */
const isMlxLora = (launch: Launch): boolean => /(^|\/)mlx_lm\.lora$/.test(launch.target) || (/(^|\/)mlx_lm$/.test(launch.target) && word(launch, 0) === 'lora');

const yolo: Trainer = {
  ...fromFormat(ultralytics, { starts: (launch) => program(launch, 'yolo') && launch.rest.some(({ text }) => text === 'train' || text === 'mode=train') }),
};

/** `python deepy.py train.py -d configs 125M.yml local_setup.yml`: the first file says what is trained, the others where. */
const neox: Trainer = {
  ...fromFormat(gptNeox, {
    starts: (launch) => /(^|\/)deepy\.py$/.test(launch.target) && /(^|\/)train\.py$/.test(word(launch, 0)),
    config: (launch) => {
      const [folder, name] = [optionValue(launch, 'd', 'conf_dir'), configWord(launch)];
      return folder && name ? `${folder}/${name}` : name;
    },
  }),
};

export const trainers: readonly Trainer[] = [
  fairseq,
  megatron,
  openRlhf,
  neox,
  swift,
  tune,
  yolo,
  openaiCommand,
  fromFormat(llamaFactory, {
    starts: (launch) => (program(launch, 'llamafactory-cli', 'lmf') && word(launch, 0) === 'train') || launch.target === 'llamafactory.cli',
    config: configWord,
  }),
  fromFormat(axolotl, {
    starts: (launch) =>
      (program(launch, 'axolotl') && word(launch, 0) === 'train') ||
      /^axolotl\.cli\.train$/.test(launch.target) ||
      /scripts\/finetune\.py$/.test(launch.target),
    config: configWord,
  }),
  litgpt,
  fromFormat(ludwig, {
    starts: (launch) => program(launch, 'ludwig') && /^(train|experiment)$/.test(word(launch, 0)),
    config: (launch) => optionValue(launch, 'config', 'c'),
  }),
  fromFormat(mlxLm, {
    starts: (launch, settings) => isMlxLora(launch) && (settings.isOn('train') || launch.rest.some(({ text }) => text === '--train')),
    config: (launch) => optionValue(launch, 'config', 'c'),
  }),
  fromFormat(spacy, { starts: (launch) => program(launch, 'spacy') && word(launch, 0) === 'train', config: configWord }),
  trl,
  nemo,
  fromFormat(
    verl,
    { starts: (launch, settings) => launch.kind !== 'shell' && (/^verl\.trainer\./.test(launch.target) || settings.has('actor_rollout_ref.model.path')) },
    'verl',
  ),
];

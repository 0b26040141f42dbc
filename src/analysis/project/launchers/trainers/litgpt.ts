// LitGPT's command line: `litgpt finetune_lora CHECKPOINT --train.epochs 1`. https://github.com/Lightning-AI/litgpt/blob/main/litgpt/__main__.py
import { litgpt as format } from '../../../frameworks/configs/languageModels/litgpt';
import { implied, libraryDefault } from '../../../frameworks/configs/settings';
import { optionValue, program, word, type Trainer } from './trainer';

/** `finetune` is short for `finetune_lora`. */
const isLora = (subcommand: string): boolean => /^finetune(_lora)?$/.test(subcommand);

export const litgpt: Trainer = {
  framework: 'litgpt',
  starts: (launch) => program(launch, 'litgpt') && /^(finetune|pretrain)/.test(word(launch, 0)),
  config: (launch) => optionValue(launch, 'config'),
  positional: [undefined, 'checkpoint_dir'],
  facts: (settings, launch) => {
    const found = format.facts(settings);
    const subcommand = word(launch, 0);
    if (isLora(subcommand)) {
      const { loraRank = libraryDefault(8, 'litgpt 0.5 --lora_r'), method } = found;
      return { ...found, loraRank, method: method?.value === 'qlora' || method?.value === 'lora' ? method : implied('lora', `litgpt ${subcommand}`) };
    }
    if (subcommand === 'finetune_full') return { ...found, method: implied('full', 'litgpt finetune_full') };
    // LLaMA-Adapter's two forms have no method of their own among the facts
    return subcommand.startsWith('finetune_adapter') ? { ...found, method: undefined } : found;
  },
};

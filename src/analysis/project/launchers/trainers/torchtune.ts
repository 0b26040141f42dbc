// torchtune's command line: `tune run RECIPE --config NAME key=value`. https://pytorch.org/torchtune/stable/tune_cli.html
import type { Method } from '../../../../model/run';
import { torchtune as format } from '../../../frameworks/configs/languageModels/torchtune';
import { derived, reading, type Settings } from '../../../frameworks/configs/settings';
import type { FoundFacts } from '../../../frameworks/configs/configFormat';
import type { Launch } from '../commands/launch';
import { optionValue, program, word, type Trainer } from './trainer';

const recipeName = /^(full|lora|qat|qat_lora|dev|knowledge_distillation|ppo_full)_\w+$|finetune|dpo|ppo|grpo|distillation/;
const recipeOf = (launch: Launch): Launch['rest'][number] | undefined =>
  launch.rest.find(({ text }) => !text.startsWith('-') && !text.includes('=') && recipeName.test(text));

/** What trains follows from the recipe; the configurations that come with torchtune say by their names whether the base is quantised. */
function methodOf(settings: Settings, launch: Launch): FoundFacts['method'] {
  const named = settings.text('recipe');
  const recipe = named?.value.replace(/^.*\//, '') ?? '';
  const method: Method | undefined = /(^|_)lora_/.test(recipe)
    ? /qlora/.test(optionValue(launch, 'config') ?? '')
      ? 'qlora'
      : 'lora'
    : /(^|_)full_/.test(recipe)
      ? 'full'
      : undefined;
  return named && method && reading(named, method);
}

function gpuCount(settings: Settings): FoundFacts['gpuCount'] {
  const perNode = settings.count('nproc_per_node', 'nproc-per-node');
  const nodes = settings.count('nnodes');
  if (!perNode || settings.has('nnodes') === (nodes === undefined)) return undefined;
  return nodes && nodes.value > 1
    ? derived(perNode.value * nodes.value, [
        ['nproc_per_node', perNode],
        ['nnodes', nodes],
      ])
    : perNode;
}

export const tune: Trainer = {
  framework: 'torchtune',
  starts: (launch) => program(launch, 'tune') && word(launch, 0) === 'run' && recipeOf(launch) !== undefined,
  config: (launch) => optionValue(launch, 'config'),
  words: (launch) => ({ recipe: recipeOf(launch) }),
  facts: (settings, launch) => {
    const found = format.facts(settings);
    return { ...found, method: methodOf(settings, launch) ?? found.method, gpuCount: gpuCount(settings) ?? found.gpuCount };
  },
};

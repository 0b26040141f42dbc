// mlx-lm's LoRA trainer, as YAML and as its command line: https://github.com/ml-explore/mlx-lm/blob/main/mlx_lm/lora.py
import type { Fact, Method } from '../../../../model/run';
import { defineConfigFormat, presentOf } from '../configFormat';
import { namedDataset } from '../datasets';
import { optimizerFact } from '../names';
import { derived, implied, libraryDefault, reading, type Settings } from '../settings';

const library = 'mlx-lm 0.32 CONFIG_DEFAULTS';
const quantized = /(^|[-_.])([34568]bit|q[348])([-_.]|$)/i;

/** The command line's options are the keys with hyphens. */
const spellings = (key: string): readonly string[] => [key, key.replaceAll('_', '-')];

function methodOf(settings: Settings, model: Fact<string> | undefined): Fact<Method> {
  const type = settings.text(...spellings('fine_tune_type'));
  if (type?.value === 'full') return reading(type, 'full');
  const method = quantized.test(model?.value ?? '') ? 'qlora' : 'lora';
  return type ? reading(type, method) : implied(method, `${library}.fine_tune_type`);
}

/** `iters` are batches; the weights move once in so many of them. */
function updates(settings: Settings, accumulation: Fact<number>): Fact<number> | undefined {
  const iterations = settings.count('iters') ?? libraryDefault(1000, `${library}.iters`);
  if (accumulation.value === 1) return iterations;
  const steps = iterations.value / accumulation.value;
  return Number.isInteger(steps)
    ? derived(steps, [
        ['iters', iterations],
        ['grad_accumulation_steps', accumulation],
      ])
    : undefined;
}

export const mlxLm = defineConfigFormat({
  framework: 'mlx-lm',
  recognise: (settings) =>
    settings.isOn('train') &&
    settings.has('model') &&
    presentOf(settings, 'iters', 'num_layers', 'lora_layers', 'lora_parameters', 'fine_tune_type', 'adapter_path', 'steps_per_eval', 'val_batches') >= 2,
  facts: (settings) => {
    const model = settings.text('model');
    const method = methodOf(settings, model);
    const accumulation = settings.count(...spellings('grad_accumulation_steps')) ?? libraryDefault(1, `${library}.grad_accumulation_steps`);
    const data = settings.text('data');
    return {
      model,
      method,
      dataset: data && /^[\w.-]+\/[\w.-]+$/.test(data.value) && !/^\.|^data\//.test(data.value) ? namedDataset(data) : undefined,
      perDeviceBatchSize: settings.count(...spellings('batch_size')) ?? libraryDefault(4, `${library}.batch_size`),
      gradientAccumulation: accumulation,
      maxSteps: updates(settings, accumulation),
      sequenceLength: settings.count(...spellings('max_seq_length')) ?? libraryDefault(2048, `${library}.max_seq_length`),
      learningRate: settings.positive(...spellings('learning_rate')) ?? libraryDefault(1e-5, `${library}.learning_rate`),
      optimizer: optimizerFact(settings.text('optimizer')) ?? libraryDefault('adam', `${library}.optimizer`),
      loraRank: method.value === 'full' ? undefined : (settings.count('lora_parameters.rank') ?? libraryDefault(8, `${library}.lora_parameters.rank`)),
      gradientCheckpointing: settings.flag(...spellings('grad_checkpoint')) ?? libraryDefault(false, `${library}.grad_checkpoint`),
      precision: /bf16/i.test(model?.value ?? '') ? implied('bf16', 'the named weights are bfloat16') : undefined,
    };
  },
});

// LitGPT's YAML: https://github.com/Lightning-AI/litgpt/tree/main/config_hub
import type { Fact } from '../../../../model/run';
import { defineConfigFormat, presentOf } from '../configFormat';
import { optimizerFact, precisionFact } from '../names';
import { derived, implied, libraryDefault, reading, type Settings } from '../settings';

function dataset(settings: Settings): Fact<string> | undefined {
  const loader = settings.text('data.class_path', 'data');
  const name = loader?.value.split('.').pop();
  // JSON, TextFiles and LitData hold the user's own files
  return loader && name && !/^(json|textfiles|litdata)$/i.test(name) ? reading(loader, name.toLowerCase()) : undefined;
}

export const litgpt = defineConfigFormat({
  framework: 'litgpt',
  recognise: (settings) =>
    presentOf(settings, 'checkpoint_dir', 'model_name', 'initial_checkpoint_dir', 'model_config') >= 1 &&
    presentOf(
      settings,
      'train.micro_batch_size',
      'train.global_batch_size',
      'train.max_tokens',
      'train.epochs',
      'train.lr_warmup_steps',
      'train.save_interval',
    ) >= 2,
  facts: (settings) => {
    const model = settings.text('checkpoint_dir', 'model_name');
    // the fine-tuning scripts share their defaults since 0.4; a pre-training file states its own
    const tunes = settings.has('checkpoint_dir');
    const standard = (key: string, value: number) => (tunes && settings.leavesOpen(key) ? libraryDefault(value, `litgpt 0.5 ${key}`) : undefined);
    const micro = settings.count('train.micro_batch_size') ?? standard('train.micro_batch_size', 1);
    const global = settings.count('train.global_batch_size') ?? standard('train.global_batch_size', 16);
    const devices = settings.count('devices') ?? standard('devices', 1);
    const nodes = settings.count('num_nodes');
    const gpus =
      devices &&
      (nodes && nodes.value > 1
        ? derived(devices.value * nodes.value, [
            ['devices', devices],
            ['num_nodes', nodes],
          ])
        : devices);
    const length = settings.count('train.max_seq_length');
    const tokens = settings.positive('train.max_tokens');
    const maxSteps = settings.count('train.max_steps');
    const precisionText = settings.text('precision');
    const optimizer = settings.text('optimizer.class_path', 'optimizer');
    const rank = settings.count('lora_r');
    const quantized = settings.text('quantize');
    const steps =
      maxSteps ??
      (tokens && global && length && !settings.has('checkpoint_dir')
        ? derived(Math.ceil(tokens.value / (global.value * length.value)), [
            ['train.max_tokens', tokens],
            ['train.global_batch_size', global],
            ['train.max_seq_length', length],
          ])
        : undefined);
    const accumulation = micro && global && gpus ? global.value / (micro.value * gpus.value) : 0;
    return {
      model: model && reading(model, model.value.replace(/^checkpoints\//, '')),
      method: rank
        ? reading(rank, quantized && /nf4|fp4/.test(quantized.value) ? ('qlora' as const) : ('lora' as const))
        : settings.has('checkpoint_dir')
          ? implied('full' as const, 'a checkpoint without an adapter')
          : settings.value('initial_checkpoint_dir')
            ? implied('full' as const, 'training goes on from a checkpoint')
            : implied('pretrain' as const, 'no checkpoint is named'),
      dataset: dataset(settings),
      perDeviceBatchSize: micro,
      globalBatchSize: global,
      gradientAccumulation:
        micro && global && gpus && Number.isInteger(accumulation) && accumulation > 0
          ? derived(accumulation, [
              ['train.global_batch_size', global],
              ['train.micro_batch_size', micro],
              ['devices', gpus],
            ])
          : undefined,
      ...(steps ? { maxSteps: steps } : { epochs: settings.positive('train.epochs') ?? standard('train.epochs', 5) }),
      sequenceLength: length,
      learningRate: settings.positive('optimizer.init_args.lr', 'train.learning_rate'),
      optimizer: settings.leavesOpen('optimizer') ? libraryDefault('adamw', 'litgpt 0.5 optimizer') : optimizerFact(optimizer),
      precision: precisionFact(precisionText),
      loraRank: rank,
      gpuCount: gpus,
    };
  },
});

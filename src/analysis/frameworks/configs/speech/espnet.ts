// ESPnet2's and WeNet's YAML, which name a module and its `_conf` side by side.
// https://espnet.github.io/espnet/espnet2_training_option.html, https://github.com/wenet-e2e/wenet/tree/main/examples
import { defineConfigFormat, presentOf } from '../configFormat';
import { factsOfKeys, startOf } from '../keyTable';
import { optimizerFact } from '../names';
import { libraryDefault, reading, type Settings } from '../settings';

const isWenet = (settings: Settings): boolean =>
  presentOf(settings, 'dataset_conf.batch_conf', 'dataset_conf.fbank_conf', 'cmvn', 'dataset_conf.feats_type') >= 1;

/** Batches of so many frames or elements have no fixed number of samples. */
const countsSamples = (settings: Settings): boolean =>
  /^(static|unsorted|sorted|folded|catpow|unset)$/.test(
    settings.text('dataset_conf.batch_conf.batch_type', 'dataset_conf.batch_type', 'batch_type')?.value ?? 'unset',
  );

function precision(settings: Settings) {
  const mixed = settings.flag('use_amp');
  if (mixed) return reading(mixed, mixed.value ? ('fp16' as const) : ('fp32' as const));
  return libraryDefault('fp32' as const, isWenet(settings) ? 'WeNet train.py without --use_amp' : 'ESPnet2 use_amp = false');
}

export const espnet = defineConfigFormat({
  framework: (settings) => (isWenet(settings) ? 'wenet' : 'espnet'),
  recognise: (settings) =>
    settings.has('optim_conf') &&
    presentOf(settings, 'optim', 'max_epoch', 'accum_grad', 'scheduler_conf', 'grad_clip') >= 2 &&
    presentOf(
      settings,
      'encoder_conf',
      'decoder_conf',
      'model_conf',
      'tts_conf',
      'vits_conf',
      'separator_conf',
      'enh_conf',
      'frontend_conf',
      'batch_type',
      'dataset_conf',
    ) >= 1,
  facts: (settings) => ({
    ...factsOfKeys(
      settings,
      {
        ...(countsSamples(settings) && { perDeviceBatchSize: ['dataset_conf.batch_conf.batch_size', 'dataset_conf.batch_size', 'batch_size'] }),
        gradientAccumulation: 'accum_grad',
        epochs: 'max_epoch',
        learningRate: 'optim_conf.lr',
        gradientCheckpointing: ['encoder_conf.gradient_checkpointing'],
        gpuCount: 'ngpu',
      },
      isWenet(settings) ? 'WeNet' : 'ESPnet2',
      { gradientAccumulation: 1 },
    ),
    optimizer: optimizerFact(settings.text('optim')),
    precision: precision(settings),
    method: /whisper|paraformer/.test(settings.text('model')?.value ?? '')
      ? undefined
      : startOf(settings, ['init_param', 'checkpoint', 'pretrain_path', 'enc_init']),
  }),
});

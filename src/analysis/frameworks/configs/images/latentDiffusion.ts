// The YAML of latent-diffusion and its many descendants (model.target, data.target, lightning): https://github.com/CompVis/latent-diffusion/tree/main/configs
import { defineConfigFormat, presentOf } from '../configFormat';
import { factsOfKeys, startOf } from '../keyTable';
import { libraryDefault, reading, type Settings } from '../settings';

/** The optimizers that the project's own classes make in `configure_optimizers`. */
const optimizerOfTarget: readonly (readonly [RegExp, string])[] = [
  [/ddpm\.\w*LatentDiffusion$|ddpm\.DDPM$|DiffusionEngine$|ControlLDM$/, 'adamw'],
  [/autoencoder\.\w+$|vqgan\.\w+$|Net2NetTransformer$/, 'adam'],
];

function optimizer(settings: Settings) {
  const target = settings.text('model.target');
  const known = target && optimizerOfTarget.find(([pattern]) => pattern.test(target.value));
  return target && known ? reading(target, known[1]) : undefined;
}

export const latentDiffusion = defineConfigFormat({
  framework: 'lightning',
  recognise: (settings) =>
    settings.has('model.target') && settings.has('data.target') && presentOf(settings, 'model.base_learning_rate', 'data.params.batch_size', 'lightning') >= 2,
  facts: (settings) => ({
    ...factsOfKeys(
      settings,
      {
        perDeviceBatchSize: 'data.params.batch_size',
        gradientAccumulation: 'lightning.trainer.accumulate_grad_batches',
        maxSteps: 'lightning.trainer.max_steps',
        epochs: 'lightning.trainer.max_epochs',
        imageSize: ['data.params.train.params.config.size', 'data.params.train.params.size', 'data.params.train.params.crop_size'],
        precision: 'lightning.trainer.precision',
      },
      'latent-diffusion main.py: lightning Trainer',
      { gradientAccumulation: 1, precision: 'fp32' },
    ),
    // main.py multiplies the base rate by batch, accumulation and GPUs unless --scale_lr False is given
    learningRate: undefined,
    optimizer: optimizer(settings) ?? undefined,
    method: startOf(settings, ['model.params.ckpt_path', 'model.params.unet_config.params.ckpt_path']),
    gradientCheckpointing: settings.flag('model.params.unet_config.params.use_checkpoint') ?? libraryDefault(false, 'latent-diffusion use_checkpoint'),
  }),
});

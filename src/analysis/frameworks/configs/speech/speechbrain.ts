// SpeechBrain's HyperPyYAML, whose tags name the classes that are made: https://speechbrain.readthedocs.io/en/latest/tutorials/basics/hyperpyyaml.html
import type { Fact } from '../../../../model/run';
import { tagKey } from '../../../languages/yaml/readYaml';
import { defineConfigFormat, presentOf, type FoundFacts } from '../configFormat';
import { factsOfKeys, startOf } from '../keyTable';
import { optimizerFact, precisionFact } from '../names';
import { libraryDefault, reading, type Settings } from '../settings';

/** The sections that a tag makes an object of, with its class. */
const madeObjects = (settings: Settings): readonly { readonly name: string; readonly made: string; readonly own: Settings }[] =>
  [...settings.root.entries.keys()].flatMap((name) => {
    const own = settings.section(name);
    const made = own?.text(tagKey)?.value;
    return own && made !== undefined ? [{ name, made, own }] : [];
  });

/** The optimizer of the model that is trained from scratch or on; several that disagree leave the fact open. */
function optimizers(settings: Settings): Pick<FoundFacts, 'optimizer' | 'learningRate'> {
  const found = madeObjects(settings).filter(({ made }) => /(^|\.)optim\.\w+$|\.(Adam\w*|SGD|RMSprop|Adadelta|Adafactor)$/.test(made));
  const main = found.find(({ name }) => /^(opt_class|model_opt_class|adam_opt_class|adam|sgd|opt|optimizer)$/i.test(name)) ?? found[0];
  if (!main) return { learningRate: settings.positive('lr', 'lr_adam', 'learning_rate') };
  const rates = new Set(found.map(({ own }) => own.positive('lr')?.value));
  const agreed = <T>(values: readonly T[]): boolean => new Set(values).size === 1;
  const names = found.map(({ own }) => optimizerFact(own.text(tagKey)));
  return {
    optimizer: agreed(names.map((fact) => fact?.value)) || found.some(({ name }) => name === main.name) ? optimizerFact(main.own.text(tagKey)) : undefined,
    learningRate: rates.size === 1 ? main.own.positive('lr') : undefined,
  };
}

/** A model of a hub that a wrapper loads; `freeze` says whether it trains. */
function pretrained(settings: Settings): Pick<FoundFacts, 'model' | 'method'> {
  const objects = madeObjects(settings);
  const wrapper = objects.find(
    ({ made, own }) => /huggingface|fairseq_wav2vec/i.test(made) && own.has('source') && !/tokenizer|feature_?extractor/i.test(made),
  );
  if (wrapper) {
    const model = wrapper.own.text('source');
    const frozen = wrapper.own.flag('freeze');
    return { model: model && !/[{$]|^\.?\//.test(model.value) ? model : undefined, method: frozen?.value === false ? reading(frozen, 'full') : undefined };
  }
  if (objects.some(({ made }) => /\.Pretrainer$/.test(made))) return {};
  return { method: startOf(settings, ['pretrained_path', 'pretrained_model', 'load_from_pretrained']) };
}

function precision(settings: Settings): FoundFacts['precision'] {
  const stated: Fact<'fp16' | 'bf16' | 'fp32' | 'tf32' | 'fp8' | 'int8' | 'nf4'> | undefined = precisionFact(settings.text('precision'));
  if (stated) return stated;
  const mixed = settings.flag('auto_mix_prec');
  return mixed?.value ? reading(mixed, 'fp16') : libraryDefault('fp32', 'speechbrain 1.0 Brain: precision = fp32');
}

export const speechbrain = defineConfigFormat({
  framework: 'speechbrain',
  recognise: (settings) =>
    madeObjects(settings).some(({ made }) => /^speechbrain\./.test(made)) &&
    presentOf(settings, 'number_of_epochs', 'N_epochs', 'epoch_counter', 'epochs') >= 1 &&
    presentOf(settings, 'lr', 'batch_size', 'train_dataloader_opts', 'dataloader_options', 'dataloader_opts', 'lr_adam', 'checkpointer', 'opt_class') >= 2,
  facts: (settings) => {
    const dynamic = settings.isOn('dynamic_batching');
    return {
      ...factsOfKeys(
        settings,
        {
          ...(!dynamic && {
            perDeviceBatchSize: [
              'train_dataloader_opts.batch_size',
              'dataloader_options.batch_size',
              'dataloader_opts.batch_size',
              'batch_size',
              'batch_size_train',
            ],
          }),
          gradientAccumulation: ['grad_accumulation_factor', 'gradient_accumulation'],
          epochs: ['epoch_counter.limit', 'number_of_epochs', 'N_epochs', 'epochs'],
        },
        'speechbrain 1.0',
        { gradientAccumulation: 1 },
      ),
      ...optimizers(settings),
      ...pretrained(settings),
      precision: precision(settings),
    };
  },
});

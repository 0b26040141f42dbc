// spaCy's training config: https://spacy.io/api/data-formats#config
import { defineConfigFormat, presentOf, type FoundFacts } from '../configFormat';
import { optimizerFact } from '../names';
import { implied, libraryDefault, reading, type Settings } from '../settings';

const trainsTransformer = (settings: Settings): boolean => settings.has('components.transformer');

/** `max_steps = 0` and `max_epochs = 0` mean no bound; a config without a training section is filled with spaCy's defaults before it trains. */
function bound(settings: Settings): Pick<FoundFacts, 'epochs' | 'maxSteps'> {
  const steps = settings.number('training.max_steps') ?? libraryDefault(20_000, 'spaCy [training] max_steps');
  const epochs = settings.number('training.max_epochs');
  return { maxSteps: steps.value > 0 ? steps : undefined, epochs: epochs && epochs.value > 0 ? epochs : undefined };
}

export const spacy = defineConfigFormat({
  framework: 'spacy',
  recognise: (settings) =>
    settings.has('nlp.pipeline') && settings.has('components') && presentOf(settings, 'training', 'corpora', 'paths', 'system', 'initialize') >= 2,
  facts: (settings) => {
    const transformer = trainsTransformer(settings);
    const mixed = settings.flag('components.transformer.model.mixed_precision');
    const optimizer = settings.text('training.optimizer.@optimizers');
    const perSequence = /batch_by_sequence/.test(settings.text('training.batcher.@batchers')?.value ?? '');
    const rate = settings.positive('training.optimizer.learn_rate', 'training.optimizer.learn_rate.initial_rate');
    return {
      model: settings.text('components.transformer.model.name'),
      method: transformer ? implied('full' as const, 'a pre-trained transformer is trained on') : implied('pretrain' as const, 'no pre-trained transformer'),
      // the batcher of the standard config counts words, not texts
      perDeviceBatchSize: perSequence ? settings.count('training.batcher.size') : undefined,
      gradientAccumulation: settings.count('training.accumulate_gradient') ?? libraryDefault(1, 'spaCy [training] accumulate_gradient'),
      ...bound(settings),
      learningRate: rate ?? (settings.has('training.optimizer.learn_rate') ? undefined : libraryDefault(1e-3, 'spaCy Adam.v1 learn_rate')),
      optimizer:
        optimizerFact(optimizer) ?? (settings.has('training.optimizer.@optimizers') ? undefined : libraryDefault('adam', 'spaCy [training.optimizer] Adam.v1')),
      precision: mixed?.value ? reading(mixed, 'fp16' as const) : libraryDefault('fp32' as const, 'spaCy: mixed_precision = false'),
    };
  },
});

// Determined experiments: https://docs.determined.ai/latest/reference/training/experiment-config-reference.html
import { factsOfOwnConfig } from '../../../frameworks/configs/general/ownConfig';
import { makeRun } from '../../configRuns';
import { commandOfWords, environmentOf, isText, textsOf, type JobPlatform } from '../job';

export const determined: JobPlatform = ({ settings, anchor }) => {
  const entry = settings.value('entrypoint');
  if (!entry || !settings.has('searcher') || !(settings.has('resources') || settings.has('hyperparameters'))) return undefined;
  const count = settings.count('resources.slots_per_trial');
  const epochs = settings.positive('searcher.max_length.epochs');
  const steps = settings.count('searcher.max_length.batches');
  const text = isText(entry) ? entry : commandOfWords(textsOf(entry), entry.span);
  // `model_def:Trial` names a class; its settings stand here
  const isClass = isText(text) && /^[\w.]+:\w+$/.test(String(text.value));
  const hyper = settings.section('hyperparameters');
  const whole = hyper?.count('global_batch_size');
  if (isClass && hyper)
    return makeRun('pytorch', anchor, {
      ...factsOfOwnConfig(hyper),
      ...(whole && { globalBatchSize: whole }),
      ...(epochs && { epochs }),
      ...(steps && { maxSteps: steps }),
      ...(count && { gpuCount: count }),
    });
  return (
    text && { commands: [{ text, environment: environmentOf(settings.value('environment.environment_variables')) }], devices: { ...(count && { count }) } }
  );
};

// OpenAI's fine-tuning service: the job is trained elsewhere, the call tells the model and the number of epochs.
import { isNone, type Value } from '../../evaluate/values';
import { asText, factOf } from '../draft';
import { defineFramework, type StartHandler } from '../framework';
import { draftAt } from './transformers';

/** `method={"type": "supervised", "supervised": {"hyperparameters": {...}}}`, or the older `hyperparameters={...}`. */
function hyperparameters(method: Value | undefined, direct: Value | undefined): Value | undefined {
  if (direct && !isNone(direct)) return direct;
  if (method?.kind !== 'mapping') return undefined;
  for (const entry of method.entries.values()) {
    const inner = entry.kind === 'mapping' ? entry.entries.get('hyperparameters') : undefined;
    if (inner) return inner;
  }
  return undefined;
}

const create: StartHandler = (event, reading, machine) => {
  const draft = draftAt('openai-finetuning', event, machine, undefined);
  draft.take('model', reading.argument(event, 'model'), asText);
  const settings = hyperparameters(reading.argument(event, 'method'), reading.argument(event, 'hyperparameters'));
  const value = (name: string): Value | undefined => reading.property(settings, name) ?? reading.argument(event, name);
  for (const [fact, name] of [
    ['epochs', 'n_epochs'],
    ['globalBatchSize', 'batch_size'],
  ] as const) {
    const given = factOf(value(name), (raw) => (typeof raw === 'number' && raw > 0 ? raw : undefined));
    if (given) draft.set(fact, given);
  }
  return draft;
};

export const openai = defineFramework({
  name: 'openai-finetuning',
  starts: {
    'openai.fine_tuning.jobs.create': create,
    'openai.FineTuningJob.create': create,
    'openai.FineTuningJob.acreate': create,
    'openai.FineTune.create': create,
    'openai.fine_tunes.create': create,
  },
});

// Fine-tuning services (OpenAI, Together, Mistral): the job is trained elsewhere, the call tells the model and what it says of the training.
import { isNone, type Value } from '../../evaluate/values';
import { asText, factOf } from '../draft';
import { defineFramework, type StartHandler } from '../framework';
import { draftAt } from '../transformers/trainerRun';

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

/** The job that a service's call creates. */
const job =
  (service: string): StartHandler =>
  (event, reading, machine) => {
    const draft = draftAt(service, event, machine, undefined);
    draft.take('model', reading.argument(event, 'model'), asText);
    const settings = hyperparameters(reading.argument(event, 'method'), reading.argument(event, 'hyperparameters'));
    const value = (name: string): Value | undefined => reading.property(settings, name) ?? reading.argument(event, name);
    for (const [fact, name] of [
      ['epochs', 'n_epochs'],
      ['globalBatchSize', 'batch_size'],
      ['maxSteps', 'training_steps'],
      ['learningRate', 'learning_rate'],
    ] as const) {
      const given = factOf(value(name), (raw) => (typeof raw === 'number' && raw > 0 ? raw : undefined));
      if (given) draft.set(fact, given);
    }
    return draft;
  };

const create = job('openai-finetuning');

export const openai = defineFramework({
  name: 'openai-finetuning',
  starts: {
    'together.fine_tuning.create': job('together-finetuning'),
    'mistralai.fine_tuning.jobs.create': job('mistral-finetuning'),
    'openai.fine_tuning.jobs.create': create,
    'openai.FineTuningJob.create': create,
    'openai.FineTuningJob.acreate': create,
    'openai.FineTune.create': create,
    'openai.fine_tunes.create': create,
  },
});

// A request body for OpenAI's fine-tuning service: https://platform.openai.com/docs/api-reference/fine-tuning
import { defineConfigFormat, presentOf } from '../configFormat';

export const openai = defineConfigFormat({
  framework: 'openai-finetuning',
  recognise: (settings) =>
    settings.has('training_file') &&
    settings.has('model') &&
    presentOf(settings, 'hyperparameters', 'method', 'n_epochs', 'validation_file', 'suffix', 'batch_size', 'learning_rate_multiplier') >= 1,
  facts: (settings) => ({
    model: settings.text('model'),
    epochs: settings.positive('hyperparameters.n_epochs', 'method.supervised.hyperparameters.n_epochs', 'method.dpo.hyperparameters.n_epochs', 'n_epochs'),
    perDeviceBatchSize: settings.count('hyperparameters.batch_size', 'method.supervised.hyperparameters.batch_size', 'batch_size'),
  }),
});

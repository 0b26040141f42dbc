// `trainer.hyperparameter_search(hp_space=..., n_trials=...)`: a run per trial, of which the search space decides some settings.
import type { FactName } from '../../../model/run';
import { callValue } from '../../evaluate/calls/calls';
import { emptyArguments, knownNumber, unknown, type Value } from '../../evaluate/values';
import type { StartHandler } from '../framework';

/** Trials where none are given, and what Optuna's standard space varies: transformers 4.50 Trainer.hyperparameter_search, default_hp_space_optuna */
const usualTrials = 20;
const usualSpace = ['learning_rate', 'num_train_epochs', 'per_device_train_batch_size'];

const factsOfSettings: Readonly<Record<string, readonly FactName[]>> = {
  learning_rate: ['learningRate'],
  num_train_epochs: ['epochs'],
  max_steps: ['maxSteps'],
  per_device_train_batch_size: ['perDeviceBatchSize', 'globalBatchSize'],
  gradient_accumulation_steps: ['gradientAccumulation', 'globalBatchSize'],
  optim: ['optimizer'],
};

/** The run of a search, each of whose trials `train` describes. */
export const searchWith =
  (train: StartHandler): StartHandler =>
  (event, reading, machine) => {
    const draft = train(event, reading, machine);
    if (!draft) return undefined;
    const space = reading.argument(event, 'hp_space', 0);
    let drawn: Value | undefined;
    if (space?.kind === 'reference')
      machine.quietly(() => {
        drawn = callValue(machine, event.frame, space, { ...emptyArguments, positional: [unknown('run-time')] }, event.place);
      });
    const varied = drawn?.kind === 'mapping' ? [...drawn.entries.keys()] : usualSpace;
    for (const fact of varied.flatMap((name) => factsOfSettings[name] ?? [])) {
      delete draft.facts[fact];
      draft.unknowns.push({ fact, reason: 'run-time', detail: 'hp_space' });
    }
    const trials = reading.argument(event, 'n_trials', 2);
    draft.repeats = trials === undefined ? usualTrials : knownNumber(trials);
    return draft;
  };

// Optuna: `study.optimize(objective, n_trials=50)` trains what the function trains, so many times over.
// https://optuna.readthedocs.io/en/stable/reference/generated/optuna.study.Study.html
import { callValue } from '../../evaluate/calls/calls';
import { emptyArguments, known, knownNumber, unknown } from '../../evaluate/values';
import { defineFramework, type ResultHandler } from '../framework';

const optimize: ResultHandler = (event, reading, machine) => {
  const objective = reading.argument(event, 'func', 0);
  if (objective?.kind !== 'reference' || !objective.target) return undefined;
  const before = reading.drafts.length;
  callValue(machine, event.frame, objective, { ...emptyArguments, positional: [unknown('run-time', event.place, 'trial')] }, event.place);
  const trials = knownNumber(reading.argument(event, 'n_trials', 1));
  if (trials !== undefined && trials > 1) for (const draft of reading.drafts.slice(before)) draft.repeats = (draft.repeats ?? 1) * trials;
  return known(null);
};

export const optuna = defineFramework({ name: 'optuna', results: { 'optuna.create_study.optimize': optimize, 'optuna.Study.optimize': optimize } });

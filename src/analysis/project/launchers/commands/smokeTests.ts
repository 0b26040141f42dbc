// CI workflows and compose files start programs mostly to try them: which of their commands trains for real.
import type { Fact } from '../../../../model/run';
import type { Settings } from '../../../frameworks/configs/settings';
import { trainers } from '../trainers/trainers';
import type { Found } from '../joined/joinedFacts';
import { trainingSettings } from './generalFlags';
import type { Launch } from './launch';

/** A command that bounds itself to no more tries whether the script runs. */
const triedEpochs = 1;
const triedSteps = 100;

const trialSwitches = ['fast_dev_run', 'trainer.fast_dev_run', 'smoke_test', 'smoke', 'debug', 'toy', 'sanity_check', 'limit_train_batches', 'max_samples'];

/** Programs that only training is started with. */
const trainingLaunchers: ReadonlySet<string> = new Set(['torchrun', 'accelerate', 'deepspeed', 'composer', 'horovodrun']);

const isTrial = (settings: Settings, { epochs, maxSteps }: Found['facts']): boolean =>
  trialSwitches.some((name) => settings.has(name) && settings.flag(name)?.value !== false) || isFew(epochs, triedEpochs) || isFew(maxSteps, triedSteps);

/** Only what the command line itself says: a fine-tuning's script may well train for one epoch. */
const isFew = (fact: Fact<number> | undefined, most: number): boolean => fact?.origin === 'launcher' && fact.value <= most;

/** A known trainer with its settings, or a script at hand that was seen to train; never a try. */
export function trainsForReal(launch: Launch, settings: Settings, found: Found): boolean {
  if (isTrial(settings, found.facts)) return false;
  if (trainers.some((trainer) => trainer.starts(launch, settings))) return true;
  if (launch.wrappers.some((name) => trainingLaunchers.has(name)) && trainingSettings(settings) > 0) return true;
  return found.elsewhere?.some(({ path }) => path.endsWith('.py')) ?? false;
}

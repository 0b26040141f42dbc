// Trainers made after transformers' by other libraries, or by modules that aren't at hand: known by the TrainingArguments that they are given.
import type { Instance, Value } from '../../evaluate/values';
import { defineFramework, type StartHandler } from '../framework';
import { shortName, type Reading } from '../reading';
import { trainerRun } from '../transformers/trainerRun';

/** Libraries whose TrainingArguments add to transformers' without changing a default: GLiNER 0.2 training/trainer.py, optimum 1.24, span_marker 1.7. */
const sameDefaults = /^(gliner|optimum|span_marker|pylate)\./;

const namesArguments = /TrainingArguments$/;

/** What an object was given by that name, and whether it is such arguments. */
function argumentsOf(trainer: Instance, reading: Reading): Instance | undefined {
  const args = reading.property(trainer, 'args') ?? reading.property(trainer, 'training_args');
  return args?.kind === 'instance' && [args.callee, ...args.bases].some((name) => namesArguments.test(name)) ? args : undefined;
}

/** The arguments under the name that their defaults are known by; of a class that isn't at hand only what is stated counts. */
function readable(args: Instance, reading: Reading): Value {
  if (args.classTarget || reading.is(args, 'transformers.TrainingArguments')) return args;
  if (sameDefaults.test(args.callee)) return { ...args, bases: [...args.bases, 'transformers.TrainingArguments'] };
  return { ...args, bases: [...args.bases, 'transformers.TrainingArguments'], call: { ...args.call, complete: false } };
}

const train: StartHandler = (event, reading, machine) => {
  const trainer = event.instance.receiver;
  if (trainer?.kind !== 'instance' || trainer.role || !/Trainer$/.test(shortName(trainer.callee))) return undefined;
  const args = argumentsOf(trainer, reading);
  if (!args) return undefined;
  const [root = ''] = trainer.callee.split('.');
  const framework = sameDefaults.test(trainer.callee) ? root.replace('_', '-') : 'transformers';
  return trainerRun(framework, () => readable(args, reading))(event, reading, machine);
};

export const otherTrainers = defineFramework({ name: 'transformers', starts: { '*.train': train } });

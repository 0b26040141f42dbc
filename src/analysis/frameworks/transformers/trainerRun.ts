// The run that a Trainer's call starts: model, arguments, data and collator read off the objects that it was given.
import type { Machine } from '../../evaluate/machine';
import { callMethod, callValue } from '../../evaluate/calls/calls';
import { emptyArguments, isNone, optionsOf, unknown, type Instance, type Value } from '../../evaluate/values';
import { Place } from '../../languages/python/positions';
import { Draft } from '../draft';
import type { StartHandler } from '../framework';
import { loopsThatMade } from '../handWritten';
import { describeDataset, fetchOne } from '../objects/datasets';
import { describeEvaluation, scheduleOfArguments } from '../objects/evaluation';
import { describeImages, describeProcessorImages } from '../objects/images';
import { lengthOption } from '../objects/lengthOptions';
import { lengthOfPieces } from '../objects/mappedFunctions';
import { describeModel } from '../objects/models';
import { describeOptimizer } from '../objects/optimizers';
import { describeTeacher } from '../objects/teacher';
import { describeTokenization, keptLength, tokenizerMaximum, describeCollator } from '../objects/tokenization';
import { describeArguments } from '../objects/trainingArguments';
import type { Reading } from '../reading';
import { collateInTrainer, paddingSite } from '../sites/paddingSite';

/** A draft at a call, with repeats from loops over configurations: those inside which `made` was made. */
export function draftAt(framework: string, event: Parameters<StartHandler>[0], machine: Machine, made: Value | undefined): Draft {
  const draft = new Draft({ framework, anchor: event.place, loop: event.loop });
  draft.subject = made;
  draft.repeatIn(loopsThatMade(machine, event.loop, made));
  return draft;
}

/** Shared by Trainer and the trainers that derive from it; `describe` adds what is theirs and may give other arguments to read. */
export function trainerRun(
  framework: string,
  describe?: (draft: Draft, trainer: Instance, args: Value | undefined, reading: Reading) => Value | undefined,
): StartHandler {
  return (event, reading, machine) => {
    const trainer = event.instance.receiver;
    if (trainer?.kind !== 'instance') return undefined;
    const draft = draftAt(framework, event, machine, trainer);
    const stated = argumentsOf(trainer, reading);
    const model = modelOfTrainer(trainer, event, reading, machine);
    describeModel(draft, model, reading);
    const args = describe?.(draft, trainer, stated, reading) ?? stated ?? defaultArguments;
    describeArguments(draft, args, reading);
    const optimizers = reading.property(trainer, 'optimizers');
    if (optimizers?.kind === 'sequence' && optimizers.items[0] && !(optimizers.items[0].kind === 'known'))
      describeOptimizer(draft, optimizers.items[0], reading);
    const data = reading.property(trainer, 'train_dataset');
    if (data) {
      describeDataset(draft, [data], reading);
      describeImages(draft, data, reading);
    }
    describeEvaluation(draft, reading.property(trainer, 'eval_dataset'), scheduleOfArguments(draft, args, reading), reading);
    describeProcessorImages(draft, reading);
    if (!draft.facts.sequenceLength) paddingSite(draft, lengthOfData(draft, trainer, data, event, reading, machine), collateInTrainer);
    describeCollator(draft, reading.property(trainer, 'data_collator'));
    lengthOption(draft, event.frame.scope);
    describeTeacher(draft, trainer, reading);
    earlyStopping(draft, trainer, reading);
    draft.resumes = event.instance.call.keywords.has('resume_from_checkpoint') || event.instance.call.positional.length > 0;
    return draft;
  };
}

/** What `args=` (TRL's PPO once: `config=`) was given; `args=None` is no arguments. */
function argumentsOf(trainer: Instance, reading: Reading): Value | undefined {
  const args = reading.property(trainer, 'args') ?? reading.property(trainer, 'config');
  return isNone(args) ? undefined : args;
}

/** A trainer without arguments trains with the library's. */
const defaultArguments: Instance = {
  kind: 'instance',
  callee: 'transformers.TrainingArguments',
  bases: [],
  call: emptyArguments,
  attributes: new Map(),
  origin: 'library-default',
};

function modelOfTrainer(trainer: Instance, event: Parameters<StartHandler>[0], reading: Reading, machine: Machine): Value | undefined {
  const model = reading.property(trainer, 'model') ?? reading.property(trainer, 'policy');
  if (model && !(model.kind === 'known' && model.value === null)) return model;
  const make = reading.property(trainer, 'model_init');
  return make && callValue(machine, event.frame, make, emptyArguments, event.place instanceof Place ? event.place : (event.place as Place));
}

/** What the data set and the collator do to a sample, else what any tokenizer call of the program says. */
function lengthOfData(
  draft: Draft,
  trainer: Instance,
  data: Value | undefined,
  event: Parameters<StartHandler>[0],
  reading: Reading,
  machine: Machine,
): ReturnType<typeof describeTokenization> {
  const before = reading.happenings.length;
  const collator = reading.property(trainer, 'data_collator');
  fetchOne(data, machine, event);
  for (const option of optionsOf(collator))
    if (option.kind === 'instance' && option.classTarget)
      machine.quietly(() => callMethod(machine, event.frame, option, '__call__', event.place, [unknown('run-time')]));
  const calls = describeTokenization(
    draft,
    reading,
    reading.happenings.slice(before).filter((happening) => happening.kind === 'tokenizer'),
  );
  const length = lengthOfPieces(data);
  if (length && draft.number('sequenceLength', length)) delete draft.facts.truncation;
  keptLength(draft, [data, collator]);
  tokenizerMaximum(
    draft,
    reading.happenings.filter((happening) => happening.kind === 'tokenizer-made').map((happening) => happening.event.instance),
  );
  return calls;
}

function earlyStopping(draft: Draft, trainer: Instance, reading: Reading): void {
  const callbacks = reading.property(trainer, 'callbacks');
  const found = callbacks?.kind === 'sequence' ? callbacks.items.find((item) => item.kind === 'instance' && /EarlyStopping/.test(item.callee)) : undefined;
  if (found) draft.set('earlyStopping', { value: true, origin: 'literal' });
}

// Hugging Face transformers: Trainer and its arguments, model loading, tokenizers, datasets.
import type { Machine } from '../../evaluate/machine';
import { callMethod, callValue } from '../../evaluate/calls';
import { emptyArguments, optionsOf, unknown, type Instance, type Value } from '../../evaluate/values';
import { Place } from '../../languages/python/positions';
import { Draft } from '../draft';
import { defineFramework, type StartHandler } from '../framework';
import { trainingLoops, repeatsOf } from '../handWritten';
import { describeDataset, fetchOne } from '../objects/datasets';
import { describeModel } from '../objects/models';
import { describeOptimizer } from '../objects/optimizers';
import { describeTokenization, keptLength, tokenizerMaximum, describeCollator } from '../objects/tokenization';
import { describeArguments } from '../objects/trainingArguments';
import type { Reading } from '../reading';
import { collateInTrainer, paddingSite } from '../sites/paddingSite';

export const trainerParameters = ['model', 'args', 'data_collator', 'train_dataset', 'eval_dataset', 'processing_class', 'model_init'];

/** A draft at a call, with repeats from loops over configurations: those inside which `made` was made. */
export function draftAt(framework: string, event: Parameters<StartHandler>[0], machine: Machine, made: Value | undefined): Draft {
  const draft = new Draft({ framework, anchor: event.place, loop: event.loop });
  draft.subject = made;
  if (event.loop) draft.repeats = repeatsOf(trainingLoops(machine, event.loop, made).configurations);
  return draft;
}

/** Shared by Trainer and the trainers that derive from it; `describe` adds what is theirs. */
export function trainerRun(
  framework: string,
  describe?: (draft: Draft, trainer: Instance, args: Value | undefined, reading: Reading, machine: Machine) => void,
): StartHandler {
  return (event, reading, machine) => {
    const trainer = event.instance.receiver;
    if (trainer?.kind !== 'instance') return undefined;
    const draft = draftAt(framework, event, machine, trainer);
    const args = reading.property(trainer, 'args') ?? new DefaultArguments().value;
    const model = modelOfTrainer(trainer, event, reading, machine);
    describeModel(draft, model, reading);
    describe?.(draft, trainer, args, reading, machine);
    describeArguments(draft, args, reading);
    const optimizers = reading.property(trainer, 'optimizers');
    if (optimizers?.kind === 'sequence' && optimizers.items[0] && !(optimizers.items[0].kind === 'known'))
      describeOptimizer(draft, optimizers.items[0], reading);
    const data = reading.property(trainer, 'train_dataset');
    if (data) describeDataset(draft, [data], reading);
    if (!draft.facts.sequenceLength) paddingSite(draft, lengthOfData(draft, trainer, data, event, reading, machine), collateInTrainer);
    describeCollator(draft, reading.property(trainer, 'data_collator'));
    earlyStopping(draft, trainer, reading);
    draft.resumes = event.instance.call.keywords.has('resume_from_checkpoint') || event.instance.call.positional.length > 0;
    return draft;
  };
}

/** A trainer without arguments trains with the library's. */
class DefaultArguments {
  readonly value: Instance = {
    kind: 'instance',
    callee: 'transformers.TrainingArguments',
    bases: [],
    call: emptyArguments,
    attributes: new Map(),
    origin: 'library-default',
  };
}

function modelOfTrainer(trainer: Instance, event: Parameters<StartHandler>[0], reading: Reading, machine: Machine): Value | undefined {
  const model = reading.property(trainer, 'model');
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

export const transformers = defineFramework({
  name: 'transformers',
  defaults: {
    'transformers.TrainingArguments': {
      version: 'transformers 4.50',
      positional: ['output_dir'],
      values: {
        per_device_train_batch_size: 8,
        per_device_eval_batch_size: 8,
        gradient_accumulation_steps: 1,
        learning_rate: 5e-5,
        num_train_epochs: 3,
        max_steps: -1,
        optim: 'adamw_torch',
        fp16: false,
        bf16: false,
        tf32: null,
        fp16_full_eval: false,
        gradient_checkpointing: false,
        weight_decay: 0,
        warmup_steps: 0,
        warmup_ratio: 0,
        seed: 42,
        adafactor: false,
        local_rank: -1,
        group_by_length: false,
        torch_compile: false,
        auto_find_batch_size: false,
        fsdp: '',
        deepspeed: null,
        label_smoothing_factor: 0,
        resume_from_checkpoint: null,
        do_train: true,
        overwrite_output_dir: false,
        lr_scheduler_type: 'linear',
        logging_steps: 500,
        save_steps: 500,
        dataloader_num_workers: 0,
        push_to_hub: false,
        device: 'cuda',
      },
    },
    'transformers.Seq2SeqTrainingArguments': {
      version: 'transformers 4.50',
      inherits: 'transformers.TrainingArguments',
      values: { sortish_sampler: false, predict_with_generate: false, generation_max_length: null, generation_num_beams: null },
    },
    'transformers.Trainer': { version: 'transformers 4.50', positional: trainerParameters, values: {} },
    'transformers.Seq2SeqTrainer': { version: 'transformers 4.50', inherits: 'transformers.Trainer', values: {} },
  },
  calls: {
    'transformers.*.from_pretrained': (event, reading) =>
      /Tokenizer\w*\.from_pretrained$/.test(event.instance.callee) ? reading.note('tokenizer-made', event) : undefined,
  },
  results: {
    // Tokenizing with a function: the function is run once on something unknown, so that its tokenizer call is seen.
    '*.map': (event, _reading, machine) => mapped(event, machine),
    '*.with_transform': (event, _reading, machine) => mapped(event, machine),
    '*.set_transform': (event, _reading, machine) => mapped(event, machine),
    '*.with_format': (event) => event.instance.receiver,
    'transformers.AutoConfig.from_pretrained': () => undefined,
  },
  starts: {
    'transformers.Trainer.train': trainerRun('transformers'),
    'transformers.Seq2SeqTrainer.train': trainerRun('transformers'),
    'adapters.AdapterTrainer.train': trainerRun('transformers'),
  },
});

function mapped(event: Parameters<StartHandler>[0], machine: Machine): Value | undefined {
  const callee = event.instance.call.positional[0] ?? event.instance.call.keywords.get('function');
  if (callee?.kind !== 'reference' || !callee.target || event.instance.receiver?.kind !== 'instance') return undefined;
  const extra = event.instance.call.keywords.get('fn_kwargs');
  const keywords = new Map(extra?.kind === 'mapping' ? extra.entries : []);
  machine.quietly(() => callValue(machine, event.frame, callee, { positional: [unknown('run-time')], keywords, complete: true }, event.place));
  return undefined;
}

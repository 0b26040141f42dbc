// Unsloth: its loaders quantize to 4 bits unless told otherwise; training itself is TRL's or transformers'.
import { elementOf } from '../../evaluate/statements/assignment';
import { emptyArguments, known, knownBoolean, sequence, type Instance, type Value } from '../../evaluate/values';
import { defineFramework, type ResultHandler, type StartHandler } from '../framework';
import { trlRun } from './trl';

const version = 'unsloth 2026.8';
const loaders = ['FastLanguageModel', 'FastModel', 'FastVisionModel', 'FastLlamaModel', 'FastMistralModel'];

/** `model, tokenizer = FastLanguageModel.from_pretrained(...)`: the first is the model itself. */
const load: ResultHandler = (event, _reading, machine) => {
  const model: Instance = event.instance;
  const quantized = model.call.keywords.get('load_in_4bit');
  const rest = ['full_finetuning', 'load_in_8bit', 'load_in_16bit'].some((name) => knownBoolean(model.call.keywords.get(name)) === true);
  if (!quantized && !rest && model.call.complete)
    machine.trail.set(model.attributes, 'load_in_4bit', {
      ...known(true, undefined, 'library-default'),
      source: `${version} FastLanguageModel.from_pretrained.load_in_4bit`,
    });
  return sequence([model, elementOf(machine, model, 1)], event.place, 'tuple');
};

/** `get_peft_model(model, r=16, use_gradient_checkpointing="unsloth")` takes LoRA's settings itself. */
const adapt: ResultHandler = (event, _reading, machine) => {
  const { call } = event.instance;
  const model: Value | undefined = call.positional[0] ?? call.keywords.get('model');
  if (model?.kind !== 'instance') return model;
  machine.trail.set(model.attributes, '#peft', event.instance);
  const checkpointing = call.keywords.get('use_gradient_checkpointing');
  const off = checkpointing?.kind === 'known' && (checkpointing.value === false || checkpointing.value === null);
  if (!off)
    machine.trail.set(model.attributes, '#checkpointing', known(true, checkpointing?.span ?? event.place, checkpointing ? 'literal' : 'library-default'));
  return model;
};

/** `unsloth_train(trainer)` is `trainer.train()`. */
const trainWith: StartHandler = (event, reading, machine) => {
  const trainer = reading.argument(event, 'trainer', 0);
  if (trainer?.kind !== 'instance') return undefined;
  const callee = `${trainer.bases[0] ?? trainer.callee}.train`;
  for (const start of reading.registry.starts.all(callee)) {
    const draft = start({ ...event, instance: { ...event.instance, callee, receiver: trainer, call: emptyArguments } }, reading, machine);
    if (draft) return draft;
  }
  return undefined;
};

export const unsloth = defineFramework({
  name: 'unsloth',
  defaults: {
    ...Object.fromEntries(loaders.map((name) => [`unsloth.${name}.get_peft_model`, { version, positional: ['model', 'r'], values: { r: 16 } }])),
    'unsloth.UnslothTrainingArguments': { version, inherits: 'transformers.TrainingArguments', values: { embedding_learning_rate: null } },
    'unsloth.UnslothTrainer': { version, positional: ['model', 'args', 'data_collator', 'train_dataset'], values: {} },
  },
  // masks the questions in the trainer's samples and gives it back
  wrappers: Object.fromEntries(
    ['unsloth.chat_templates', 'unsloth', 'unsloth_zoo.dataset_utils'].map((module) => [`${module}.train_on_responses_only`, { argument: 0 }]),
  ),
  starts: { 'unsloth.unsloth_train': trainWith, 'unsloth.UnslothTrainer.train': trlRun },
  results: {
    ...Object.fromEntries(loaders.map((name) => [`unsloth.${name}.from_pretrained`, load])),
    ...Object.fromEntries(loaders.map((name) => [`unsloth.${name}.get_peft_model`, adapt])),
  },
});

// How long a sample may be in TRL's trainers: `max_length`, or the older `max_seq_length`, of the configuration, the trainer or the model.
import { isKnown, knownNumber, type Instance, type Value } from '../../evaluate/values';
import { libraryDefault, type Draft } from '../draft';
import type { Reading } from '../reading';

/** SFTTrainer's cut where nothing gives one: min(tokenizer's maximum, 1024) up to 0.15, SFTConfig.max_length after. */
const usualCut = 1024;

const isNull = (value: Value): boolean => isKnown(value) && value.value === null;

/** Sets the sequence length; GRPO and its kin cut prompts only and have none. */
export function describeLengths(draft: Draft, trainer: Instance, args: Value | undefined, reading: Reading): void {
  const stated = [args, trainer].flatMap((holder) => ['max_seq_length', 'max_length'].map((name) => ({ name, value: reading.stated(holder, name) })));
  const given = stated.find(({ value }) => value !== undefined && !isNull(value))?.value;
  if (given) {
    draft.number('sequenceLength', given);
    return;
  }
  // `max_length=None` asks for whole samples; `max_seq_length=None` for the trainer's own cut.
  if (stated.some(({ name, value }) => name === 'max_length' && value !== undefined)) return;
  const standard = reading.property(args, 'max_length');
  const model = modelLimit(reading.property(trainer, 'model'));
  if (model && isSupervised(trainer)) draft.number('sequenceLength', model);
  else if (knownNumber(standard) !== undefined) draft.number('sequenceLength', standard);
  else if (isSupervised(trainer) && standard?.kind !== 'unknown') draft.set('sequenceLength', libraryDefault(usualCut, 'trl 0.15 SFTTrainer.max_seq_length'));
}

const isSupervised = (trainer: Instance): boolean => [trainer.callee, ...trainer.bases].some((name) => /(SFT|Unsloth)Trainer$/.test(name));

/** Unsloth's loaders set the length that its trainers then cut at. */
function modelLimit(model: Value | undefined): Value | undefined {
  return model?.kind === 'instance' && /^unsloth\./.test(model.callee) ? model.call.keywords.get('max_seq_length') : undefined;
}

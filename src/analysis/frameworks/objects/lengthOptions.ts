// The length that a script takes as an option, where what cuts its texts isn't a tokenizer's call: `convert_examples_to_features(max_seq_length=...)`.
import type { Scope } from '../../evaluate/state/targets';
import { knownNumber, type Instance, type Value } from '../../evaluate/values';
import type { Draft } from '../draft';

/** Options that can only mean how many tokens a training sample has. */
const names = ['max_seq_length', 'train_max_seq_length', 'max_seq_len', 'block_size', 'model_max_length', 'cutoff_len', 'max_source_length'];

/** Shorter ones count something else; a language model's texts are longer. */
const shortestLength = 8;

const textModels = /^transformers\.(?!.*(Image|Vision|ViT|Speech|CTC|Audio|Whisper|Wav2Vec|DETR|Detr|CLIP|Diffusion))/;

const isOptions = (value: Value): value is Instance =>
  value.kind === 'instance' && !value.role && (value.callee === 'argparse.Namespace' || /Arguments$|Config$|Args$/.test(value.callee));

/** Sets the sequence length from the options in reach of the call that trains, where exactly one of them is known and nothing else was seen. */
export function lengthOption(draft: Draft, scope: Scope): void {
  if (draft.facts.sequenceLength || draft.facts.truncation || draft.facts.imageSize || draft.unknowns.some((open) => open.fact === 'sequenceLength')) return;
  if (draft.subject?.kind !== 'instance' || !textModels.test(draft.subject.callee)) return;
  const lengths = new Map<number, Value>();
  for (let current: Scope | undefined = scope; current; current = current.parent)
    for (const holder of current.variables.values())
      if (isOptions(holder))
        for (const name of names) {
          const value = holder.attributes.get(name);
          const length = knownNumber(value);
          if (value && length !== undefined && length >= shortestLength) lengths.set(length, value);
        }
  if (lengths.size === 1) draft.number('sequenceLength', [...lengths.values()][0]);
}

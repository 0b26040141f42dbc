// torchtext's fields, which say what becomes of the texts of a data set.
import { ValueSearch } from '../../evaluate/valueSearch';
import type { Value } from '../../evaluate/values';
import type { Draft } from '../draft';

const searchLimit = 60;
const field = /^torchtext\.(legacy\.)?data\.(Field|ReversibleField|NestedField)$/;

/** `Field(fix_length=200)` pads and cuts each text to that many tokens (torchtext 0.8). */
export function fieldLength(draft: Draft, dataset: Value | undefined): void {
  if (draft.facts.sequenceLength) return;
  const search = new ValueSearch([dataset], searchLimit);
  for (const current of search) {
    if (current.kind === 'sequence') search.follow(...current.items);
    else if (current.kind === 'choice') search.follow(...current.options);
    else if (current.kind === 'instance') {
      const length = field.test(current.callee) ? current.call.keywords.get('fix_length') : undefined;
      if (length && draft.number('sequenceLength', length)) return;
      search.follow(current.receiver, ...current.call.positional, ...current.call.keywords.values());
    }
  }
}

// SentenceTransformer and its kin: which network they wrap and how long a text may be.
import { isNone, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { asText, derived, factOf, type Draft } from '../draft';
import { shortName, type Reading } from '../reading';
import { adapterConfig } from '../adapters/modelAdapters';

const makers = /^(SentenceTransformer|CrossEncoder|SparseEncoder|SetFitModel|AbsaModel)$/;

/** Published sentence models cut texts well before their network's maximum. */
const shorterMaximum =
  /(^|\/)(sentence-transformers\/|all-|paraphrase-|multi-qa-|msmarco-|distiluse-|stsb-|nli-|quora-|gtr-|sentence-t5|clip-|labse)|^sentence-transformers/i;

const isMaker = (object: Instance): boolean => makers.test(shortName(object.callee)) || /\.(SetFitModel|AbsaModel)\.from_pretrained$/.test(object.callee);

/** The word-embedding module (`models.Transformer`, `WordEmbeddings`) in `SentenceTransformer(modules=[...])`. */
function transformerModule(object: Instance): Instance | undefined {
  const modules = object.call.keywords.get('modules');
  if (modules?.kind !== 'sequence') return undefined;
  return modules.items
    .flatMap(optionsOf)
    .find((item): item is Instance => item.kind === 'instance' && /\.(Transformer|MLMTransformer|StaticEmbedding)$/.test(item.callee));
}

/** Sets model, method and the length that texts are cut to. */
export function describeSentenceModel(draft: Draft, value: Value | undefined, reading: Reading): void {
  const object = optionsOf(value).length === 1 ? optionsOf(value)[0] : undefined;
  if (object?.kind !== 'instance' || !isMaker(object)) {
    draft.doubt('model', value);
    return;
  }
  draft.subject = object;
  const module = transformerModule(object);
  const holder = module ?? object;
  const name =
    holder.call.positional[0] ??
    holder.call.keywords.get('model_name_or_path') ??
    holder.call.keywords.get('model_name') ??
    holder.call.keywords.get('pretrained_model_name_or_path');
  const fact = factOf(name, asText);
  if (fact) draft.set('model', fact);
  else draft.doubt('model', name);
  const adapter = object.attributes.get('#peft');
  if (adapter) {
    draft.set('method', derived('lora', adapter.span));
    const rank = reading.property(adapterConfig(adapter), 'r');
    if (rank) draft.number('loraRank', rank);
  } else if (fact) draft.set('method', derived('full', holder.span));
  const length =
    object.attributes.get('max_seq_length') ??
    holder.call.keywords.get('max_seq_length') ??
    holder.call.keywords.get('max_length') ??
    (module ? module.call.positional[1] : undefined);
  if (length && !isNone(length)) draft.number('sequenceLength', length);
  else if (fact && !shorterMaximum.test(fact.value)) draft.set('truncation', derived(true, holder.span));
  draft.set('padding', derived('longest', holder.span));
}

// The adapter that a library puts around a model (peft, unsloth, TRL's heads): where it is, whether it is low-rank, and its rank.
import { isNone, type Instance, type Value } from '../../evaluate/values';
import type { Draft } from '../draft';
import type { ModelSource } from '../objects/modelSources';
import type { Reading } from '../reading';
import { marked } from '../torch/marks';
import { ownAdapter, rankOfAdapter, rankOfAllAdapters } from './ownAdapters';

/** The adapter that was put around a model, or that its loader was asked for (`from_pretrained(name, peft_config=config)` of TRL's heads). */
export const adapterOf = (outer: Instance, model: Instance): Value | undefined => {
  const given = model.call.keywords.get('peft_config');
  return marked(outer, model, '#peft') ?? (given && !isNone(given) ? given : undefined);
};

/** Whether an adapter is low-rank; one whose kind isn't told counts. */
export const isLora = (adapter: Instance, reading: Reading): boolean => {
  const config = adapterConfig(adapter);
  return (
    config === undefined ||
    config.kind !== 'instance' ||
    reading.is(config, 'peft.LoraConfig', 'peft.AdaLoraConfig', 'peft.LoHaConfig') ||
    adapter.call.keywords.has('r') ||
    /unsloth/.test(adapter.callee)
  );
};

/** The configuration that describes an adapter: itself, or what it was made with. */
export function adapterConfig(adapter: Value | undefined): Value | undefined {
  if (adapter?.kind !== 'instance') return undefined;
  if (/Config$/.test(adapter.callee)) return adapter;
  return (
    adapter.call.keywords.get('peft_config') ??
    adapter.call.keywords.get('config') ??
    adapter.call.positional.find((value) => value.kind === 'instance' && /Config$/.test(value.callee))
  );
}

const isAdapted = ({ facts }: Draft): boolean => facts.method?.value === 'lora' || facts.method?.value === 'qlora';

/** Reads the rank of the adapter that a model trains with. */
export function readAdapterRank(draft: Draft, source: ModelSource, outer: ModelSource, reading: Reading, trained: Value | undefined): void {
  const adapter = adapterOf(outer.object, source.object);
  if (!adapter && isAdapted(draft)) {
    const own = ownAdapter(trained, source.object, true, reading);
    if (own) draft.number('loraRank', rankOfAdapter(own));
  }
  if (adapter?.kind !== 'instance' || !isLora(adapter, reading)) return;
  const config = adapterConfig(adapter);
  const rank = [config, adapter].flatMap((holder) => ['r', 'rank'].map((name) => reading.property(holder, name))).find((value) => value !== undefined);
  const found = rank ?? (config ? undefined : rankOfAllAdapters(reading));
  if (found) draft.number('loraRank', found);
}

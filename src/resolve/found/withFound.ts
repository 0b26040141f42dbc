// The tables together with what was found of one run's model outside of them.
import type { Knowledge } from '../../knowledge/knowledge';
import type { Run } from '../../model/run';

/** What was found is asked for the model's name as the run has it, and wins: a folder or a hub says more than a name. */
export function withFound(knowledge: Knowledge, { facts, found }: Run): Knowledge {
  const { model } = found ?? {};
  const name = facts.model?.value;
  return model && name ? { ...knowledge, model: (id, library) => (id === name ? model : knowledge.model(id, library)) } : knowledge;
}

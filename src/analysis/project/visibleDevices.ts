// `os.environ["CUDA_VISIBLE_DEVICES"] = "0"`: how many devices a program leaves itself, where that says how many it trains on.
import type { Run } from '../../model/run';
import type { Machine } from '../evaluate/machine';
import { plainSpan } from '../languages/python/positions';

/** Trainers that take every device they see; elsewhere several visible devices needn't all be used. */
const takesAll: ReadonlySet<string> = new Set(['transformers', 'trl', 'peft', 'sentence-transformers', 'setfit', 'unsloth']);

/** Adds the number of devices to runs that have none. */
export function withVisibleDevices(runs: readonly Run[], machine: Machine): Run[] {
  const value = machine.librarySettings.get('os.environ[CUDA_VISIBLE_DEVICES]');
  if (value?.kind !== 'known' || (value.origin !== 'literal' && value.origin !== 'argument-default') || !/^\s*\d+(\s*,\s*\d+)*\s*$/.test(String(value.value)))
    return [...runs];
  const count = String(value.value).split(',').length;
  return runs.map((run) => {
    if (run.facts.gpuCount || (count > 1 && !takesAll.has(run.framework))) return run;
    const gpuCount = { value: count, origin: value.origin, ...(value.span && { span: plainSpan(value.span) }) };
    return { ...run, facts: { ...run.facts, gpuCount } };
  });
}

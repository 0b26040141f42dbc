// Whether a forward pass that was followed left out layers: then it isn't the whole work.
import type { Instance, Value } from '../../evaluate/values';
import { torchLayerParameters } from './layers';

/** Layers that hold a smaller part of the weights may stay aside: an auxiliary head, what only another mode uses. */
const smallPart = 0.05;
const searchLimit = 20_000;
const containers = /^torch\.nn\.(Sequential|ModuleList|ModuleDict)$/;
/** Looking up a row of a table is no work. */
const tables = /^torch\.nn\.Embedding(Bag)?$/;

/** The layers of `torch.nn` that a module holds, each once. */
function leavesOf(module: Instance): readonly Instance[] {
  const leaves: Instance[] = [];
  const seen = new Set<Value>();
  const pending: Value[] = [module];
  while (pending.length > 0 && seen.size < searchLimit) {
    const current = pending.pop()!;
    if (seen.has(current)) continue;
    seen.add(current);
    if (current.kind === 'sequence') pending.push(...current.items);
    else if (current.kind === 'mapping') pending.push(...current.entries.values());
    else if (current.kind === 'choice') pending.push(...current.options);
    else if (current.kind === 'instance' && !current.role) {
      if (current.callee.startsWith('torch.nn.') && !containers.test(current.callee)) leaves.push(current);
      else pending.push(...(containers.test(current.callee) ? current.call.positional : []), ...current.attributes.values());
    }
  }
  return leaves;
}

/** @returns true where more than a small part of the weights that multiply something was not gone through, or may not have been. */
export function leavesOut(module: Instance, visited: ReadonlySet<Instance>): boolean {
  let all = 0;
  let missed = 0;
  for (const leaf of leavesOf(module)) {
    if (tables.test(leaf.callee)) continue;
    const weights = torchLayerParameters(leaf.callee.slice(leaf.callee.lastIndexOf('.') + 1), leaf.call) ?? 0;
    const size = Number.isNaN(weights) ? 0 : weights;
    all += size;
    if (!visited.has(leaf)) missed += size;
  }
  return missed > smallPart * all;
}

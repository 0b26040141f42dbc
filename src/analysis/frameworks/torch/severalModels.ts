// Several networks that one loop trains: a generator and a discriminator, an encoder and a decoder, each with an optimizer or both with one.
import { architectureOf } from '../../architecture/architectureOf';
import { isTorchModule } from '../../architecture/torch/modules';
import { makingOf } from '../../architecture/torch/making';
import type { Loop } from '../../evaluate/state/events';
import { optionsOf, sequence, type Instance, type Value } from '../../evaluate/values';
import { derived, type Draft } from '../draft';
import { isOptimizer } from '../objects/optimizers';
import type { Reading } from '../reading';

const searchLimit = 300;
const gathering = /^(list|tuple|filter|iter|set|sum|itertools\.chain(\.from_iterable)?|lambda)$/;
const parametersOf = (optimizer: Instance): Value | undefined => optimizer.call.positional[0] ?? optimizer.call.keywords.get('params');

/** The modules whose parameters were given to optimizers; undefined where something else was given too. */
function modulesGiven(given: readonly (Value | undefined)[]): ReadonlySet<Instance> | undefined {
  const modules = new Set<Instance>();
  const seen = new Set<Value>();
  const pending = given.filter((value) => value !== undefined);
  while (pending.length > 0) {
    const current = pending.pop()!;
    if (current.kind === 'known' || current.kind === 'reference' || seen.has(current)) continue;
    if (seen.size >= searchLimit) return undefined;
    seen.add(current);
    const module: boolean = isTorchModule(current);
    if (module) modules.add(current as Instance);
    else if (current.kind === 'sequence' && current.complete) pending.push(...current.items);
    else if (current.kind === 'mapping' && current.entries.has('params')) pending.push(current.entries.get('params')!);
    else if (current.kind !== 'instance') return undefined;
    else if (current.role === 'operator' || gathering.test(current.callee)) pending.push(...current.call.positional);
    else if (/\.(named_)?parameters$/.test(current.callee) && current.receiver) pending.push(current.receiver);
    else return undefined;
  }
  return modules;
}

/** Optimizers that step inside the loop. */
function steppingIn(loop: Loop, reading: Reading): readonly Instance[] {
  const stepped = reading.inside(loop, 'update').flatMap(({ event: { instance } }) => [instance.receiver, ...instance.call.positional].flatMap(optionsOf));
  return [...new Set(stepped)].filter((value): value is Instance => value.kind === 'instance' && isOptimizer(value));
}

/** Counts all networks that the loop trains where there are several: what they share once, and nothing when one can't be counted. */
export function countSeveral(draft: Draft, loop: Loop, optimizer: Instance | undefined, reading: Reading): void {
  if (draft.facts.model || !reading.machine) return;
  const optimizers = [...new Set([...(optimizer ? [optimizer] : []), ...steppingIn(loop, reading)])];
  // descent by hand, or by an engine, names the model itself
  if (optimizers.length === 0) return;
  const modules = modulesGiven(optimizers.map(parametersOf));
  if (modules?.size === 1 || (modules === undefined && optimizers.length < 2)) return;
  delete draft.facts.parameters;
  if (!modules || modules.size === 0) return;
  const together: Instance = {
    kind: 'instance',
    callee: 'torch.nn.ModuleList',
    bases: [],
    call: { positional: [sequence([...modules])], keywords: new Map(), complete: true },
    attributes: new Map(),
    origin: 'derived',
  };
  const [first] = modules;
  // the work of one of them alone would pass for the whole
  draft.subject = together;
  const whole = architectureOf(together, undefined, undefined, makingOf(reading.machine, first));
  if (whole) draft.set('parameters', derived(whole.parameters, first!.span));
}

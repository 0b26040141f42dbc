// Low-rank adapters that a program writes itself. Two things tell them: the names of its classes (`LoRALinear(layer, r=8)`, `LoRANetwork(unet)`),
// and a `requires_grad` that hangs on the names of parameters (`p.requires_grad = "lora_" in name`).
import type { Machine } from '../../evaluate/machine';
import { ValueSearch } from '../../evaluate/valueSearch';
import { knownNumber, optionsOf, type CallArguments, type Instance, type Value } from '../../evaluate/values';
import type { Place } from '../../languages/python/positions';
import { shortName, type Reading } from '../reading';
import { mark } from '../torch/marks';

const searchLimit = 200;

/** In names of parameters, functions and modules: `lora_A`, `mark_only_lora_as_trainable`, `loralib.Linear`. */
const loraAnywhere = /lora/i;
/** In names of classes, where "explorative" is no adapter. */
const adapterClass = /LoRA|Lora|(^|_)lora(_|$)/;
const noAdapter = /Config|Dataset|Trainer|Arg(ument)?s|Callback|Collator/;
const rankName = /^(lora_)?(r|rank)$/;

const isOwnAdapter = (object: Instance): boolean => {
  const name = shortName(object.callee);
  return !object.role && !object.receiver && adapterClass.test(name) && !noAdapter.test(name);
};

/** What an object was made with, whether or not its constructor was followed. */
const madeWith = (object: Instance): CallArguments => object.given ?? object.call;

/** Goes from parameters and layers to what they were taken from. */
function* sourcesOf(value: Value | undefined): Generator<Instance> {
  const search = new ValueSearch([value], searchLimit);
  for (const current of search) {
    if (current.kind === 'sequence') search.follow(...current.items);
    else if (current.kind === 'mapping') search.follow(...current.entries.values());
    else if (current.kind === 'choice') search.follow(...current.options);
    else if (current.kind === 'instance') {
      yield current;
      const { positional, keywords } = madeWith(current);
      search.follow(current.receiver, ...positional, ...keywords.values());
    }
  }
}

/** The adapter whose parameters train, or that was put into a frozen network; undefined where there is none. */
export function ownAdapter(trained: Value | undefined, network: Instance, isFrozen: boolean, reading: Reading): Instance | undefined {
  for (const object of sourcesOf(trained)) {
    if (isOwnAdapter(object)) return object;
    if (object === network) break;
  }
  if (!isFrozen) return undefined;
  return reading.machine?.made.find((object) => {
    if (!isOwnAdapter(object)) return false;
    for (const part of sourcesOf(object)) if (part === network) return true;
    return false;
  });
}

/**
 * Marks the model where `requires_grad` of its parameters hangs on whether they are adapters': `p.requires_grad = "lora_" in name`,
 * or a function named like `mark_only_lora_as_trainable` that switches it off under a condition.
 */
export function markWhereOnlyAdaptersTrain(machine: Machine, parameter: Instance, owner: Value | undefined, trains: Value, asked: boolean | undefined): void {
  const named =
    asked === undefined
      ? trains.kind === 'unknown' && loraAnywhere.test((trains.span as Place | undefined)?.text ?? '')
      : !asked && machine.trail.isTentative && loraAnywhere.test(machine.callStack.at(-1)?.name ?? '');
  if (named) mark(machine, owner, '#peft', parameter);
}

/** `r=8` or `lora_rank=8` among names and their values. */
const ranksAmong = (named: Iterable<readonly [string, Value]>): readonly Value[] =>
  [...named].filter(([name]) => rankName.test(name)).map(([, value]) => value);

/** The rank of an adapter that was found, as it was made or keeps it. */
export const rankOfAdapter = (adapter: Instance): Value | undefined =>
  ranksAmong([...madeWith(adapter).keywords, ...adapter.attributes]).find((value) => knownNumber(value) !== undefined);

/** The rank that all classes called LoRA were given: of a model that is only marked, its layers are not told apart. */
export function rankOfAllAdapters(reading: Reading): Value | undefined {
  const ranks = (reading.machine?.made ?? [])
    .filter(({ callee }) => loraAnywhere.test(callee))
    .flatMap(({ given }) => ranksAmong(given?.keywords ?? []).flatMap(optionsOf));
  return new Set(ranks.map(knownNumber)).size === 1 ? ranks[0] : undefined;
}

// The parameters of the one network that a JAX program trains, counted from its code.
import { linenSize, type LinenSize } from '../../architecture/flax/flaxModel';
import { operationShape } from '../../architecture/flax/flaxTensors';
import { isSizedModule, sizedModuleParameters } from '../../architecture/flax/moduleLeaves';
import { callMethod } from '../../evaluate/calls/calls';
import type { Machine } from '../../evaluate/machine';
import { optionsOf, type Instance, type Value } from '../../evaluate/values';
import { derived, type Draft } from '../draft';
import { mayHoldMore } from '../keras/kerasFollow';
import type { Happening, Reading } from '../reading';
import { madeNetworks } from './networks';

export const initialised = 'linen-initialised';

/** Sets the parameter count where there is one kind of network at the top, and all that it is made of resolves. */
export function describeParameters(draft: Draft, reading: Reading): void {
  if (draft.facts.model || draft.facts.parameters || !reading.machine) return;
  const counts = [...initCounts(reading), ...sizedCounts(reading)];
  const [first] = counts;
  if (first?.parameters && counts.every(({ parameters }) => parameters === first.parameters))
    draft.set('parameters', derived(first.parameters, first.network.span));
  if (draft.facts.parameters && first?.flops && counts.length === 1 && !draft.facts.flopsPerSample)
    draft.set('flopsPerSample', derived(first.flops, first.network.span));
}

const exampleShape = (value: Value | undefined): readonly number[] | undefined =>
  value?.kind === 'instance' ? operationShape(value, () => undefined) : undefined;

interface Count {
  readonly network: Instance;
  readonly parameters: number | undefined;
  /** forward, one sample */
  readonly flops?: number;
}

/** `network.init(key, example)`: the network's call on the example says what it holds. */
function initCounts(reading: Reading): Count[] {
  const { machine } = reading;
  const inits = reading.happenings.filter(({ kind }) => kind === initialised);
  const seen = new Set<Value>();
  return inits.flatMap((init) => {
    const network = optionsOf(init.event.instance.receiver)[0];
    if (network?.kind !== 'instance' || seen.has(network) || !machine) return [];
    seen.add(network);
    let size: LinenSize | undefined;
    if (!mayHoldMore(network, machine))
      machine.quietly(() => {
        size = linenSize((shapeOf) => measured(machine, shapeOf, () => callOn(network, init, reading)));
      });
    return [{ network, parameters: size?.parameters, flops: size && perSample(size, init) }];
  });
}

/** Runs something while the shapes of arrays are known. */
function measured(machine: Machine, shapeOf: (array: Value) => readonly number[] | undefined, run: () => Value | undefined): Value | undefined {
  const { measure } = machine;
  machine.measure = shapeOf;
  const value = run();
  machine.measure = measure;
  return value;
}

/** The example's first axis is its batch. */
function perSample(size: LinenSize, { event }: Happening): number | undefined {
  const { call } = event.instance;
  const example = call.keywords.has('rngs') ? call.positional[0] : call.positional[1];
  const samples = exampleShape(example)?.[0];
  return samples && Number.isSafeInteger(size.flops / samples) ? size.flops / samples : undefined;
}

function callOn(network: Instance, { event }: Happening, reading: Reading): Value | undefined {
  const { call } = event.instance;
  const keywords = new Map([...call.keywords].filter(([name]) => name !== 'rngs' && name !== 'method'));
  const positional = call.keywords.has('rngs') ? call.positional : call.positional.slice(1);
  if (call.keywords.has('method') || !reading.machine) return undefined;
  return callMethod(reading.machine, event.frame, network, '__call__', event.place, positional, { positional: [], keywords, complete: call.complete });
}

/** NNX and Equinox modules that no other module holds. */
function sizedCounts(reading: Reading): Count[] {
  const { machine } = reading;
  const made = madeNetworks(reading).filter((network) => isSizedModule(network));
  const held = new Set(made.flatMap((network) => [...network.attributes.values()].flatMap((value) => (value.kind === 'sequence' ? value.items : [value]))));
  const top = made.filter((network) => !held.has(network));
  return top
    .filter((network) => !isStandIn(network, top))
    .map((network) => ({ network, parameters: machine && mayHoldMore(network, machine) ? undefined : sizedModuleParameters(network) }));
}

/** An object made only to look at its methods, beside a real one of its class. */
function isStandIn(network: Instance, others: readonly Instance[]): boolean {
  const isBare = ({ call, given }: Instance): boolean => (given ?? call).positional.length === 0 && (given ?? call).keywords.size === 0;
  return isBare(network) && others.some((other) => other !== network && other.callee === network.callee && !isBare(other));
}

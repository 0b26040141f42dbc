// The networks of a JAX program: whether their weights are new, and the type that they compute in.
import { knownString, sequence, type Instance, type Value } from '../../evaluate/values';
import { derived, type Draft } from '../draft';
import type { CallHandler } from '../framework';
import { dtypeName } from '../objects/storedTypes';
import type { Reading } from '../reading';

const networks = 'jax-networks';
const loadings = 'jax-weights-loaded';
const typedLayer = 'typed-layer';
const searchLimit = 200;
/** Attributes and arguments that give a network's computing type. */
const typeNames = ['dtype', 'compute_dtype', 'dtype_computation', 'activation_dtype', 'half_precision_dtype'];

export const noteNetwork: CallHandler = (event, reading) => {
  const before = reading.settings.get(networks);
  reading.settings.set(networks, sequence([...(before?.kind === 'sequence' ? before.items : []), event.instance]));
};

/** Layers that multiply matrices, where they are given a type of their own. */
export const noteTyped: CallHandler = (event, reading) => {
  if (event.instance.call.keywords.has('dtype')) reading.note(typedLayer, event);
};

export const madeNetworks = (reading: Reading): Instance[] => {
  const made = reading.settings.get(networks);
  return made?.kind === 'sequence' ? made.items.filter((item): item is Instance => item.kind === 'instance') : [];
};

/** Calls that fill a network with weights of somebody's training; what resumes a run of one's own is not among them. */
const fillsWeights =
  /(^|[._])(load_pretrained\w*|from_pretrained|from_hf\w*|from_torch\w*|load_(model|params|weights|variables|checkpoint_weights)|init_from_\w+|load_from_pretrained\w*|restore_pretrained\w*|tree_deserialise_leaves|from_bytes|msgpack_restore|from_state_dict)$/;

/** Notes a call that loads weights before anything trained. */
export const noteLoading: CallHandler = (event, reading) => {
  if (reading.drafts.length === 0 && !reading.settings.has(loadings)) reading.settings.set(loadings, event.instance);
};

/** Names of such calls, for descriptions: those that a workspace function makes are told under the library's name. */
export const loadingCalls: readonly string[] = [
  'flax.serialization.from_bytes',
  'flax.serialization.from_state_dict',
  'flax.serialization.msgpack_restore',
  'equinox.tree_deserialise_leaves',
  'pickle.load',
  'safetensors.*.load_file',
  '*.load_pretrained',
  '*.load_params',
  '*.load_weights',
];

/** Model and method: what a hub gave, or weights that the program made. */
export function describeNetworks(draft: Draft, reading: Reading): void {
  const made = madeNetworks(reading);
  const pretrained = made.filter((network) => /\.from_pretrained$/.test(network.callee));
  const [first] = pretrained;
  if (first && pretrained.length === 1) {
    const name = first.call.positional[0] ?? first.call.keywords.get('pretrained_model_name_or_path');
    if (draft.take('model', name, (raw) => (typeof raw === 'string' ? raw : undefined))) draft.set('method', derived('full', first.span));
    return;
  }
  if (pretrained.length > 0 || reading.settings.has(loadings) || callsLoader(reading)) return;
  const [network] = made;
  draft.set('method', derived('pretrain', network?.span ?? draft.anchor));
}

/** Whether a function of the workspace whose name says that it loads weights was called. */
export const callsLoader = (reading: Reading): boolean => reading.machine?.functions.some((target) => target.called && fillsWeights.test(target.name)) ?? false;

/** The type that the networks made by the program compute in, where they agree. */
export function computingType(made: readonly Value[]): { name: string; value: Value } | undefined {
  const found = new Map<string, Value>();
  const seen = new Set<Value>();
  const pending: Value[] = [...made];
  while (pending.length > 0 && seen.size < searchLimit) {
    const current = pending.pop()!;
    if (current.kind !== 'instance' || seen.has(current)) continue;
    seen.add(current);
    if (current.receiver) pending.push(current.receiver);
    if (current.role || /^(jax|numpy|optax)\b/.test(current.callee)) continue;
    for (const name of typeNames) {
      const value = current.attributes.get(name) ?? current.call.keywords.get(name);
      const type = dtypeName(value);
      if (value && type) found.set(type, value);
    }
    for (const [name, value] of [...current.attributes, ...current.call.keywords]) if (/config|cfg|args/i.test(name)) pending.push(value);
    pending.push(...current.call.positional);
  }
  const [only] = found;
  return found.size === 1 && only ? { name: only[0], value: only[1] } : undefined;
}

/** Sets the precision: the networks' type, else what matrix products are allowed to run in. */
export function describePrecision(draft: Draft, given: readonly Value[], reading: Reading): void {
  const made = madeNetworks(reading);
  const layers = reading.happenings.filter(({ kind }) => kind === typedLayer).map(({ event }) => event.instance);
  const type = computingType([...made, ...given]) ?? computingType(layers);
  if (type?.name === 'bf16' || type?.name === 'fp16') {
    draft.set('precision', derived(type.name, type.value.span));
    return;
  }
  matmulPrecision(draft, reading);
  // a configuration that isn't known may well ask for bfloat16
  const open = made.flatMap((network) => [...network.call.positional, ...network.call.keywords.values()]).find((value) => value.kind === 'unknown');
  if (!draft.facts.precision && open) draft.doubt('precision', open);
}

/** `jax.config.update("jax_default_matmul_precision", "bfloat16")`. */
function matmulPrecision(draft: Draft, reading: Reading): void {
  const set = reading.settings.get('jax-matmul');
  const text = knownString(set)?.toLowerCase() ?? '';
  if (/^(bfloat16|bf16_bf16_\w+)$/.test(text)) draft.set('precision', derived('bf16', set?.span));
  else if (/^(tensorfloat32|tf32_tf32_f32|high)$/.test(text)) draft.set('precision', derived('tf32', set?.span));
}

/** Whether networks are built with a library on top of JAX. */
export const isFlax = (made: readonly Instance[]): boolean =>
  made.some((network) => [network.callee, ...network.bases].some((name) => name.startsWith('flax.')));

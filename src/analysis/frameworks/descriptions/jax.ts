// JAX with Flax, Optax, Equinox or Haiku: gradient updates in hand-written loops, through jit and pmap.
import { callValue } from '../../evaluate/calls';
import { elementOf } from '../../evaluate/assignment';
import { knownString, optionsOf, sequence, type Instance, type Value } from '../../evaluate/values';
import { derived, Draft, libraryDefault } from '../draft';
import { defineFramework, type LoopDescriber, type ResultHandler, type StartHandler } from '../framework';
import { loopRun, type LoopManner } from '../handWritten';
import { describeOptax, optaxOptimizer } from '../jax/optax';
import { kerasData, perReplica } from '../keras/kerasData';
import { dtypeName } from '../objects/models';
import type { Reading } from '../reading';

const manner: LoopManner = {
  engine: 'jax',
  optimizerOf: (event) => {
    const { receiver, call } = event.instance;
    return optaxOptimizer([receiver, ...[...call.positional].reverse(), ...call.keywords.values()]);
  },
  describeOptimizer: describeOptax,
  precisionSource: 'JAX: the default floating-point type is float32',
};

/**
 * An update in a function that isn't in reach (`self.actor, info = _update_jit(self.actor, batch)`): its name says that it updates, and what it is given was
 * made with an optimizer.
 */
const unseenManner: LoopManner = {
  ...manner,
  optimizerOf: (event) => {
    const called = /^[\w.]+/.exec(event.place.text)?.[0] ?? '';
    if (!/update|train|learn/i.test(called) || /eval|test|valid|sampl|predict|target/i.test(called)) return undefined;
    const made = event.instance.call.positional.filter((value) => value.kind === 'instance' && value.call.keywords.has('tx'));
    return optaxOptimizer(made);
  },
};

/** Attributes and arguments that give a network's computing type. */
const typeNames = ['dtype', 'compute_dtype', 'dtype_computation', 'activation_dtype', 'half_precision_dtype'];
const searchLimit = 200;

/** The type that the networks made by the program compute in, where they agree. */
function computingType(networks: readonly Value[]): { name: string; value: Value } | undefined {
  const found = new Map<string, Value>();
  const seen = new Set<Value>();
  const pending: Value[] = [...networks];
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

const describeLoop: LoopDescriber = ({ draft, anchor, event, reading }) => {
  if (draft.engine !== 'jax') return;
  const networks = reading.settings.get('jax-networks');
  const made = networks?.kind === 'sequence' ? networks.items.filter((item): item is Instance => item.kind === 'instance') : [];
  const pretrained = made.filter((network) => /\.from_pretrained$/.test(network.callee));
  if (made.some((network) => [network.callee, ...network.bases].some((name) => name.startsWith('flax.'))) || /flax/.test(event.instance.callee))
    draft.framework = 'flax';
  modelOf(draft, pretrained, made);
  const type = computingType([...made, ...event.instance.call.positional, ...(event.instance.receiver ? [event.instance.receiver] : [])]);
  if (type?.name === 'bf16' || type?.name === 'fp16') draft.set('precision', derived(type.name, type.value.span));
  else {
    matmulPrecision(draft, reading);
    // a configuration that isn't known may well ask for bfloat16
    const open = made.flatMap((network) => [...network.call.positional, ...network.call.keywords.values()]).find((value) => value.kind === 'unknown');
    if (!draft.facts.precision && open) draft.doubt('precision', open);
  }
  if (!draft.facts.perDeviceBatchSize) batchOf(draft, [anchor.iterable, ...event.instance.call.positional]);
};

function modelOf(draft: Draft, pretrained: readonly Instance[], made: readonly Instance[]): void {
  if (pretrained.length === 1) {
    const name = pretrained[0]!.call.positional[0] ?? pretrained[0]!.call.keywords.get('pretrained_model_name_or_path');
    if (draft.take('model', name, (raw) => (typeof raw === 'string' ? raw : undefined))) draft.set('method', derived('full', pretrained[0]!.span));
  } else if (pretrained.length === 0 && made[0]) draft.set('method', derived('pretrain', made[0].span));
}

/** The batch of a tf.data pipeline that the loop walks; a product with the number of devices is that much a device. */
function batchOf(draft: Draft, values: readonly (Value | undefined)[]): void {
  for (const value of values) {
    const { batch } = kerasData(value);
    if (!batch) continue;
    const share = perReplica(batch);
    draft.number('perDeviceBatchSize', share ?? batch);
    return;
  }
}

/** `jax.config.update("jax_default_matmul_precision", "bfloat16")`. */
function matmulPrecision(draft: Draft, reading: Reading): void {
  const set = reading.settings.get('jax-matmul');
  const text = knownString(set)?.toLowerCase() ?? '';
  if (/^(bfloat16|bf16_bf16_\w+)$/.test(text)) draft.set('precision', derived('bf16', set?.span));
  else if (/^(tensorfloat32|tf32_tf32_f32|high)$/.test(text)) draft.set('precision', derived('tf32', set?.span));
}

const noteNetwork = (event: { readonly instance: Instance }, reading: Reading): void => {
  const before = reading.settings.get('jax-networks');
  reading.settings.set('jax-networks', sequence([...(before?.kind === 'sequence' ? before.items : []), event.instance]));
};

/** `jax.lax.scan(step, carry, xs)` runs the step on each element. */
const scan: ResultHandler = (event, _reading, machine) => {
  const [step, carry, items] = event.instance.call.positional;
  if (step?.kind !== 'reference' || !step.target || !carry) return undefined;
  const result = callValue(
    machine,
    event.frame,
    step,
    { positional: [carry, items ? elementOf(machine, items) : carry], keywords: new Map(), complete: true },
    event.place,
  );
  return optionsOf(result)[0];
};

/** A library's own training function that is given an optax optimizer: `train(key, loss, optax.adam(lr), model, num_steps=n)`. */
const trainedElsewhere: StartHandler = (event, reading) => {
  const { call } = event.instance;
  const given = [...call.positional, ...call.keywords.values()].filter((value) => value.kind === 'instance' && /^optax\./.test(value.callee));
  const optimizer = optaxOptimizer(given);
  if (!optimizer) return undefined;
  const draft = new Draft({ framework: 'jax', anchor: event.place, loop: event.loop });
  draft.engine = 'jax';
  describeOptax(draft, optimizer, reading);
  const argument = (...names: readonly string[]): Value | undefined => names.map((name) => call.keywords.get(name)).find((value) => value !== undefined);
  draft.number('maxSteps', argument('num_steps', 'num_train_steps', 'train_steps', 'max_steps', 'steps'));
  draft.number('epochs', argument('num_epochs', 'epochs', 'n_epochs'));
  draft.number('perDeviceBatchSize', argument('batch_size'));
  draft.set('precision', libraryDefault('fp32', manner.precisionSource));
  return draft;
};

const transparent = { argument: 0 };

export const jax = defineFramework({
  name: 'jax',
  wrappers: {
    'jax.jit': transparent,
    'jax.pmap': transparent,
    'jax.vmap': transparent,
    'jax.checkpoint': transparent,
    'jax.remat': transparent,
    'jax.shard_map': transparent,
    'jax.device_put': transparent,
    'jax.device_put_replicated': transparent,
    'flax.nnx.jit': transparent,
    'flax.nnx.pmap': transparent,
    'flax.jax_utils.replicate': transparent,
    'flax.jax_utils.unreplicate': transparent,
    'flax.jax_utils.prefetch_to_device': transparent,
    'equinox.filter_jit': transparent,
    'equinox.filter_pmap': transparent,
    'haiku.without_apply_rng': transparent,
  },
  calls: {
    'jax.config.update': (event, reading) => {
      const [name, value] = event.instance.call.positional;
      if (knownString(name) === 'jax_default_matmul_precision' && value) reading.settings.set('jax-matmul', value);
    },
    'flax.linen.Module': noteNetwork,
    'flax.nnx.Module': noteNetwork,
    'equinox.Module': noteNetwork,
    'haiku.transform': noteNetwork,
    'haiku.transform_with_state': noteNetwork,
    'haiku.Module': noteNetwork,
    'transformers.*.from_pretrained': (event, reading) => {
      if (/\.Flax\w+\.from_pretrained$/.test(event.instance.callee)) noteNetwork(event, reading);
    },
  },
  results: { 'jax.lax.scan': scan },
  starts: {
    'optax.apply_updates': loopRun('jax', manner),
    '?.unseen': loopRun('jax', unseenManner),
    '*.train': trainedElsewhere,
    '*.fit': trainedElsewhere,
    'equinox.apply_updates': loopRun('jax', manner),
    'flax.*.apply_gradients': loopRun('flax', manner),
    'flax.*.apply_gradient': loopRun('flax', manner),
    'flax.nnx.Optimizer.update': loopRun('flax', manner),
    'flax.nnx.ModelAndOptimizer.update': loopRun('flax', manner),
    'jax.example_libraries.optimizers.*.__call__': loopRun('jax', manner),
    'jax.experimental.optimizers.*.__call__': loopRun('jax', manner),
  },
  loops: [describeLoop],
});

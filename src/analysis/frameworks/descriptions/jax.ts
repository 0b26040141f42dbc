// JAX with Flax, Optax, Equinox or Haiku: gradient updates in hand-written loops, through jit and pmap.
import { callMethod } from '../../evaluate/calls/calls';
import type { Loop } from '../../evaluate/state/events';
import { knownNumber, knownString, optionsOf, type Value } from '../../evaluate/values';
import { Draft, libraryDefault } from '../draft';
import { defineFramework, type CallHandler, type LoopDescriber, type StartHandler } from '../framework';
import { loopRun, type LoopManner } from '../handWritten';
import { agentUpdate } from '../jax/agents';
import { conditional, countedLoop, scan, scanned } from '../jax/compiledFlow';
import { convolution, describeBatch, describeOnlyDataset, drawn, imageChange, namedDataset } from '../jax/jaxData';
import { describeParameters, initialised } from '../jax/jaxParameters';
import { jnpNumbers } from '../jax/jnpNumbers';
import { describeNetworks, describePrecision, isFlax, loadingCalls, madeNetworks, noteLoading, noteNetwork, noteTyped } from '../jax/networks';
import { describeOptax, optaxOptimizer } from '../jax/optax';
import { treeDescent } from '../jax/treeDescent';
import { describeTokenization, keptLength } from '../objects/tokenization';
import { isInside, type Reading } from '../reading';

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

/** A train state that comes from somewhere out of reach. */
const openStateManner: LoopManner = {
  ...manner,
  optimizerOf: ({ instance }) => (instance.call.keywords.has('grads') ? instance.receiver : undefined),
};

/** `optax.apply_updates` moves weights whatever made the updates. */
const openUpdateManner: LoopManner = {
  ...manner,
  optimizerOf: (event, reading) => manner.optimizerOf(event, reading) ?? event.instance.call.positional.slice(1).find((value) => value.kind === 'unknown'),
};

const describeLoop: LoopDescriber = ({ draft, anchor, optimizer, event, reading }) => {
  if (draft.engine !== 'jax') return;
  const made = madeNetworks(reading);
  if (isFlax(made) || /flax/.test(event.instance.callee)) draft.framework = 'flax';
  describeNetworks(draft, reading);
  // follows the network's call, in which layers say their type
  describeParameters(draft, reading);
  describePrecision(draft, [...event.instance.call.positional, ...(event.instance.receiver ? [event.instance.receiver] : [])], reading);
  describeBatch(draft, anchor, event, reading);
  describeOnlyDataset(draft, reading);
  keptLength(draft, made);
  if (!draft.facts.sequenceLength && draft.facts.model) describeTokenization(draft, reading);
  scannedSteps(draft, anchor, optimizer, reading);
  resumed(draft, anchor);
};

/** `for step in range(int(state.step), total)`: a run that starts afresh makes all of them. */
function resumed(draft: Draft, anchor: Loop): void {
  const { iterable, node } = anchor;
  if (draft.facts.epochs || draft.facts.maxSteps || iterable?.kind !== 'instance' || iterable.callee !== 'range' || iterable.role) return;
  const [start, stop] = iterable.call.positional;
  if (!start || !stop || knownNumber(start) !== undefined || node.kind !== 'for') return;
  const name = node.target.kind === 'name' ? node.target.name : '';
  if (/epoch/i.test(name)) draft.number('epochs', stop);
  else if (/step|iter|^i$|^t$/i.test(name)) draft.number('maxSteps', stop);
}

/** A scan makes the steps; the loop around it only goes through settings. */
function scannedSteps(draft: Draft, anchor: Loop, optimizer: Value | undefined, reading: Reading): void {
  const madeInside = optionsOf(optimizer).some((option) => option.kind === 'instance' && isInside(reading.machine?.madeIn.get(option), anchor));
  const scans = reading.inside(anchor, scanned).map(({ event }) => event.instance.call);
  const [first] = scans;
  if (!madeInside || !first || scans.length > 1) return;
  const steps = first.keywords.get('length') ?? first.positional[3];
  if (steps) {
    delete draft.facts.epochs;
    draft.number('maxSteps', steps);
  }
}

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
  describeNetworks(draft, reading);
  return draft;
};

const note =
  (kind: string): CallHandler =>
  (event, reading) =>
    reading.note(kind, event);
const each = <T>(names: readonly string[], entry: T): Record<string, T> => Object.fromEntries(names.map((name) => [name, entry]));
const transparent = { argument: 0 };

export const jax = defineFramework({
  name: 'jax',
  wrappers: each(
    [
      'jax.jit',
      'jax.pmap',
      'jax.vmap',
      'jax.checkpoint',
      'jax.remat',
      'jax.shard_map',
      'jax.device_put',
      'jax.device_put_replicated',
      'flax.nnx.jit',
      'flax.nnx.pmap',
      'flax.jax_utils.replicate',
      'flax.jax_utils.unreplicate',
      'flax.jax_utils.prefetch_to_device',
      'equinox.filter_jit',
      'equinox.filter_pmap',
      'haiku.without_apply_rng',
    ],
    transparent,
  ),
  calls: {
    'jax.config.update': (event, reading) => {
      const [name, value] = event.instance.call.positional;
      if (knownString(name) === 'jax_default_matmul_precision' && value) reading.settings.set('jax-matmul', value);
    },
    ...each(['flax.nnx.Module', 'equinox.Module', 'haiku.transform', 'haiku.transform_with_state', 'haiku.multi_transform', 'haiku.Module'], noteNetwork),
    'flax.linen.Module': (event, reading, machine) => {
      noteNetwork(event, reading, machine);
      callMethod(machine, event.frame, event.instance, 'setup', event.place);
    },
    ...each(
      [
        'flax.linen.Dense',
        'flax.linen.DenseGeneral',
        'flax.linen.Conv',
        'flax.linen.MultiHeadDotProductAttention',
        'flax.linen.SelfAttention',
        'flax.linen.MultiHeadAttention',
        'flax.nnx.Linear',
        'flax.nnx.Conv',
      ],
      noteTyped,
    ),
    ...each(['flax.linen.Module.init', 'flax.linen.Module.init_with_output'], note(initialised)),
    'transformers.*.from_pretrained': (event, reading, machine) => {
      if (/\.Flax\w+\.from_pretrained$/.test(event.instance.callee)) noteNetwork(event, reading, machine);
    },
    ...each(['jax.pmap', 'jax.shard_map', 'flax.nnx.pmap', 'jax.sharding.Mesh'], (event, reading) => reading.settings.set('jax-many-devices', event.instance)),
    ...each(loadingCalls, noteLoading),
    ...each(
      ['tensorflow_datasets.load', 'tensorflow_datasets.builder', 'datasets.load_dataset', 'keras.datasets.*.load_data', 'torchvision.datasets.*'],
      note(namedDataset),
    ),
    ...each(
      [
        'tensorflow.image.resize',
        'tensorflow.image.resize_with_pad',
        'tensorflow.image.resize_with_crop_or_pad',
        'tensorflow.image.random_crop',
        'tensorflow.pad',
        'jax.image.resize',
        'jax.numpy.pad',
        'numpy.pad',
        'torchvision.transforms.Resize',
        'torchvision.transforms.Pad',
        'cv2.resize',
      ],
      note(imageChange),
    ),
    ...each(['flax.linen.Conv', 'flax.nnx.Conv', 'equinox.nn.Conv2d', 'haiku.Conv2D'], note(convolution)),
    ...each(
      [
        'jax.random.randint',
        'jax.random.choice',
        'numpy.random.default_rng.integers',
        'numpy.random.default_rng.choice',
        'numpy.random.randint',
        'numpy.random.RandomState.randint',
      ],
      note(drawn),
    ),
  },
  results: { 'jax.lax.scan': scan, 'jax.lax.fori_loop': countedLoop, 'jax.lax.cond': conditional, ...jnpNumbers },
  starts: {
    'optax.apply_updates': loopRun('jax', openUpdateManner),
    ...each(['jax.tree_map', 'jax.tree.map', 'jax.tree_util.tree_map', 'jax.tree_multimap', 'jax.tree_util.tree_multimap'], treeDescent(manner)),
    '?.unseen': loopRun('jax', unseenManner),
    '*.train': trainedElsewhere,
    '*.fit': trainedElsewhere,
    '*.update': agentUpdate,
    'equinox.apply_updates': loopRun('jax', manner),
    'flax.*.apply_gradients': loopRun('flax', manner),
    'flax.*.apply_gradient': loopRun('flax', manner),
    '*.apply_gradients': loopRun('flax', openStateManner),
    'flax.nnx.Optimizer.update': loopRun('flax', manner),
    'flax.nnx.ModelAndOptimizer.update': loopRun('flax', manner),
    'jax.example_libraries.optimizers.*.__call__': loopRun('jax', manner),
    'jax.experimental.optimizers.*.__call__': loopRun('jax', manner),
  },
  loops: [describeLoop],
});

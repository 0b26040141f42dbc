// DeepSpeed's engine in a hand-written loop: `engine, optimizer, loader, _ = deepspeed.initialize(model=..., config=...)`, `engine.backward(loss)`,
// `engine.step()`. Arguments as in DeepSpeed 0.15: https://deepspeed.readthedocs.io/en/latest/initialize.html
import type { FactName } from '../../../model/run';
import { loadPath, pathOf } from '../../evaluate/libraries/configurations/configFiles';
import type { Place } from '../../languages/python/positions';
import { makeInstance } from '../../evaluate/machine';
import { known, knownString, mapping, sequence, unknown, type Instance, type Mapping, type Value } from '../../evaluate/values';
import { deepspeed as configFormat } from '../configs/platforms/deepspeed';
import { plainSettings } from '../configs/openMmlab/plainSettings';
import { Settings } from '../configs/settings';
import { defineFramework, type LoopDescriber, type ResultHandler } from '../framework';
import { loopRun, torchManner } from '../handWritten';
import { describeOptimizer, isOptimizer } from '../objects/optimizers';

const engineName = 'deepspeed.DeepSpeedEngine';
const configurations = new WeakMap<Instance, Mapping>();

/** The engine, the optimizer, a loader of the training data, the schedule. */
const initialize: ResultHandler = (event, reading, machine) => {
  const { instance, place, frame } = event;
  const argument = (name: string, position: number): Value | undefined => reading.argument(instance, name, position);
  const engine = makeInstance(machine, engineName, instance.call, place, { callSpan: place });
  const given = argument('config', 9) ?? instance.call.keywords.get('config_params') ?? reading.property(argument('args', 0), 'deepspeed_config');
  const named =
    knownString(given) === undefined && given?.kind !== 'instance'
      ? given
      : loadPath(machine, { name: instance.callee, call: instance.call, place, frame }, pathOf(given));
  if (named?.kind === 'mapping') configurations.set(engine, named);
  const data = argument('training_data', 4);
  const loader = data && makeInstance(machine, 'torch.utils.data.DataLoader', { positional: [data], keywords: batchOf(engine, place), complete: true }, place);
  const optimizer = argument('optimizer', 2);
  const parts = [
    engine,
    optimizer && isOptimizer(optimizer) ? optimizer : engine,
    loader ?? known(null),
    argument('lr_scheduler', 5) ?? unknown('run-time', place),
  ];
  return sequence(parts, place, 'tuple');
};

/** The engine's loader has the batch of the configuration, never one of its own. */
function batchOf(engine: Instance, place: Place): Map<string, Value> {
  const size = configurations.get(engine)?.entries.get('train_micro_batch_size_per_gpu');
  return new Map([['batch_size', size?.kind === 'known' && typeof size.value === 'number' ? size : unknown('run-time', place)]]);
}

/** A run that starts has no checkpoint yet: https://deepspeed.readthedocs.io/en/latest/model-checkpointing.html gives None for the path then. */
const noCheckpoint: ResultHandler = ({ place }) => sequence([known(null, place), mapping(new Map(), place)], place, 'tuple');

/** It adds its own options to the parser and gives it back. */
const sameParser: ResultHandler = ({ instance }) => instance.call.positional[0] ?? instance.call.keywords.get('parser');

const engineOf = (value: Value | undefined): Instance | undefined => (value?.kind === 'instance' && value.callee === engineName ? value : undefined);

const manner: typeof torchManner = {
  ...torchManner,
  optimizerOf: (event) => {
    const engine = engineOf(event.instance.receiver);
    const optimizer = engine?.call.keywords.get('optimizer') ?? engine?.call.positional[2];
    return optimizer && isOptimizer(optimizer) ? optimizer : (engine?.call.keywords.get('model') ?? engine?.call.positional[1] ?? engine);
  },
  describeOptimizer: (draft, optimizer, reading) => {
    if (isOptimizer(optimizer)) describeOptimizer(draft, optimizer, reading);
  },
};

/** What the configuration says of the engine that steps in the loop; the code's own optimizer and loader say more about theirs. */
const describeLoop: LoopDescriber = ({ draft, anchor, reading }) => {
  const engine = reading
    .inside(anchor, 'engine step')
    .map(({ event }) => engineOf(event.instance.receiver))
    .find(Boolean);
  const config = engine && configurations.get(engine);
  if (engine && !config) draft.doubt('precision', unknown('run-time', engine.span, 'DeepSpeed configuration'));
  if (!config) return;
  const facts = Object.entries(configFormat.facts(new Settings(plainSettings(config, true)))).filter(([, fact]) => fact !== undefined);
  for (const [name, fact] of facts) if (draft.facts[name as FactName] === undefined || name === 'precision') draft.set(name as FactName, fact as never);
};

export const deepspeed = defineFramework({
  name: 'deepspeed',
  results: { 'deepspeed.initialize': initialize, 'deepspeed.add_config_arguments': sameParser, [`${engineName}.load_checkpoint`]: noCheckpoint },
  calls: { [`${engineName}.step`]: (event, reading) => reading.note('engine step', event) },
  starts: { [`${engineName}.step`]: loopRun('deepspeed', manner) },
  loops: [describeLoop],
});

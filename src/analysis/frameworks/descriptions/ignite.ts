// PyTorch-Ignite: an engine around a step function; it trains when the step moves an optimizer.
import { elementOf } from '../../evaluate/statements/assignment';
import { callValue } from '../../evaluate/calls/calls';
import { isNone, knownBoolean, knownString, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { derived, libraryDefault, type Draft } from '../draft';
import { defineFramework, type StartHandler } from '../framework';
import { describeDataset } from '../objects/datasets';
import { describeImages } from '../objects/images';
import { loaderOf } from '../objects/loaders';
import { describeModel } from '../objects/models';
import { describeOptimizer, isOptimizer } from '../objects/optimizers';
import type { Reading } from '../reading';
import { draftAt } from '../transformers/trainerRun';

const version = 'ignite 0.5';

/** The optimizer that a step function moves; undefined for evaluators. */
function optimizerOfStep(
  event: Parameters<StartHandler>[0],
  step: Value | undefined,
  data: Value | undefined,
  reading: Reading,
  machine: Parameters<StartHandler>[2],
): { optimizer: Value; mixed: boolean | undefined } | undefined {
  if (step?.kind !== 'reference') return undefined;
  const before = reading.happenings.length;
  callValue(
    machine,
    event.frame,
    step,
    { positional: [event.instance.receiver!, data ? elementOf(machine, data) : event.instance.receiver!], keywords: new Map(), complete: true },
    event.place,
  );
  const happened = reading.happenings.slice(before);
  const stepped = happened
    .filter((happening) => happening.kind === 'optimizer-step')
    .map(({ event: { instance } }) => [instance.receiver, ...instance.call.positional].find((value) => optionsOf(value).some(isOptimizer)));
  const blocks = happened
    .filter(({ kind, event: { instance } }) => kind === 'entered' && /autocast$/.test(instance.callee))
    .map(({ event: { instance } }) => instance);
  return stepped[0] ? { optimizer: stepped[0], mixed: blocks.length === 0 ? false : isOn(blocks[0]!) } : undefined;
}

/** Whether an autocast block is switched on; undefined where that isn't known. */
function isOn(block: Instance): boolean | undefined {
  const enabled = block.call.keywords.get('enabled') ?? (block.callee.includes('cuda') ? block.call.positional[0] : undefined);
  return enabled === undefined ? true : knownBoolean(enabled);
}

const run: StartHandler = (event, reading, machine) => {
  const engine = event.instance.receiver;
  if (engine?.kind !== 'instance' || engine.role) return undefined;
  const data = reading.argument(event, 'data', 0);
  const supervised = /create_supervised_trainer$/.test(engine.callee);
  const found = supervised
    ? { optimizer: reading.argument(engine, 'optimizer', 1), mixed: knownString(engine.call.keywords.get('amp_mode')) === 'amp' }
    : optimizerOfStep(event, reading.argument(engine, 'process_function', 0), data, reading, machine);
  if (!found?.optimizer) return undefined;
  const draft = draftAt('ignite', event, machine, engine);
  const epochs = reading.argument(event, 'max_epochs', 1);
  if (epochs && !isNone(epochs)) draft.number('epochs', epochs);
  else if (event.instance.call.complete) draft.set('epochs', libraryDefault(1, `${version} Engine.run.max_epochs`));
  describeOptimizer(draft, found.optimizer, reading);
  describeModel(draft, supervised ? reading.argument(engine, 'model', 0) : parametersOf(found.optimizer), reading);
  if (found.mixed === undefined) draft.unknowns.push({ fact: 'precision', reason: 'run-time' });
  else draft.set('precision', found.mixed ? derived('fp16', engine.span) : libraryDefault('fp32', 'PyTorch: torch.get_default_dtype() is float32'));
  dataOf(draft, data, reading);
  return draft;
};

const parametersOf = (optimizer: Value): Value | undefined => {
  const object = optionsOf(optimizer).find((option): option is Instance => option.kind === 'instance');
  return object?.call.positional[0] ?? object?.call.keywords.get('params');
};

function dataOf(draft: Draft, data: Value | undefined, reading: Reading): void {
  const loader = loaderOf(data, reading);
  if (loader?.batchSize) draft.number('perDeviceBatchSize', loader.batchSize);
  else draft.doubt('perDeviceBatchSize', data);
  draft.finish = (): void => {
    describeDataset(draft, [loader?.dataset, loader?.object ?? data], reading);
    describeImages(draft, loader?.dataset, reading);
  };
}

export const ignite = defineFramework({
  name: 'ignite',
  wrappers: { 'ignite.distributed.auto_model': { argument: 0 }, 'ignite.distributed.auto_optim': { argument: 0 } },
  calls: { '*.step': (event, reading) => reading.note('optimizer-step', event) },
  starts: { 'ignite.engine.Engine.run': run, 'ignite.engine.create_supervised_trainer.run': run },
});

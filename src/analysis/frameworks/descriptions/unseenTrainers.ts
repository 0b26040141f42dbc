// Trainers of modules that aren't at hand, or chosen at run time: `trainer.fit()` starts a training all the same, and what they were given tells a part of it.
import type { CallEvent } from '../../evaluate/state/events';
import { libraryRoots } from '../../evaluate/modules/names';
import { optionsOf, type Instance, type Value } from '../../evaluate/values';
import { Place } from '../../languages/python/positions';
import { frameworkOfImports } from '../frameworkOfImports';
import type { Draft } from '../draft';
import { defineFramework, type StartHandler } from '../framework';
import { deviceShare } from '../loops/deviceShare';
import { describeDataset } from '../objects/datasets';
import { loaderOf } from '../objects/loaders';
import { describeModel } from '../objects/models';
import { modelSource } from '../objects/modelSources';
import { describeOptimizer, isOptimizer } from '../objects/optimizers';
import { shortName, type Reading } from '../reading';
import { draftAt } from '../transformers/trainerRun';

/** What trains and does nothing else, by the names of classes and variables. */
const trainerName = /(trainer|learner|solver)$/i;

/** The object's class where it is known to be out of reach, or the variable's name where nothing is known of what it holds. */
function nameOfTrainer({ instance: { receiver }, place }: CallEvent): string | undefined {
  const variable = place instanceof Place ? /^(?:\w+\.)*(\w+)\.\w+\(/.exec(place.text)?.[1] : undefined;
  if (receiver?.kind !== 'instance') return receiver?.kind === 'unknown' ? variable : undefined;
  if (receiver.role || receiver.classTarget || receiver.bases.length > 0 || libraryRoots.has(receiver.callee.split('.')[0]!)) return undefined;
  return trainerName.test(variable ?? '') ? variable : shortName(receiver.callee);
}

const given = (call: Instance['call']): readonly Value[] => [...call.positional, ...call.keywords.values()];

/** Everything that the trainer was made with and that the call hands it. */
const argumentsOf = ({ instance }: CallEvent): readonly Value[] => [
  ...given(instance.call),
  ...(instance.receiver?.kind === 'instance' ? given(instance.receiver.call) : []),
];

const named = ({ instance }: CallEvent, ...names: readonly string[]): Value | undefined =>
  names
    .flatMap((name) => [instance.call.keywords.get(name), instance.receiver?.kind === 'instance' ? instance.receiver.call.keywords.get(name) : undefined])
    .find((value) => value !== undefined);

function describe(draft: Draft, event: CallEvent, reading: Reading): void {
  const values = argumentsOf(event);
  const optimizer = values.find((value) => optionsOf(value).some(isOptimizer));
  if (optimizer) describeOptimizer(draft, optimizer, reading);
  else draft.number('learningRate', named(event, 'learning_rate', 'lr'));
  const model = values.find((value) => optionsOf(value).some((option) => modelSource(option, reading) !== undefined));
  if (model) describeModel(draft, model, reading);
  draft.number('epochs', named(event, 'epochs', 'num_epochs', 'n_epochs', 'max_epochs', 'nb_epochs'));
  const loader = values.map((value) => loaderOf(value, reading)).find((found) => found !== undefined);
  draft.finish = (): void => {
    draft.number('perDeviceBatchSize', loader?.batchSize ? deviceShare(loader.batchSize) : named(event, 'batch_size', 'train_batch_size'));
    if (loader) describeDataset(draft, [loader.dataset, loader.object], reading);
  };
}

/** The framework that the module's names come from: a notebook's imports stand in another cell. */
function frameworkOfNames({ frame }: CallEvent): string | undefined {
  for (const value of frame.scope.module.scope.variables.values()) {
    const name = value.kind === 'reference' ? value.name : value.kind === 'instance' ? value.callee : '';
    const framework = frameworkOfImports(`import ${name.split('.')[0]}`);
    if (framework) return framework;
  }
  return undefined;
}

const train: StartHandler = (event, reading, machine) => {
  if (reading.drafts.length > 0 || !trainerName.test(nameOfTrainer(event) ?? '')) return undefined;
  const framework = frameworkOfImports(event.unit.text) ?? frameworkOfNames(event);
  if (!framework) return undefined;
  const draft = draftAt(framework, event, machine, event.instance.receiver);
  describe(draft, event, reading);
  return draft;
};

export const unseenTrainers = defineFramework({ name: 'pytorch', starts: { '*.train': train, '*.fit': train } });

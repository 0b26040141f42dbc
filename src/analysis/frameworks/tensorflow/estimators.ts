// TensorFlow's Estimators: a function that builds the graph, another that feeds it, `train` on them.
import { callValue } from '../../evaluate/calls/calls';
import { isNone, knownBoolean, optionsOf, unknown, type Value } from '../../evaluate/values';
import { libraryDefault } from '../draft';
import type { StartHandler } from '../framework';
import { kerasData } from '../keras/kerasData';
import { passesOf } from '../loops/duration';
import { describeDataset } from '../objects/datasets';
import { shortName } from '../reading';
import { draftAt } from '../transformers/trainerRun';
import { describeGraphOptimizer, floatByDefault, isGraphOptimizer, methodOfGraph } from './graphs';

export const minimized = 'minimize';
export const ownOptimizer = 'graph-optimizer';

/** A checkpoint to start from is the command line's to name. */
const startsFromCheckpoint = /init_checkpoint|init_from_checkpoint|warm_start/;

/** `estimator.train(input_fn, steps=...)`: the model function is followed once, to see its optimizer. */
export const trainEstimator: StartHandler = (event, reading, machine) => {
  const whole = shortName(event.instance.callee) === 'train_and_evaluate';
  const estimator = optionsOf(whole ? reading.argument(event, 'estimator', 0) : event.instance.receiver)[0];
  if (estimator?.kind !== 'instance' || estimator.role || !/\.(TPU)?Estimator\b/.test([estimator.callee, ...estimator.bases].join(' '))) return undefined;
  const spec = whole ? reading.argument(event, 'train_spec', 1) : undefined;
  const argument = (name: string, position: number): Value | undefined =>
    spec?.kind === 'instance'
      ? (spec.call.keywords.get(name) ?? (name === 'input_fn' ? spec.call.positional[0] : name === 'max_steps' ? spec.call.positional[1] : undefined))
      : reading.argument(event, name, position);
  const draft = draftAt('tensorflow', event, machine, estimator);
  const steps = [argument('steps', 2), argument('max_steps', 3)].find((value) => value && !isNone(value));
  const passes = steps && passesOf(steps);
  if (passes) draft.number('epochs', passes);
  else if (steps) draft.number('maxSteps', steps);
  const input = argument('input_fn', 0);
  const builder = reading.argument(estimator, 'model_fn', 0);
  const before = reading.happenings.length;
  const place = event.place;
  const nothing = unknown('run-time');
  const follow = (callee: Value | undefined, positional: readonly Value[]): Value | undefined => {
    let result: Value | undefined;
    if (callee?.kind === 'reference')
      machine.quietly(() => void (result = callValue(machine, event.frame, callee, { positional, keywords: new Map(), complete: true }, place)));
    return result;
  };
  const parameters = reading.argument(estimator, 'params', 2);
  follow(builder, [nothing, nothing, nothing, ...(parameters ? [parameters] : [])]);
  const seen = reading.happenings.slice(before);
  const updated = seen.find(({ kind }) => kind === minimized)?.event.instance.receiver ?? seen.find(({ kind }) => kind === ownOptimizer)?.event.instance;
  describeGraphOptimizer(draft, optionsOf(updated).find(isGraphOptimizer));
  const data = follow(input, []) ?? input;
  if (data?.kind === 'instance' && /_input_fn$/.test(data.callee)) {
    draft.number('perDeviceBatchSize', data.call.keywords.get('batch_size'));
    const epochs = data.call.keywords.get('num_epochs');
    if (!steps && epochs && !isNone(epochs)) draft.number('epochs', epochs);
  } else if (data) {
    const { batch } = kerasData(data);
    if (batch) draft.number('perDeviceBatchSize', batch);
  }
  const stated = reading.argument(estimator, 'train_batch_size');
  // a TPU's share depends on how many cores there are
  if (stated) draft.number(knownBoolean(reading.argument(estimator, 'use_tpu')) === false ? 'perDeviceBatchSize' : 'globalBatchSize', stated);
  describeDataset(draft, [data], reading);
  draft.set('precision', libraryDefault('fp32', floatByDefault));
  if (!startsFromCheckpoint.test(event.frame.unit.text)) methodOfGraph(draft, reading);
  return draft;
};

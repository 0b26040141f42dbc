// PPO as TRL wrote it until 0.11: the program generates, scores and calls `ppo_trainer.step(queries, responses, rewards)` in a loop of its own.
import { isNone, knownNumber, type Value } from '../../evaluate/values';
import { Draft, derived, libraryDefault } from '../draft';
import type { StartHandler } from '../framework';
import { trainingLoops } from '../handWritten';
import { describeDataset } from '../objects/datasets';
import { describeModel } from '../objects/models';
import { openType, typeOf } from '../objects/storedTypes';
import { describeOptimizer } from '../objects/optimizers';

const version = 'trl 0.11 PPOConfig';
/** PPOConfig.learning_rate of 0.8 to 0.11 */
const usualRate = 1.41e-5;

/** The run of the loop that steps. */
export const steppedByProgram: StartHandler = (event, reading, machine) => {
  const trainer = event.instance.receiver;
  if (trainer?.kind !== 'instance' || !event.loop) return undefined;
  const { anchor, configurations } = trainingLoops(machine, event.loop, trainer);
  if (reading.drafts.some((draft) => draft.loop === anchor)) return undefined;
  const draft = new Draft({ framework: 'trl', anchor: anchor.place, loop: anchor });
  draft.repeatIn(configurations);
  draft.set('objective', derived('ppo', event.place));
  const config = reading.property(trainer, 'config');
  const setting = (name: string): Value | undefined => reading.stated(config, name);
  const source = describeModel(draft, reading.property(trainer, 'model'), reading);
  draft.number('perDeviceBatchSize', setting('mini_batch_size'));
  // What another configuration says isn't known, so the library's own values don't count.
  const open = config?.kind !== 'instance' || !config.call.complete;
  const accumulation = setting('gradient_accumulation_steps');
  if (accumulation) draft.number('gradientAccumulation', accumulation);
  else if (!open) draft.set('gradientAccumulation', libraryDefault(1, `${version}.gradient_accumulation_steps`));
  const optimizer = reading.property(trainer, 'optimizer');
  const rate = setting('learning_rate');
  if (optimizer?.kind === 'unknown') draft.doubt('optimizer', optimizer);
  else if (optimizer && !isNone(optimizer)) describeOptimizer(draft, optimizer, reading);
  else {
    draft.set('optimizer', libraryDefault('adam', 'trl 0.11 PPOTrainer: torch.optim.Adam'));
    if (rate) draft.number('learningRate', rate);
    else if (!open) draft.set('learningRate', libraryDefault(usualRate, `${version}.learning_rate`));
  }
  const stored = source && typeOf(source.object);
  if (stored) draft.set('precision', stored);
  else if (!open && source && !openType(source.object) && !trainer.classTarget)
    draft.set('precision', libraryDefault('fp32', 'trl 0.11 PPOTrainer: Accelerator without mixed precision'));
  describeDataset(draft, [reading.property(trainer, 'dataset')], reading);
  // Walking the trainer's own loader goes through the data once.
  if (knownNumber(anchor.trips) !== undefined) draft.number('epochs', anchor.trips);
  else if (anchor.iterable?.kind === 'instance' && anchor.iterable.callee.endsWith('.dataloader')) draft.set('epochs', derived(1, anchor.place));
  return draft;
};

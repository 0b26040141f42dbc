// trlX: `trlx.train(model, reward_fn=..., prompts=..., config=...)`. https://trlx.readthedocs.io
import { lookUpPath } from '../../evaluate/libraries/configurations/merging';
import { trlxDefaults } from '../../evaluate/libraries/configurations/trlxConfigs';
import { isNone, knownNumber, knownString, type Value } from '../../evaluate/values';
import { asText, derived, factOf, libraryDefault, type Draft } from '../draft';
import { defineFramework, type StartHandler } from '../framework';
import { describeDataset } from '../objects/datasets';
import { optimizerText } from '../objects/optimizers';
import type { Reading } from '../reading';
import { draftAt } from '../transformers/trainerRun';

const train: StartHandler = (event, reading, machine) => {
  const draft = draftAt('trlx', event, machine, undefined);
  const argument = (name: string, position?: number): Value | undefined => {
    const value = reading.argument(event, name, position);
    return value && !isNone(value) ? value : undefined;
  };
  // Without a configuration the method follows from what it is given to learn from.
  const method = argument('reward_fn', 1) ? 'default_ppo_config' : argument('rewards') ? 'default_ilql_config' : 'default_sft_config';
  const config = argument('config') ?? (event.instance.call.complete ? trlxDefaults(method) : undefined);
  const model = argument('model_path', 0) ?? (config && lookUpPath(config, 'model.model_path'));
  draft.set('model', factOf(model, asText));
  if (!draft.facts.model) draft.doubt('model', model);
  describeDataset(draft, [argument('prompts'), argument('samples')], reading);
  if (config?.kind === 'mapping') describe(draft, config, reading);
  else for (const fact of ['perDeviceBatchSize', 'learningRate', 'epochs'] as const) draft.doubt(fact, config);
  return draft;
};

function describe(draft: Draft, config: Value, reading: Reading): void {
  const at = (path: string): Value | undefined => lookUpPath(config, path);
  draft.number('perDeviceBatchSize', at('train.minibatch_size') && !isNone(at('train.minibatch_size')!) ? at('train.minibatch_size') : at('train.batch_size'));
  draft.number('sequenceLength', at('train.seq_length'));
  draft.number('learningRate', at('optimizer.kwargs.lr'));
  draft.set('optimizer', optimizerText(at('optimizer.name')));
  howLong(draft, at);
  draft.set('precision', libraryDefault('fp32', 'trlx 0.7: weights are loaded in float32 and accelerate mixes no precision by itself'));
  const adapter = at('model.peft_config');
  const unfrozen = at('model.num_layers_unfrozen');
  if (adapter && !isNone(adapter)) describeAdapter(draft, adapter, reading);
  // so many of the upper layers train
  else if (knownNumber(unfrozen) === -1)
    draft.set(
      'method',
      factOf(unfrozen, () => 'full' as const),
    );
}

function describeAdapter(draft: Draft, adapter: Value, reading: Reading): void {
  const isLora = adapter.kind === 'mapping' ? knownString(adapter.entries.get('peft_type')) === 'LORA' : reading.is(adapter, 'peft.LoraConfig');
  if (!isLora) return;
  draft.set('method', derived('lora', adapter.span));
  draft.number('loraRank', reading.property(adapter, 'r'));
}

/** Proximal policy optimization learns from so many rollouts a round, several times; `total_steps` bounds it. How long the others train their data tell. */
function howLong(draft: Draft, at: (path: string) => Value | undefined): void {
  const paths = ['train.epochs', 'method.ppo_epochs', 'method.num_rollouts', 'train.batch_size', 'train.total_steps'];
  const inputs = paths.map(at);
  const [epochs, rounds, rollouts, batch, limit] = inputs.map(knownNumber);
  if (epochs === undefined || rounds === undefined || rollouts === undefined || batch === undefined || limit === undefined || batch <= 0) return;
  const steps = Math.min(limit, epochs * rounds * Math.ceil(rollouts / batch));
  draft.number('maxSteps', { kind: 'known', value: steps, origin: 'derived', inputs: inputs.filter((input) => input !== undefined) });
}

export const trlx = defineFramework({ name: 'trlx', starts: { 'trlx.train': train } });

// Ray Train 2: `TorchTrainer(train_func, train_loop_config={...}, scaling_config=ScalingConfig(num_workers=4, use_gpu=True)).fit()`.
// https://docs.ray.io/en/latest/train/api/doc/ray.train.torch.TorchTrainer.html
import type { Fact } from '../../../../model/run';
import { callValue } from '../../../evaluate/calls/calls';
import { emptyArguments, known, knownNumber, type Value } from '../../../evaluate/values';
import { plainSpan } from '../../../languages/python/positions';
import type { Draft } from '../../draft';
import { defineFramework, type ResultHandler } from '../../framework';

/** `resources_per_worker={"GPU": 2}` gives every worker more than its one. */
function gpusOf(workers: Value | undefined, resources: Value | undefined): Value | undefined {
  const each = resources?.kind === 'mapping' ? resources.entries.get('GPU') : undefined;
  const [count, gpus] = [knownNumber(workers), knownNumber(each)];
  if (!each || gpus === 1) return workers;
  return count === undefined || gpus === undefined ? each : known(count * gpus, each.span, 'derived', [workers!, each]);
}

/** A worker takes one batch a step however many GPUs it has: workers, not GPUs, make the global batch. */
function sharedBatch(draft: Draft, workers: Value | undefined): void {
  const { perDeviceBatchSize: batch, gradientAccumulation: accumulation, gpuCount, globalBatchSize } = draft.facts;
  const count = knownNumber(workers);
  if (globalBatchSize || !batch || count === undefined || gpuCount === undefined || gpuCount.value === count) return;
  const steps = accumulation?.value ?? 1;
  const inputs = [
    { label: 'per device', ...shown(batch) },
    ...(accumulation && steps > 1 ? [{ label: 'accumulation', ...shown(accumulation) }] : []),
    { label: 'workers', value: count, ...(workers?.span && { span: plainSpan(workers.span) }) },
  ];
  draft.set('globalBatchSize', { value: batch.value * steps * count, origin: 'derived', inputs });
}

const shown = ({ value, span }: Fact<number>): { readonly value: number; readonly span?: Fact['span'] } => ({ value, ...(span && { span }) });

/** Each worker runs the function with the configuration; a worker has one GPU where GPUs are used. */
const fit: ResultHandler = (event, reading, machine) => {
  const trainer = event.instance.receiver;
  const loop = reading.property(trainer, 'train_loop_per_worker') ?? (trainer?.kind === 'instance' ? trainer.call.positional[0] : undefined);
  if (loop?.kind !== 'reference' || !loop.target) return undefined;
  const config: Value | undefined = reading.property(trainer, 'train_loop_config');
  const before = reading.drafts.length;
  callValue(machine, event.frame, loop, { ...emptyArguments, positional: config ? [config] : [] }, event.place);
  const scaling = reading.property(trainer, 'scaling_config');
  const card = reading.property(scaling, 'accelerator_type');
  for (const draft of reading.drafts.slice(before)) {
    if (reading.flag(scaling, 'use_gpu'))
      draft.number('gpuCount', gpusOf(reading.property(scaling, 'num_workers'), reading.property(scaling, 'resources_per_worker')));
    const { finish } = draft;
    draft.finish = (): void => {
      finish?.();
      sharedBatch(draft, reading.property(scaling, 'num_workers'));
    };
    if (card && !draft.facts.gpu) draft.take('gpu', card, (raw) => (typeof raw === 'string' ? raw : undefined));
  }
  return known(null);
};

export const ray = defineFramework({
  name: 'ray',
  results: Object.fromEntries(
    ['torch.TorchTrainer', 'tensorflow.TensorflowTrainer', 'lightning.LightningTrainer', 'huggingface.AccelerateTrainer'].map((name) => [
      `ray.train.${name}.fit`,
      fit,
    ]),
  ),
});

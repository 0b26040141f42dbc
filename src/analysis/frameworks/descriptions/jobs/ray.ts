// Ray Train 2: `TorchTrainer(train_func, train_loop_config={...}, scaling_config=ScalingConfig(num_workers=4, use_gpu=True)).fit()`.
// https://docs.ray.io/en/latest/train/api/doc/ray.train.torch.TorchTrainer.html
import { callValue } from '../../../evaluate/calls/calls';
import { emptyArguments, known, type Value } from '../../../evaluate/values';
import { defineFramework, type ResultHandler } from '../../framework';

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
    if (reading.flag(scaling, 'use_gpu')) draft.number('gpuCount', reading.property(scaling, 'num_workers'));
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

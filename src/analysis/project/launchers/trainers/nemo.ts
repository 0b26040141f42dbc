// NeMo's example scripts with Hydra's overrides (`megatron_gpt_pretraining.py trainer.devices=8 model.micro_batch_size=4`), where the script isn't at hand.
// https://docs.nvidia.com/nemo-framework/user-guide/latest/
import type { Fact } from '../../../../model/run';
import type { FoundFacts } from '../../../frameworks/configs/configFormat';
import { nemo as format } from '../../../frameworks/configs/pretraining/nemo';
import type { Trainer } from './trainer';

/** The configuration beside the script says the rest, so that only what stands on the command line is known. */
const stated = (facts: FoundFacts): FoundFacts =>
  Object.fromEntries(Object.entries(facts).filter(([, fact]) => (fact as Fact | undefined)?.origin === 'launcher')) as FoundFacts;

export const nemo: Trainer = {
  framework: 'nemo',
  starts: (launch, settings) =>
    launch.kind !== 'shell' &&
    ['trainer.devices', 'trainer.max_steps', 'trainer.max_epochs'].some((key) => settings.has(key)) &&
    [
      'model.micro_batch_size',
      'model.global_batch_size',
      'model.train_ds.manifest_filepath',
      'model.train_ds.batch_size',
      'model.data.train_ds.file_names',
    ].some((key) => settings.has(key)),
  facts: (settings) => stated(format.facts(settings)),
};

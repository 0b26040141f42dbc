// Accelerate: prepared objects are the objects themselves; precision and accumulation are the Accelerator's.
import type { Scope } from '../../evaluate/machine';
import { isKnown, knownBoolean, optionsOf, sequence, type Instance } from '../../evaluate/values';
import { precisionName } from '../configs/names';
import { asBoolean, factOf, type Draft } from '../draft';
import { defineFramework, type LoopDescriber, type ResultHandler } from '../framework';

const prepare: ResultHandler = (event) => {
  const { positional } = event.instance.call;
  return positional.length === 0 ? undefined : positional.length === 1 ? positional[0] : sequence(positional, event.place, 'tuple');
};

/** The accelerator whose `backward` or `accumulate` the loop uses. */
const describeLoop: LoopDescriber = ({ draft, anchor, event, reading }) => {
  const used = [...reading.inside(anchor, 'backward'), ...reading.inside(anchor, 'entered')]
    .map(({ event }) => event.instance.receiver)
    .flatMap((receiver) => optionsOf(receiver));
  const accelerator = used.find((value): value is Instance => reading.is(value, 'accelerate.Accelerator'));
  if (!accelerator) return;
  draft.framework = 'accelerate';
  const written = reading.property(accelerator, 'mixed_precision');
  if (written && !(isKnown(written) && written.value === null)) {
    const fact = factOf(written, (raw) => (typeof raw === 'string' ? precisionName(raw) : undefined));
    if (fact) draft.set('precision', fact);
    else draft.doubt('precision', written);
  }
  const steps = reading.property(accelerator, 'gradient_accumulation_steps');
  const plugin = accelerator.call.keywords.get('gradient_accumulation_plugin');
  if (!draft.facts.gradientAccumulation && !draft.unknowns.some((open) => open.fact === 'gradientAccumulation'))
    draft.number('gradientAccumulation', plugin ? reading.property(plugin, 'num_steps') : steps);
  switchedOff(draft, event.frame.scope);
};

/** `args.gradient_checkpointing`, which these scripts ask before they turn it on: known to be off, it is off. */
function switchedOff(draft: Draft, scope: Scope): void {
  for (let current: Scope | undefined = scope; current; current = current.parent) {
    for (const value of current.variables.values()) {
      const flag = value.kind === 'instance' ? value.attributes.get('gradient_checkpointing') : undefined;
      if (knownBoolean(flag) !== false || draft.facts.gradientCheckpointing) continue;
      draft.take('gradientCheckpointing', flag, asBoolean);
    }
  }
}

export const accelerate = defineFramework({
  name: 'accelerate',
  defaults: {
    'accelerate.Accelerator': {
      version: 'accelerate 1.13',
      positional: ['device_placement', 'split_batches', 'mixed_precision', 'gradient_accumulation_steps'],
      values: {
        mixed_precision: null,
        gradient_accumulation_steps: 1,
        is_main_process: true,
        is_local_main_process: true,
        num_processes: 1,
        sync_gradients: true,
      },
    },
  },
  results: {
    'accelerate.Accelerator.prepare': prepare,
    'accelerate.Accelerator.prepare_model': prepare,
    'accelerate.Accelerator.prepare_optimizer': prepare,
    'accelerate.Accelerator.prepare_data_loader': prepare,
    'accelerate.Accelerator.unwrap_model': prepare,
  },
  loops: [describeLoop],
});

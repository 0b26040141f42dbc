// Accelerate: prepared objects are the objects themselves; precision and accumulation are the Accelerator's.
import type { Scope } from '../../evaluate/state/targets';
import { isKnown, isNone, knownBoolean, optionsOf, sequence, type Instance, type Value } from '../../evaluate/values';
import { precisionName } from '../configs/names';
import { asBoolean, factOf, type Draft } from '../draft';
import type { Reading } from '../reading';
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
  const deepspeed = accelerator.call.keywords.get('deepspeed_plugin');
  if (!draft.facts.gradientAccumulation && !draft.unknowns.some((open) => open.fact === 'gradientAccumulation'))
    draft.number('gradientAccumulation', plugin ? reading.property(plugin, 'num_steps') : (accumulationOfPlugin(deepspeed, reading) ?? steps));
  describeSharding(draft, deepspeed ?? accelerator.call.keywords.get('fsdp_plugin'), reading);
  switchedOff(draft, event.frame.scope);
};

/** DeepSpeed accumulates as its own plugin says, or as the configuration file that it names. */
const accumulationOfPlugin = (plugin: Value | undefined, reading: Reading): Value | undefined =>
  reading.is(plugin, 'accelerate.*.DeepSpeedPlugin', 'accelerate.DeepSpeedPlugin')
    ? (reading.property(plugin, 'gradient_accumulation_steps') ?? reading.property(plugin, 'hf_ds_config') ?? undefined)
    : plugin && !isNone(plugin)
      ? plugin
      : undefined;

const zeroStages = ['none', 'zero1', 'zero2', 'zero3'] as const;
/** accelerate 1.13 DeepSpeedPlugin.zero_stage */
const usualStage = 2;

/** ZeRO's stage, or FSDP's strategy: everything is sharded unless it says otherwise. */
function describeSharding(draft: Draft, plugin: Value | undefined, reading: Reading): void {
  if (plugin?.kind !== 'instance') return;
  if (/DeepSpeedPlugin$/.test(plugin.callee)) {
    if (plugin.call.keywords.has('hf_ds_config')) return;
    const stage = plugin.call.keywords.get('zero_stage');
    if (stage) draft.take('sharding', stage, (value) => (typeof value === 'number' ? zeroStages[value] : undefined));
    else if (plugin.call.complete)
      draft.set('sharding', { value: zeroStages[usualStage], origin: 'library-default', source: 'accelerate 1.13 DeepSpeedPlugin.zero_stage' });
  } else if (/FullyShardedDataParallelPlugin$/.test(plugin.callee) && plugin.call.complete) {
    const strategy = reading.property(plugin, 'sharding_strategy');
    if (!strategy)
      draft.set('sharding', { value: 'zero3', origin: 'library-default', source: 'accelerate 1.13 FullyShardedDataParallelPlugin.sharding_strategy' });
  }
}

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
    // `gradient_accumulation_steps=None`: what DeepSpeed's environment says, else 1.
    'accelerate.DeepSpeedPlugin': { version: 'accelerate 1.13', positional: ['hf_ds_config', 'gradient_accumulation_steps'], values: {} },
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

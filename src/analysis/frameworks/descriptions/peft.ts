// PEFT: adapters around a model, and preparing quantized models for them.
import type { Machine } from '../../evaluate/machine';
import { known, knownBoolean, optionsOf, type Value } from '../../evaluate/values';
import { defineFramework } from '../framework';

export const peft = defineFramework({
  name: 'peft',
  defaults: {
    'peft.LoraConfig': {
      version: 'peft 0.17',
      earlier: [],
      values: { r: 8, lora_alpha: 8, lora_dropout: 0, bias: 'none', use_dora: false, use_rslora: false },
    },
    'peft.LoHaConfig': { version: 'peft 0.17', values: { r: 8 } },
  },
  wrappers: {
    'peft.get_peft_model': { argument: 0, mark: '#peft' },
    'peft.inject_adapter_in_model': { argument: 1, mark: '#peft' },
    'peft.PeftModel.from_pretrained': { argument: 0, mark: '#peft' },
    'peft.prepare_model_for_kbit_training': { argument: 0 },
    'peft.prepare_model_for_int8_training': { argument: 0 },
  },
  calls: {
    'peft.prepare_model_for_kbit_training': checkpointing,
    'peft.prepare_model_for_int8_training': checkpointing,
    // Diffusers' first LoRA scripts put the adapters into the attention of a network themselves.
    '*.inject_trainable_lora': injected,
    '*.inject_trainable_lora_extended': injected,
    '*.set_attn_processor': (event, _reading, machine) => {
      const [processors] = event.instance.call.positional;
      const adapter = processors?.kind === 'mapping' ? [...processors.entries.values()].flatMap(optionsOf).find(isLoraProcessor) : undefined;
      if (adapter) markAll(machine, event.instance.receiver, '#peft', adapter);
    },
    '*.add_adapter': (event, _reading, machine) => {
      const config = event.instance.call.positional[0] ?? event.instance.call.keywords.get('adapter_config');
      if (config?.kind === 'instance' && /LoraConfig$/.test(config.callee))
        for (const option of optionsOf(event.instance.receiver)) if (option.kind === 'instance') machine.trail.set(option.attributes, '#peft', config);
    },
  },
});

type Event = Parameters<NonNullable<(typeof peft)['calls']>[string]>[0];

const isLoraProcessor = (value: Value): boolean => value.kind === 'instance' && /LoRA\w*Processor/.test(value.callee);

function markAll(machine: Machine, target: Value | undefined, name: string, value: Value): void {
  for (const option of optionsOf(target)) if (option.kind === 'instance') machine.trail.set(option.attributes, name, value);
}

function injected(event: Event, _reading: unknown, machine: Machine): void {
  markAll(machine, event.instance.call.positional[0] ?? event.instance.call.keywords.get('model'), '#peft', event.instance);
}

/** `use_gradient_checkpointing` is on unless it is turned off. */
function checkpointing(event: Event, _reading: unknown, machine: Machine): void {
  const { call } = event.instance;
  const given = knownBoolean(call.keywords.get('use_gradient_checkpointing'));
  if (given === false || (call.keywords.has('use_gradient_checkpointing') && given === undefined)) return;
  markAll(machine, call.positional[0] ?? call.keywords.get('model'), '#checkpointing', known(true, event.place));
}

// Modules that a PyTorch program adds to a container or a parent after making it, so that counting parameters finds them.
import { known, knownString, sequence, unknown, type Instance, type Value } from '../../evaluate/values';
import type { Machine } from '../../evaluate/machine';
import { addedModules, bufferName } from '../../evaluate/libraries/moduleContainers';
import { defineFramework, type CallHandler } from '../framework';

function add(machine: Machine, owner: Value | undefined, modules: readonly Value[]): void {
  if (owner?.kind !== 'instance') return;
  const before = owner.attributes.get(addedModules);
  machine.trail.set(owner.attributes, addedModules, sequence([...(before?.kind === 'sequence' ? before.items : []), ...modules]));
}

const append: CallHandler = (event, _reading, machine) => add(machine, event.instance.receiver, event.instance.call.positional.slice(-1));

const extend: CallHandler = (event, _reading, machine) => {
  const list = event.instance.call.positional[0];
  add(machine, event.instance.receiver, list?.kind === 'sequence' && list.complete ? list.items : [unknown('run-time', event.place)]);
};

/** `self.add_module(name, module)`, `self.register_parameter(name, parameter)`, `self.__setattr__(name, module)`. */
const register: CallHandler = (event, _reading, machine) => {
  const { receiver, call } = event.instance;
  const name = knownString(call.positional[0] ?? call.keywords.get('name'));
  const module = call.positional[1] ?? call.keywords.get('module') ?? call.keywords.get('param') ?? known(null);
  if (receiver?.kind === 'instance' && name !== undefined) machine.trail.set((receiver as Instance).attributes, name, module);
  else add(machine, receiver, [module]);
};

/** `self.register_buffer(name, tensor)`: no weight, but a tensor that the forward pass reads. */
const buffer: CallHandler = (event, _reading, machine) => {
  const { receiver, call } = event.instance;
  const name = knownString(call.positional[0] ?? call.keywords.get('name'));
  const tensor = call.positional[1] ?? call.keywords.get('tensor');
  if (receiver?.kind === 'instance' && name !== undefined && tensor) machine.trail.set(receiver.attributes, bufferName(name), tensor);
};

export const torchModules = defineFramework({
  name: 'pytorch',
  calls: {
    'torch.nn.ModuleList.append': append,
    'torch.nn.ModuleList.insert': append,
    'torch.nn.ModuleList.extend': extend,
    'torch.nn.ParameterList.append': append,
    'torch.nn.Sequential.append': append,
    'torch.nn.*.add_module': register,
    'torch.nn.*.register_module': register,
    'torch.nn.*.register_parameter': register,
    'torch.nn.*.register_buffer': buffer,
    '*.LightningModule.register_buffer': buffer,
    'torch.nn.*.__setattr__': register,
    '*.LightningModule.add_module': register,
  },
});

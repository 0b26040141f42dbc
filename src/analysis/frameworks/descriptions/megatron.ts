// Megatron-LM: `pretrain(...)` takes everything from the command line.
import { defineFramework, type StartHandler } from '../framework';
import { draftAt } from '../transformers/trainerRun';

const pretrain: StartHandler = (event, _reading, machine) => draftAt('megatron', event, machine, undefined);

export const megatron = defineFramework({ name: 'megatron', starts: { 'megatron.pretrain': pretrain } });

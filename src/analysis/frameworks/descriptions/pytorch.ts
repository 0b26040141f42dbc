// Plain PyTorch: optimizers stepping in loops, autocast, gradient scalers, freezing, parallel wrappers, torchvision's transforms.
import { callMethod, callValue } from '../../evaluate/calls/calls';
import type { CallEvent } from '../../evaluate/state/events';
import type { Machine } from '../../evaluate/machine';
import { known, optionsOf, sequence, unknown } from '../../evaluate/values';
import { defineFramework, type CallHandler } from '../framework';
import { loopRun } from '../handWritten';
import { isOptimizer } from '../objects/optimizers';
import { tokenizerCall } from '../objects/tokenizerCalls';
import { apexInitialize, apexPrecision } from '../torch/apex';
import { handWrittenDescent } from '../torch/descent';
import { environmentStep } from '../torch/environments';
import { requiresGrad, requiresGradSet } from '../torch/freezing';
import { mark } from '../torch/marks';
import { modelOfLoop } from '../torch/modelOfLoop';
import { ownUpdate } from '../torch/ownUpdates';
import { castTo, matmulPrecision, precisionOfLoop } from '../torch/precision';
import { groupRateSet, scheduleCalls } from '../torch/schedules';
import { copiedInto, loads, loaders, loadStateDict, weightsSet } from '../torch/weights';

const forward: CallHandler = (event, reading, machine) => {
  reading.note('forward', event);
  followLearner(event, machine);
  if (/^(torchvision\.transforms|albumentations)\b/.test(event.instance.callee)) reading.note('transformed', event);
  if (tokenizerCall(event.instance)) reading.note('tokenizer', event);
};
/** A module that keeps an optimizer may step when it is called, as meta-learners do: its `forward` is followed. */
function followLearner({ instance, frame, place }: CallEvent, machine: Machine): void {
  const { receiver, call } = instance;
  if (receiver?.kind === 'instance' && receiver.classTarget && [...receiver.attributes.values()].some(isOptimizer))
    callMethod(machine, frame, receiver, 'forward', place, call.positional, call);
}
const encode: CallHandler = (event, reading) => {
  if (tokenizerCall(event.instance)) reading.note('tokenizer', event);
};
/** A transform applied to a sample: seen when a data set is asked for one. */
const transformed: CallHandler = (event, reading) => reading.note('transformed', event);
const backward: CallHandler = (event, reading) => reading.note('backward', event);

/** `dataset.set_transform(function)`: followed once, as fetching a sample would. */
const applyTransform: CallHandler = (event, reading, machine) => {
  const transform = reading.argument(event, 'transform', 0);
  if (transform?.kind !== 'reference' || !transform.target) return;
  const before = reading.happenings.length;
  machine.quietly(() => callValue(machine, event.frame, transform, { positional: [unknown('run-time')], keywords: new Map(), complete: true }, event.place));
  const applied = reading.happenings
    .slice(before)
    .flatMap((happening) => (happening.kind === 'transformed' ? optionsOf(happening.event.instance.receiver) : []));
  mark(machine, event.instance.receiver, '#images', sequence(applied));
};

export const pytorch = defineFramework({
  name: 'pytorch',
  wrappers: {
    'torch.nn.DataParallel': { argument: 0, mark: '#parallel' },
    'torch.nn.parallel.DistributedDataParallel': { argument: 0, mark: '#parallel' },
    'torch.nn.SyncBatchNorm.convert_sync_batchnorm': { argument: 0 },
    'torch.distributed.fsdp.FullyShardedDataParallel': { argument: 0, mark: '#sharded' },
    'torch.compile': { argument: 0, mark: '#compiled' },
    'torch.jit.script': { argument: 0 },
    'torchvision.models._utils.IntermediateLayerGetter': { argument: 0 },
    'torchvision.models.feature_extraction.create_feature_extractor': { argument: 0 },
    'apex.parallel.DistributedDataParallel': { argument: 0, mark: '#parallel' },
    'torch.distributed.optim.ZeroRedundancyOptimizer': { argument: 99 },
  },
  calls: {
    '*.backward': backward,
    '*.next': (event, reading) => reading.note('next', event),
    '*.__next__': (event, reading) => reading.note('next', event),
    'torch.randint': (event, reading) => reading.note('random', event),
    '*.sample': (event, reading) => reading.note('sample', event),
    'numpy.random.choice': (event, reading) => reading.note('sample', event),
    'numpy.random.randint': (event, reading) => reading.note('random', event),
    '*.__call__': forward,
    '*.resize': transformed,
    '*.set_transform': applyTransform,
    '*.with_transform': applyTransform,
    '*.from_pretrained': (event, reading) => reading.note('model-loaded', event),
    '*.requires_grad_': requiresGrad,
    '*.load_state_dict': loadStateDict,
    '*.copy_': copiedInto,
    '?.unseen': loads,
    ...Object.fromEntries(loaders.map((name) => [`*.${name}`, loads])),
    '*.step': environmentStep,
    ...scheduleCalls,
    'loralib.mark_only_lora_as_trainable': (event, _reading, machine) => mark(machine, event.instance.call.positional[0], '#peft', event.instance),
    '*.half': castTo,
    '*.bfloat16': castTo,
    '*.to': castTo,
    '*.encode_plus': encode,
    '*.batch_encode_plus': encode,
    '*.encode': encode,
    'torch.set_float32_matmul_precision': matmulPrecision,
    '*.gradient_checkpointing_enable': (event, _reading, machine) => mark(machine, event.instance.receiver, '#checkpointing', known(true, event.place)),
    '*.enable_gradient_checkpointing': (event, _reading, machine) => mark(machine, event.instance.receiver, '#checkpointing', known(true, event.place)),
  },
  results: { 'apex.amp.initialize': apexInitialize },
  starts: { '*.step': loopRun('pytorch'), '*.add_': handWrittenDescent, '*.sub_': handWrittenDescent, 'operator-': ownUpdate },
  attributes: [groupRateSet, requiresGradSet, weightsSet],
  loops: [precisionOfLoop, apexPrecision, modelOfLoop],
});

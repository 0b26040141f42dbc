// Forward FLOPs of a PyTorch model of one's own, followed through its `forward` on what the training loop gives it, or on an image or text as large as the data's.
import { shapesOfInputs, torchForwardFlops } from '../../architecture/torch/forward';
import type { ForwardPass } from '../../architecture/torch/forwardPass';
import type { TensorShape } from '../../architecture/torch/shapes';
import { callMethod } from '../../evaluate/calls/calls';
import type { CallEvent } from '../../evaluate/state/events';
import type { Machine } from '../../evaluate/machine';
import { optionsOf, type CallArguments, type Instance, type Value } from '../../evaluate/values';
import { derived, type Draft } from '../draft';
import type { Reading } from '../reading';
import { forwardParameters, imageChannels, inputsOf, oneASample, possibleBatches, tensor } from './forwardInputs';
import { SampledShapes } from './sampledShapes';
import { isUngraded } from './trainedParts';

/** How the training calls the model, wrapped or not. */
const trainingCalls = (model: Instance, reading: Reading): readonly CallArguments[] =>
  reading.happenings
    .filter(({ kind, event }) => kind === 'forward' && !isUngraded(event) && optionsOf(event.instance.receiver).includes(model))
    .map(({ event }) => event.instance.call);

/** Follows forward passes with the program's own machine. */
function forwardPass(machine: Machine, event: CallEvent): ForwardPass {
  const before = machine.serial;
  return {
    callForward: (module, { positional, ...call }, measure) => {
      let output: Value | undefined;
      const { measure: outer, openBranches } = machine;
      machine.measure = measure;
      machine.openBranches = 0;
      machine.quietly(() => {
        output = callMethod(machine, event.frame, module, 'forward', event.place, positional, { ...call, positional: [] });
      });
      Object.assign(machine, { measure: outer, openBranches });
      return output;
    },
    isUncertain: () => machine.openBranches > 0,
    isRepeated: (value) => {
      // the loops of the training itself make one batch after another
      for (let loop = machine.madeIn.get(value); loop && loop.serial > before; loop = loop.outer) if (!loop.unrolled) return true;
      return false;
    },
  };
}

/** How many samples inputs of these shapes hold: one, or as many as the batch has along an axis of its own. */
function samplesIn(shape: TensorShape, batchSize: number | undefined): number | undefined {
  const [first, second] = shape;
  if (first === 1 || second === 1) return 1;
  return batchSize !== undefined && (first === batchSize || second === batchSize) ? batchSize : undefined;
}

/** Work of one call as the loop makes it, by sample; undefined where what it is given has no known shape, NaN where it has one that tells no number of samples. */
function workOfCall(model: Instance, given: CallArguments, pass: ForwardPass, draft: Draft): number | undefined {
  const shapes = shapesOfInputs([...given.positional, ...given.keywords.values()], pass);
  const first = given.positional[0] ?? [...given.keywords.values()][0];
  const shape = first && shapes.get(first);
  if (!shape) return undefined;
  const samples = samplesIn(shape, draft.facts.perDeviceBatchSize?.value);
  if (!samples) return Number.NaN;
  const fed = new Map<Value, TensorShape>();
  const names = forwardParameters(model);
  const standIn = (value: Value, name: string | undefined): Value => {
    const shape = shapes.get(value) ?? (value.kind !== 'known' && name && oneASample.test(name) ? [1] : undefined);
    if (!shape) return value.kind === 'instance' && !value.classTarget ? tensor() : value;
    const input = tensor();
    fed.set(input, shape);
    return input;
  };
  const call = {
    ...given,
    positional: given.positional.map((value, index) => standIn(value, names[index])),
    keywords: new Map([...given.keywords].map(([name, value]) => [name, standIn(value, name)])),
  };
  const flops = torchForwardFlops(model, call, fed, pass);
  return flops && flops / samples;
}

/** Work of all calls of the networks that a loop trains together: a discriminator sees what is real and what was made. */
function workOfAll(models: readonly Instance[], pass: ForwardPass, draft: Draft, reading: Reading): number | undefined {
  let total = 0;
  for (const model of models) {
    const calls = trainingCalls(model, reading);
    if (calls.length === 0) return undefined;
    for (const call of calls) total += workOfCall(model, call, pass, draft) ?? Number.NaN;
  }
  return total;
}

const partsOf = (model: Instance): readonly Instance[] =>
  optionsOf(model.call.positional[0])
    .flatMap((list) => (list.kind === 'sequence' ? list.items : []))
    .filter((part): part is Instance => part.kind === 'instance');

/** Sets `flopsPerSample` where the model was counted from its layers and the size of a sample is known; nothing where a step can't be followed. */
export function describeForwardWork(draft: Draft, machine: Machine, event: CallEvent, reading: Reading): void {
  const model = draft.subject;
  if (model?.kind !== 'instance' || !draft.facts.parameters || draft.facts.model || draft.facts.flopsPerSample) return;
  const pass = forwardPass(machine, event);
  const side = draft.facts.imageSize?.value;
  const images = side ? imageChannels.map((channels) => [channels, side, side]) : [undefined];
  const together = model.span ? [] : partsOf(model);
  const calls = together.length > 1 ? [] : trainingCalls(model, reading);
  machine.walksModules = true;
  let flops: number | undefined;
  for (const image of images) {
    const sampled = new SampledShapes(machine, event, reading, image);
    const withData: ForwardPass = { ...pass, sampled: (value, sizes) => sampled.shapeOf(value, sizes) };
    flops ||= together.length > 1 ? workOfAll(together, withData, draft, reading) : calls[0] && workOfCall(model, calls[0], withData, draft);
  }
  if (together.length <= 1 && !Number.isNaN(flops))
    for (const batch of possibleBatches(model, draft)) {
      const { call, shapes } = inputsOf(model, batch, calls[0]);
      flops ||= torchForwardFlops(model, call, shapes, pass);
    }
  machine.walksModules = false;
  if (flops && Number.isSafeInteger(flops)) draft.set('flopsPerSample', derived(flops, model.span));
}

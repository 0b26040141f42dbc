// fastai: learners and their fit methods. A pre-trained learner starts frozen; `fine_tune` and `unfreeze` free it.
import { makeInstance, type Machine } from '../../evaluate/machine';
import { isNone, known, knownBoolean, knownNumber, knownString, sequence, type Instance, type Value } from '../../evaluate/values';
import { optimizerName } from '../configs/names';
import { derived, libraryDefault, type Draft } from '../draft';
import { fastaiData } from '../fastai/dataLoaders';
import { defineFramework, type CallHandler, type ResultHandler, type StartHandler } from '../framework';
import { describeDataset } from '../objects/datasets';
import { describeModel } from '../objects/models';
import { shortName, type Reading } from '../reading';
import { draftAt } from '../transformers/trainerRun';

/** Learner makers by what they build on; names are reached through star imports, so that any root counts. */
const pretrainedMakers = ['vision_learner', 'cnn_learner', 'create_cnn', 'unet_learner', 'text_classifier_learner', 'language_model_learner'];
const makers = [...pretrainedMakers, 'Learner', 'tabular_learner', 'collab_learner'];

const unfrozen = '#unfrozen';
const setMark =
  (name: string, value: boolean): CallHandler =>
  (event, _reading, machine) => {
    if (event.instance.receiver?.kind === 'instance') machine.trail.set(event.instance.receiver.attributes, name, known(value, event.place));
  };
/** fastai 2.8 layers.py names for modules of PyTorch: `sequential(a, b)`, `Flatten()`. */
const asTorch =
  (name: string): ResultHandler =>
  ({ instance, place }, _reading, machine) =>
    makeInstance(machine, `torch.nn.${name}`, instance.call, place);
const returnsLearner: ResultHandler = (event) => event.instance.receiver;

const isPretrained = (learner: Instance): boolean | undefined => {
  if (!pretrainedMakers.includes(shortName(learner.callee))) return false;
  const flag = learner.call.keywords.get('pretrained');
  return flag ? knownBoolean(flag) : true;
};

function modelOf(draft: Draft, learner: Instance, reading: Reading): void {
  const name = shortName(learner.callee);
  const second = reading.argument(learner, 'arch', 1) ?? reading.argument(learner, 'model', 1) ?? reading.argument(learner, 'base_arch');
  if (name === 'Learner') {
    describeModel(draft, second, reading);
    return;
  }
  if (!pretrainedMakers.includes(name)) {
    draft.set('method', derived('pretrain', learner.span));
    return;
  }
  if (second?.kind === 'reference') draft.set('model', { ...derived(shortName(second.name), second.span), origin: 'literal' });
  else draft.take('model', second, (raw) => (typeof raw === 'string' ? raw : undefined));
}

/** What trains: `fine_tune` ends with everything free, the other methods leave the learner as it is. */
function methodOf(draft: Draft, learner: Instance, freesAll: boolean): void {
  const pretrained = isPretrained(learner);
  if (pretrained === undefined) delete draft.facts.method;
  else if (pretrained) draft.set('method', derived(freesAll || knownBoolean(learner.attributes.get(unfrozen)) ? 'full' : 'frozen', learner.span));
  else if (pretrainedMakers.includes(shortName(learner.callee))) draft.set('method', derived('pretrain', learner.span));
}

function optimizerOf(draft: Draft, learner: Instance, reading: Reading): void {
  const given = reading.argument(learner, 'opt_func');
  if (!given) {
    if (learner.call.complete) draft.set('optimizer', libraryDefault('adam', 'fastai 2.8 Learner.opt_func'));
    return;
  }
  const name = given.kind === 'reference' ? (shortName(given.name) === 'ranger' ? 'ranger' : optimizerName(shortName(given.name))) : undefined;
  if (name) draft.set('optimizer', { ...derived(name, given.span), origin: 'literal' });
  else draft.doubt('optimizer', given);
}

/** A rate, or the upper end of `slice(1e-5, 1e-3)`. */
function rateOf(
  draft: Draft,
  given: Value | undefined,
  learner: Instance,
  fallback: { readonly rate: number; readonly source: string },
  reading: Reading,
): void {
  const rate = given && !isNone(given) ? given : reading.argument(learner, 'lr');
  if (rate?.kind === 'instance' && rate.callee === 'slice') draft.number('learningRate', rate.call.positional.at(-1));
  else if (rate && !isNone(rate)) draft.number('learningRate', rate);
  else draft.set('learningRate', libraryDefault(fallback.rate, fallback.source));
}

function precisionOf(draft: Draft, learner: Instance): void {
  const half = learner.attributes.get('#half');
  const type = knownString(half);
  if (type === 'fp16' || type === 'bf16') draft.set('precision', derived(type, half?.span));
  else draft.set('precision', libraryDefault('fp32', 'fastai 2.8 Learner (no to_fp16)'));
}

function dataOf(draft: Draft, learner: Instance, reading: Reading): void {
  const dls = learner.attributes.get('dls') ?? reading.argument(learner, 'dls', 0) ?? reading.argument(learner, 'data', 0);
  const data = fastaiData(dls, reading);
  if (data.batch) draft.number('perDeviceBatchSize', data.batch);
  else draft.doubt('perDeviceBatchSize', dls);
  if (data.size) draft.number('imageSize', data.size);
  describeDataset(draft, [dls, ...data.sources], reading);
}

interface FitMethod {
  readonly epochs: (event: Parameters<StartHandler>[0], reading: Reading) => Value | undefined;
  readonly rate: { readonly name: string; readonly position: number; readonly fallback: number };
  readonly freesAll?: boolean;
}

const defaultRate = 1e-3;
const fineTuneRate = 2e-3;

const fitMethods: Readonly<Record<string, FitMethod>> = {
  fit: {
    epochs: (event, reading) => reading.argument(event, 'n_epoch', 0) ?? reading.argument(event, 'epochs'),
    rate: { name: 'lr', position: 1, fallback: defaultRate },
  },
  fit_one_cycle: {
    epochs: (event, reading) => reading.argument(event, 'n_epoch', 0) ?? reading.argument(event, 'cyc_len'),
    rate: { name: 'lr_max', position: 1, fallback: defaultRate },
  },
  fit_flat_cos: { epochs: (event, reading) => reading.argument(event, 'n_epoch', 0), rate: { name: 'lr', position: 1, fallback: defaultRate } },
  fine_tune: { epochs: fineTuneEpochs, rate: { name: 'base_lr', position: 1, fallback: fineTuneRate }, freesAll: true },
};

/** `fine_tune(n)` trains the head for `freeze_epochs` (1) first. */
function fineTuneEpochs(event: Parameters<StartHandler>[0], reading: Reading): Value | undefined {
  const epochs = reading.argument(event, 'epochs', 0);
  const frozen = reading.argument(event, 'freeze_epochs', 2) ?? known(1, undefined, 'library-default');
  const [free, first] = [knownNumber(epochs), knownNumber(frozen)];
  return epochs && free !== undefined && first !== undefined ? known(free + first, epochs.span, 'derived', [epochs, frozen]) : epochs;
}

const start =
  (name: string, method: FitMethod): StartHandler =>
  (event, reading, machine: Machine) => {
    const learner = event.instance.receiver;
    if (learner?.kind !== 'instance' || learner.role) return undefined;
    const draft = draftAt('fastai', event, machine, learner);
    modelOf(draft, learner, reading);
    methodOf(draft, learner, method.freesAll === true);
    optimizerOf(draft, learner, reading);
    rateOf(
      draft,
      reading.argument(event, method.rate.name, method.rate.position) ?? reading.argument(event, 'max_lr'),
      learner,
      { rate: method.rate.fallback, source: `fastai 2.8 Learner.${name}.${method.rate.name}` },
      reading,
    );
    precisionOf(draft, learner);
    dataOf(draft, learner, reading);
    draft.number('epochs', method.epochs(event, reading));
    if (method.freesAll) machine.trail.set(learner.attributes, unfrozen, known(true, event.place));
    return draft;
  };

const forMakers = <T>(method: string, handler: T): Record<string, T> => Object.fromEntries(makers.map((maker) => [`*.${maker}.${method}`, handler]));
const markHalf =
  (type: string): ResultHandler =>
  (event, _reading, machine) => {
    if (event.instance.receiver?.kind === 'instance') machine.trail.set(event.instance.receiver.attributes, '#half', known(type, event.place));
    return event.instance.receiver;
  };

export const fastai = defineFramework({
  name: 'fastai',
  calls: { ...forMakers('unfreeze', setMark(unfrozen, true)), ...forMakers('freeze', setMark(unfrozen, false)) },
  results: {
    // a list of transforms, often spread into another
    'fastai.aug_transforms': (event) => sequence([event.instance], event.place),
    'fastai.*.sequential': asTorch('Sequential'),
    'fastai.*.Flatten': asTorch('Flatten'),
    ...forMakers('to_fp16', markHalf('fp16')),
    ...forMakers('to_native_fp16', markHalf('fp16')),
    ...forMakers('to_bf16', markHalf('bf16')),
    ...forMakers('to_fp32', markHalf('fp32')),
    ...forMakers('load', returnsLearner),
    ...forMakers('load_encoder', returnsLearner),
    ...forMakers('to_parallel', returnsLearner),
    ...forMakers('to_distributed', returnsLearner),
  },
  starts: Object.assign({}, ...Object.entries(fitMethods).map(([name, method]) => forMakers(name, start(name, method)))) as Record<string, StartHandler>,
});

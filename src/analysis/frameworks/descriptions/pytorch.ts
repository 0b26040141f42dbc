// Plain PyTorch: optimizers stepping in loops, autocast, gradient scalers, freezing, parallel wrappers, torchvision's transforms.
import type { CallEvent, Machine } from '../../evaluate/machine';
import { known, knownBoolean, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { derived, libraryDefault } from '../draft';
import { defineFramework, type CallHandler, type LoopDescriber, type StartHandler } from '../framework';
import { loopRun, torchManner } from '../handWritten';
import { describeImages } from '../objects/images';
import { describeModel, dtypeName, typeOf } from '../objects/models';
import { isModule, reachesPretrained } from '../objects/modelSources';
import { isOptimizer } from '../objects/optimizers';
import { describeTokenization, tokenizerCall } from '../objects/tokenization';
import { isInside, type Reading } from '../reading';
import { collateInLoaders, paddingSite } from '../sites/paddingSite';

const mark = (machine: Machine, target: Value | undefined, name: string, value: Value): void => {
  for (const option of optionsOf(target)) if (option.kind === 'instance') machine.trail.set(option.attributes, name, value);
};

/** The object whose `.parameters()` an element is one of. */
function ownerOfParameter(element: Instance): Value | undefined {
  let current: Value | undefined = element;
  for (let depth = 0; depth < 6 && current?.kind === 'instance'; depth++) {
    if (/(^|\.)(parameters|named_parameters)$/.test(current.callee) && !current.role) return current.receiver;
    current = current.receiver ?? current.call.positional[0];
  }
  return undefined;
}

/** The optimizer that a parameter group is one of. */
function groupOwner(group: Instance): Value | undefined {
  let current: Value | undefined = group;
  for (let depth = 0; depth < 6 && current?.kind === 'instance'; depth++) {
    if (current.role === 'attribute' && current.callee.endsWith('.param_groups')) return current.receiver;
    current = current.receiver ?? current.call.positional[0];
  }
  return undefined;
}

/** Parts of pre-trained networks that are all of them but the head, by the names that torchvision, timm and transformers give them. */
const backboneName =
  /\.(features|backbone|base_model|bert|roberta|distilbert|deberta|electra|albert|vit|deit|swin|convnext|resnet|wav2vec2|hubert|whisper|clip)$/;
const isBackbone = (part: Instance): boolean =>
  backboneName.test(part.callee) && part.receiver?.kind === 'instance' && /^(torchvision\.models|timm|transformers)\b/.test(part.receiver.callee);

/** Freezing under a condition, or of a part only, leaves open what trains. */
function freeze(machine: Machine, owner: Value | undefined, trains: boolean): void {
  for (const option of optionsOf(owner)) {
    if (option.kind !== 'instance') continue;
    const whole = option.role !== 'attribute';
    const target = whole ? option : option.receiver;
    if (trains) {
      // A part made trainable again is the head; the whole made trainable is not frozen.
      if (whole) machine.trail.set(option.attributes, '#frozen', undefined);
    } else mark(machine, target, '#frozen', known((whole || isBackbone(option)) && !machine.trail.isTentative ? 'wholly' : 'partly', option.span));
  }
}

/** `p.data.add_(p.grad, alpha=-lr)` for each of a model's parameters: gradient descent without an optimizer. */
const handWrittenDescent: StartHandler = (event, reading, machine) => {
  const { receiver, call } = event.instance;
  const owner = receiver?.kind === 'instance' ? ownerOfParameter(receiver) : undefined;
  const gradient = call.positional.find((value): value is Instance => value.kind === 'instance' && /\.grad(\.data)?$/.test(value.callee));
  if (!owner || !gradient || !event.loop) return undefined;
  const rate = call.keywords.get('alpha');
  return loopRun('pytorch', {
    ...torchManner,
    optimizerOf: () => owner,
    describeOptimizer: (draft) => {
      draft.set('optimizer', derived('sgd', event.place));
      if (rate) draft.number('learningRate', absolute(rate));
    },
  })(event, reading, machine);
};

const absolute = (value: Value): Value => (value.kind === 'known' && typeof value.value === 'number' ? { ...value, value: Math.abs(value.value) } : value);

const requiresGrad: CallHandler = (event, _reading, machine) => {
  const trains = knownBoolean(event.instance.call.positional[0] ?? event.instance.call.keywords.get('requires_grad')) ?? true;
  freeze(machine, event.instance.receiver, trains);
};

/** What is cast after a loop has trained it is cast for something else. */
const hasTrained = (model: Value | undefined, event: CallEvent, reading: Reading): boolean =>
  !event.loop &&
  reading.drafts.some((draft) => draft.loop && reading.inside(draft.loop, 'forward').some((happening) => happening.event.instance.receiver === model));

const castTo: CallHandler = (event, reading, machine) => {
  if (hasTrained(event.instance.receiver, event, reading)) return;
  const { call, receiver, callee } = event.instance;
  const method = callee.slice(callee.lastIndexOf('.') + 1);
  const named = method === 'half' ? 'float16' : method === 'bfloat16' ? 'bfloat16' : undefined;
  const given = named ? known(named, event.place) : [...call.positional, call.keywords.get('dtype')].find((value) => dtypeName(value));
  if (given && receiver?.kind === 'instance' && receiver.role !== 'element' && receiver.role !== 'item') mark(machine, receiver, '#dtype', given);
};

const autocastNames = [
  'torch.autocast',
  'torch.amp.autocast',
  'torch.cuda.amp.autocast',
  'torch.autocast_mode.autocast',
  'torch.cpu.amp.autocast',
  'contextlib.nullcontext',
];

/** The precision that autocast blocks inside the loop give: off, a type, or not known. */
const precisionOfLoop: LoopDescriber = ({ draft, anchor, reading }) => {
  if (draft.facts.precision || draft.engine !== 'torch') return;
  for (const { event } of reading.inside(anchor, 'entered')) {
    const block = event.instance;
    if (!reading.is(block, ...autocastNames.slice(0, 5))) continue;
    const enabled = block.call.keywords.get('enabled') ?? (block.callee.includes('cuda') ? block.call.positional[0] : undefined);
    const on = enabled === undefined ? true : knownBoolean(enabled);
    if (on === false) continue;
    const given = block.call.keywords.get('dtype') ?? (block.callee.includes('cuda') ? undefined : block.call.positional[1]);
    const name = given === undefined ? 'fp16' : dtypeName(given);
    if (on === undefined || name === undefined) {
      draft.doubt('precision', on === undefined ? enabled : given);
      if (!draft.unknowns.some((open) => open.fact === 'precision')) draft.unknowns.push({ fact: 'precision', reason: 'run-time' });
    } else draft.set('precision', given === undefined ? libraryDefault('fp16', 'torch 2 autocast.dtype on cuda') : derived(name as 'fp16', block.span));
    return;
  }
};

const modelOfLoop: LoopDescriber = ({ draft, anchor, optimizer, loader, reading }) => {
  if (draft.engine !== 'torch') return;
  const optimizers = optionsOf(optimizer).filter((option): option is Instance => option.kind === 'instance');
  const [first] = optimizers;
  // Descent without an optimizer names the model itself.
  const parameters =
    first && !isOptimizer(first) ? first : (first?.call.positional[0] ?? first?.call.keywords.get('params') ?? first?.call.keywords.get('model'));
  const called = reading.inside(anchor, 'forward').flatMap(({ event }) => optionsOf(event.instance.receiver));
  const source = describeModel(draft, parameters, reading, called);
  if (!source && called[0] && !draft.unknowns.some((open) => open.fact === 'model')) describeModel(draft, called[0], reading);
  // One of several models was described; another that the same optimizer trains may be pre-trained.
  if (draft.facts.method?.value === 'pretrain' && reachesPretrained(parameters, reading)) delete draft.facts.method;
  const stored = source && typeOf(source.object);
  if (!draft.facts.precision && stored && stored.value !== 'fp32') draft.set('precision', stored);
  if (!draft.facts.precision && reading.allowsTf32 && !draft.unknowns.some((open) => open.fact === 'precision')) draft.set('precision', derived('tf32'));
  const padding = describeTokenization(draft, reading);
  paddingSite(draft, padding, collateInLoaders);
  describeImages(draft, loader?.dataset, reading);
};

const matmulPrecision: CallHandler = (event, reading) => {
  const level = event.instance.call.positional[0];
  if (level?.kind === 'known' && (level.value === 'high' || level.value === 'medium')) reading.settings.set('allow-tf32', level);
};

/** Whether the model was called in a training loop that is over: what it loads now, to be tested say, was not there when it trained. */
function trainedBefore(event: CallEvent, reading: Reading): boolean {
  const models = optionsOf(event.instance.receiver);
  return reading.drafts.some(
    (draft) =>
      draft.loop !== undefined &&
      !isInside(event.loop, draft.loop) &&
      reading.inside(draft.loop, 'forward').some((happening) => optionsOf(happening.event.instance.receiver).some((called) => models.includes(called))),
  );
}

/** The schedule's own maximum is the peak. */
function peak(machine: Machine, schedule: Instance, name: string, position: number): void {
  const value = schedule.call.keywords.get(name) ?? schedule.call.positional[position];
  if (value) mark(machine, schedule.call.positional[0] ?? schedule.call.keywords.get('optimizer'), '#peak', value);
}

/** Functions that fill a model's weights by name: of libraries, or not in reach. */
const loads: CallHandler = (event, _reading, machine) => {
  const called = /^[\w.]+/.exec(event.place.text)?.[0] ?? '';
  if (event.instance.callee.startsWith('?') && !/(load|restore|resume|pretrain)/i.test(called)) return;
  for (const value of [event.instance.receiver, ...event.instance.call.positional, ...event.instance.call.keywords.values()])
    for (const option of optionsOf(value))
      if (option.kind === 'instance' && isModule(option) && !option.attributes.has('#loaded')) mark(machine, option, '#loaded', known('perhaps', event.place));
};

const loaders = [
  'load_weights',
  'load_pretrained',
  'load_pretrained_weights',
  'load_checkpoint',
  'load_ckpt',
  'load_model',
  'load_from_checkpoint',
  'load_pretrained_model',
  'restore_checkpoint',
];

const forward: CallHandler = (event, reading) => {
  reading.note('forward', event);
  if (tokenizerCall(event.instance)) reading.note('tokenizer', event);
};
const encode: CallHandler = (event, reading) => {
  if (tokenizerCall(event.instance)) reading.note('tokenizer', event);
};
const backward: CallHandler = (event, reading) => reading.note('backward', event);

export const pytorch = defineFramework({
  name: 'pytorch',
  wrappers: {
    'torch.nn.DataParallel': { argument: 0, mark: '#parallel' },
    'torch.nn.parallel.DistributedDataParallel': { argument: 0, mark: '#parallel' },
    'torch.nn.SyncBatchNorm.convert_sync_batchnorm': { argument: 0 },
    'torch.distributed.fsdp.FullyShardedDataParallel': { argument: 0, mark: '#sharded' },
    'torch.compile': { argument: 0, mark: '#compiled' },
    'torch.jit.script': { argument: 0 },
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
    '*.requires_grad_': requiresGrad,
    '*.load_state_dict': (event, reading, machine) => {
      // Weights copied from another model of the program are no pre-trained ones.
      const source = event.instance.call.positional[0];
      if (source?.kind === 'instance' && source.callee.endsWith('.state_dict')) return;
      if (trainedBefore(event, reading)) return;
      // After another training the weights may be those that it left.
      const sure = !machine.trail.isTentative && reading.drafts.length === 0;
      mark(machine, event.instance.receiver, '#loaded', known(sure ? 'surely' : 'perhaps', event.place));
    },
    '?.unseen': loads,
    ...Object.fromEntries(loaders.map((name) => [`*.${name}`, loads])),
    // Schedules that lift the rate above the optimizer's own.
    '*.OneCycleLR': (event, _reading, machine) => peak(machine, event.instance, 'max_lr', 1),
    '*.CyclicLR': (event, _reading, machine) => peak(machine, event.instance, 'max_lr', 2),
    '*.GradualWarmupScheduler': (event, _reading, machine) =>
      mark(
        machine,
        event.instance.call.positional[0] ?? event.instance.call.keywords.get('optimizer'),
        '#multiplier',
        event.instance.call.keywords.get('multiplier') ?? event.instance.call.positional[1] ?? known(1),
      ),
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
  starts: { '*.step': loopRun('pytorch'), '*.add_': handWrittenDescent, '*.sub_': handWrittenDescent },
  attributes: [
    // `for group in optimizer.param_groups: group['lr'] = ...`
    (object, name, value, _reading, machine) => {
      if (name === '[lr]') mark(machine, groupOwner(object), '#scheduled', value);
    },
    (object, name, value, _reading, machine) => {
      if (name !== 'requires_grad') return;
      const trains = knownBoolean(value);
      if (trains !== undefined) freeze(machine, ownerOfParameter(object), trains);
    },
  ],
  loops: [precisionOfLoop, modelOfLoop],
});

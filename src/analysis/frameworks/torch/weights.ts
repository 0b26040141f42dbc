// Weights that a program loads into a model it made: `load_state_dict`, and functions known by their names.
import type { CallEvent } from '../../evaluate/state/events';
import type { Machine } from '../../evaluate/machine';
import type { Place } from '../../languages/python/positions';
import { ValueSearch } from '../../evaluate/valueSearch';
import { known, optionsOf, type Instance, type Value } from '../../evaluate/values';
import type { AttributeHandler, CallHandler } from '../framework';
import { isModule, modelOf, modelSource } from '../objects/modelSources';
import { isOptimizer } from '../objects/optimizers';
import { isInside, type Reading } from '../reading';
import { mark } from './marks';

const searchLimit = 60;

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

/**
 * Whether a `state_dict()` that is loaded brings weights from elsewhere: a pre-trained model's own, or the receiver's after others were put into it.
 * One of another model of the program (a target network, an average, the best so far) does not.
 */
function copiesTrainedWeights(source: Instance, event: CallEvent, reading: Reading): boolean {
  const from = optionsOf(source.receiver).filter((option): option is Instance => option.kind === 'instance');
  const into = optionsOf(event.instance.receiver);
  // `state = self.state_dict(); state.update(pretrained); self.load_state_dict(state)`
  if (from.some((model) => into.includes(model))) return true;
  return from.length > 0 && from.every((model) => modelSource(model, reading)?.pretrained === true);
}

/** What a loaded value was read from: the files behind `checkpoint['model']`. */
function filesOf(value: Value | undefined): readonly Instance[] {
  const files: Instance[] = [];
  const search = new ValueSearch([value], searchLimit, 'deep');
  for (const current of search) {
    if (current.kind === 'choice') search.follow(...current.options);
    else if (current.kind === 'unknown') search.follow(...(current.inputs ?? []));
    else if (current.kind === 'instance' && current.role && current.receiver) search.follow(current.receiver);
    else if (current.kind === 'instance') files.push(current);
  }
  return files;
}

/** `model.load_state_dict(...)`. */
export const loadStateDict: CallHandler = (event, reading, machine) => {
  const { receiver, call } = event.instance;
  const source = call.positional[0] ?? call.keywords.get('state_dict');
  // A checkpoint that also brings the optimizer's state is one of the run itself: it is being resumed.
  if (optionsOf(receiver).some(isOptimizer)) {
    for (const file of filesOf(source)) reading.resumed.add(file);
    return;
  }
  if (source?.kind === 'instance' && source.callee.endsWith('.state_dict') && !copiesTrainedWeights(source, event, reading)) return;
  if (trainedBefore(event, reading)) return;
  // After another training the weights may be those that it left.
  const sure = !machine.trail.isTentative && reading.drafts.length === 0;
  for (const option of optionsOf(receiver)) {
    if (option.kind !== 'instance') continue;
    const before = option.attributes.get('#loaded');
    if (before && !sure) continue;
    machine.trail.set(option.attributes, '#loaded', known(sure ? 'surely' : 'perhaps', event.place, 'literal', filesOf(source)));
  }
};

/** Marks a layer that gets the weights of a trained network. */
function putInto(machine: Machine, layer: Value | undefined, weights: Value | undefined, event: { readonly place: Place }, reading: Reading): void {
  const from = modelOf(weights, reading)?.model;
  const into = modelOf(layer, reading)?.model;
  if (!from || !into || from.object === into.object) return;
  const brings = from.pretrained === true || from.object.attributes.has('#loaded');
  if (brings && !into.object.attributes.has('#loaded')) mark(machine, into.object, '#loaded', known('perhaps', event.place));
}

/** `layer.weight.data.copy_(pretrained.weight.data)`. */
export const copiedInto: CallHandler = (event, reading, machine) =>
  putInto(machine, event.instance.receiver, event.instance.call.positional[0], event, reading);

/** `layer.weight.data = pretrained.weight.data`. */
export const weightsSet: AttributeHandler = (object, name, value, reading, machine) => {
  if (/^(data|weight)$/.test(name) && value.kind === 'instance') putInto(machine, object, value, { place: value.span as Place }, reading);
};

/** Functions that fill a model's weights by name: of libraries, or not in reach. */
export const loads: CallHandler = (event, _reading, machine) => {
  const called = /^[\w.]+/.exec(event.place.text)?.[0] ?? '';
  if (event.instance.callee.startsWith('?') && !/(load|restore|resume|pretrain)/i.test(called)) return;
  for (const value of [event.instance.receiver, ...event.instance.call.positional, ...event.instance.call.keywords.values()])
    for (const option of optionsOf(value))
      if (option.kind === 'instance' && isModule(option) && !option.attributes.has('#loaded')) mark(machine, option, '#loaded', known('perhaps', event.place));
};

export const loaders = [
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

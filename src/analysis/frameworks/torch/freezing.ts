// What a program freezes and makes trainable again: `requires_grad` of parameters, parts and whole models.
import type { Machine } from '../../evaluate/machine';
import { known, knownBoolean, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { markWhereOnlyAdaptersTrain } from '../adapters/ownAdapters';
import type { AttributeHandler, CallHandler } from '../framework';
import { mark } from './marks';

/** The object whose `.parameters()` an element is one of. */
export function ownerOfParameter(element: Instance): Value | undefined {
  let current: Value | undefined = element;
  for (let depth = 0; depth < 6 && current?.kind === 'instance'; depth++) {
    if (/(^|\.)(parameters|named_parameters)$/.test(current.callee) && !current.role) return current.receiver;
    current = current.receiver ?? current.call.positional[0];
  }
  return undefined;
}

/** Whether an element was taken from a piece of the parameters: `list(model.parameters())[:8]`. */
function isOneOfSome(element: Instance): boolean {
  let current: Value | undefined = element;
  for (let depth = 0; depth < 6 && current?.kind === 'instance'; depth++) {
    if (current.role === 'item') return true;
    if (!current.role && /(^|\.)(parameters|named_parameters)$/.test(current.callee)) return false;
    current = current.receiver ?? current.call.positional[0];
  }
  return false;
}

/** Parts of pre-trained networks that are all of them but the head, by the names that torchvision, timm and transformers give them. */
const backboneName =
  /\.(features|backbone|base_model|bert|roberta|distilbert|deberta|electra|albert|vit|deit|swin|convnext|resnet|wav2vec2|hubert|whisper|clip)$/;
const isBackbone = (part: Instance): boolean =>
  backboneName.test(part.callee) && part.receiver?.kind === 'instance' && /^(torchvision\.models|timm|transformers)\b/.test(part.receiver.callee);

/** Freezing under a condition, or of a part only, leaves open what trains. */
function freeze(machine: Machine, owner: Value | undefined, trains: boolean, cut = false): void {
  for (const option of optionsOf(owner)) {
    if (option.kind !== 'instance') continue;
    const whole = option.role !== 'attribute' && !cut;
    const target = whole || option.role !== 'attribute' ? option : option.receiver;
    if (trains) {
      // A part made trainable again is the head; the whole made trainable is not frozen.
      if (whole) machine.trail.set(option.attributes, '#frozen', undefined);
    } else mark(machine, target, '#frozen', known((whole || (isBackbone(option) && !cut)) && !machine.trail.isTentative ? 'wholly' : 'partly', option.span));
  }
}

export const requiresGrad: CallHandler = (event, _reading, machine) => {
  const trains = knownBoolean(event.instance.call.positional[0] ?? event.instance.call.keywords.get('requires_grad')) ?? true;
  freeze(machine, event.instance.receiver, trains);
};

/** `for p in model.parameters(): p.requires_grad = False`. */
export const requiresGradSet: AttributeHandler = (object, name, value, _reading, machine) => {
  if (name !== 'requires_grad') return;
  const trains = knownBoolean(value);
  const owner = ownerOfParameter(object);
  markWhereOnlyAdaptersTrain(machine, object, owner, value, trains);
  if (trains !== undefined) freeze(machine, owner, trains, isOneOfSome(object));
};

// What a function that a data set's samples go through does to them: `.map(tokenize)`, `.with_transform(augment)`. It is run once on something unknown.
import { callValue } from '../../evaluate/calls/calls';
import { evaluate } from '../../evaluate/expressions/expressions';
import { targetOf, type Frame, type FunctionTarget } from '../../evaluate/state/targets';
import type { CallEvent } from '../../evaluate/state/events';
import type { Machine } from '../../evaluate/machine';
import { knownNumber, optionsOf, sequence, unknown, type Instance, type Value } from '../../evaluate/values';
import type { CallExpression, Expression } from '../../languages/python/syntax/expressions';
import { shortName, type Reading } from '../reading';
import { withinModel } from './tokenizerCalls';

/** Marks on a data set: the length of the pieces that its texts are cut into, and the image transforms that its samples go through. */
const pieces = '#pieces';
export const followedTransforms = '#transforms';

/** Nested syntax looked at in search of one call. */
const depthLimit = 40;
const searchLimit = 60;
/** Shorter strides group choices or candidates rather than tokens. */
const shortestPiece = 16;

const imageTransforms = /^(torchvision\.transforms|albumentations|timm\.data)\b/;

/** Runs the function of `dataset.map(function)`; `inPlace` where the call changes its receiver (`set_transform`). */
export function followMapped(event: CallEvent, reading: Reading, machine: Machine, inPlace = false): undefined {
  const { call, receiver } = event.instance;
  const callee = call.positional[0] ?? call.keywords.get('function') ?? call.keywords.get('transform');
  if (callee?.kind !== 'reference' || !callee.target || (receiver?.kind !== 'instance' && receiver?.kind !== 'unknown')) return undefined;
  const extra = call.keywords.get('fn_kwargs');
  const keywords = new Map(extra?.kind === 'mapping' ? extra.entries : []);
  const before = reading.happenings.length;
  machine.quietly(() => callValue(machine, event.frame, callee, { positional: [unknown('run-time')], keywords, complete: true }, event.place));
  // Of a data set that isn't known the calls are seen, but nothing can be kept on it.
  if (receiver.kind === 'unknown') return undefined;
  const changed = inPlace ? receiver : event.instance;
  const applied = reading.happenings
    .slice(before)
    .flatMap(({ kind, event: inner }) => (kind === 'forward' || kind === 'transformed' ? optionsOf(inner.instance.receiver) : []));
  const images = [...new Set(applied)].filter((value): value is Instance => value.kind === 'instance' && !value.role && imageTransforms.test(value.callee));
  if (images.length > 0) machine.trail.set(changed.attributes, followedTransforms, asPipeline(images));
  const target = targetOf(callee);
  const length = target?.type === 'function' ? pieceLength(machine, target, keywords) : undefined;
  if (length) machine.trail.set(changed.attributes, pieces, length);
  return undefined;
}

const isCompose = (transform: Instance): boolean => shortName(transform.callee) === 'Compose';

/** Transforms that are called one after another are one pipeline; of several ready-made pipelines each works on images of its own. */
function asPipeline(images: readonly Instance[]): Value {
  if (images.filter(isCompose).length > 1) return sequence([...images]);
  const steps = images.flatMap((image) => {
    const list = isCompose(image) ? (image.call.positional[0] ?? image.call.keywords.get('transforms')) : image;
    return list?.kind === 'sequence' ? list.items : list ? [list] : [];
  });
  return {
    ...images[0]!,
    callee: 'torchvision.transforms.Compose',
    call: { positional: [sequence(steps)], keywords: new Map(), complete: true },
    attributes: new Map(),
  };
}

/** `for i in range(0, total_length, block_size)`: long texts are cut into pieces of the stride. */
function pieceLength(machine: Machine, target: FunctionTarget, keywords: ReadonlyMap<string, Value>): Value | undefined {
  if (target.node.kind !== 'function') return undefined;
  const strides = callsOf(target.node, 'range')
    .map((call) => call.arguments[2]?.value)
    .filter((stride) => stride !== undefined);
  const [stride] = strides;
  if (!stride || strides.length > 1) return undefined;
  const variables = new Map([...target.defaults, ...keywords]);
  const scope = { variables, parent: target.closure, module: target.closure.module, kind: 'function' as const };
  const frame: Frame = { scope, unit: target.unit, function: target, returned: [] };
  const length = withinModel(evaluate(machine, frame, stride));
  return (knownNumber(length) ?? 0) >= shortestPiece ? length : undefined;
}

/** Calls of a function of that name anywhere inside a piece of syntax. */
function callsOf(node: unknown, name: string, depth = 0): CallExpression[] {
  if (typeof node !== 'object' || node === null || depth > depthLimit) return [];
  if (Array.isArray(node)) return node.flatMap((child) => callsOf(child, name, depth + 1));
  const inner = Object.values(node).flatMap((child) => callsOf(child, name, depth + 1));
  return isCall(node) && node.callee.kind === 'name' && node.callee.name === name ? [node, ...inner] : inner;
}

const isCall = (node: object): node is CallExpression => (node as Partial<Expression>).kind === 'call';

/** The length of the pieces that a data set's texts were cut into on the way to what trains. */
export function lengthOfPieces(data: Value | undefined): Value | undefined {
  const pending = [...optionsOf(data)];
  for (let looked = 0; pending.length > 0 && looked < searchLimit; looked++) {
    const current = pending.shift()!;
    if (current.kind === 'choice') pending.push(...current.options);
    if (current.kind !== 'instance') continue;
    const length = current.attributes.get(pieces);
    if (length) return length;
    if (current.receiver) pending.push(current.receiver);
    pending.push(...current.call.positional.slice(0, 1));
  }
  return undefined;
}

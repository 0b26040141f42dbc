// Weights that a program moves in place, without a library's optimizer: `param -= lr * param.grad`, `params[key] -= learning_rate * grads[key]`.
import type { CallEvent, Loop } from '../../evaluate/state/events';
import { ValueSearch } from '../../evaluate/valueSearch';
import { known, knownNumber, unknown, type Value } from '../../evaluate/values';
import { derived, type Draft } from '../draft';
import type { StartHandler } from '../framework';
import { loopRun, torchManner, type LoopManner } from '../handWritten';
import type { Reading } from '../reading';

const searchLimit = 60;
const isGradient = (value: Value): boolean => value.kind === 'instance' && /\.grad(\.data)?$/.test(value.callee);
/** What an operator was applied to; undefined for other values. */
const operandsOf = (value: Value, operator: string): readonly Value[] | undefined =>
  value.kind === 'instance' && value.role === 'operator' && value.callee === `operator${operator}` ? value.call.positional : undefined;

/** Whether a gradient that autograd left is part of what is taken off. */
function containsGradient(value: Value): boolean {
  const search = new ValueSearch([value], searchLimit);
  for (const current of search) {
    if (isGradient(current)) return true;
    if (current.kind === 'choice') search.follow(...current.options);
    else if (current.kind === 'instance') search.follow(...current.call.positional, current.receiver);
    else if (current.kind === 'unknown') search.follow(...(current.inputs ?? []));
  }
  return false;
}

/** The factors of a product; a divisor (the batch's size, a root of moments) is none of them. */
function factorsOf(value: Value): readonly Value[] {
  const factors = operandsOf(value, '*');
  if (factors) return factors.flatMap(factorsOf);
  const [dividend] = operandsOf(value, '/') ?? [];
  return dividend ? factorsOf(dividend) : [value];
}

/** The innermost loop around an update that also went backward: those further in only go through parameters. */
function steppingLoop(event: CallEvent, reading: Reading): Loop | undefined {
  for (let loop = event.loop; loop; loop = loop.outer) if (reading.inside(loop, 'backward').length > 0) return loop;
  return undefined;
}

/** `weights -= lr * gradient` as networks of plain arrays write it. */
const arrayUpdate =
  /^[\w.[\]'"]*\b(W\w*|w\d*|weights?\w*|params?\w*|theta\w*)[\w.[\]'"() ]*-=\s*(self\.)?(lr|learning_rate|alpha|eta)\s*\*\s*[\w.]*(grad|d_?[wW]|delta)/;

/** The innermost loop that isn't gone through item by item, as one over the names of the layers is. */
function countingLoop(event: CallEvent): Loop | undefined {
  let loop = event.loop;
  while (loop?.unrolled) loop = loop.outer;
  return loop;
}

/** What a class of the program's own calls the way it moves weights. */
const ownNames: readonly (readonly [RegExp, string])[] = [
  [/adamw/i, 'adamw'],
  [/adam/i, 'adam'],
  [/rms_?prop/i, 'rmsprop'],
  [/adagrad/i, 'adagrad'],
];

function describeUpdate(draft: Draft, operand: Value, event: CallEvent): void {
  const factors = factorsOf(operand);
  const { self } = event.frame;
  const named = self?.kind === 'instance' ? ownNames.find(([name]) => name.test(self.callee))?.[1] : undefined;
  const plain = factors.some((factor) => isGradient(factor)) || arrayUpdate.test(event.place.text);
  if (named ?? plain) draft.set('optimizer', derived(named ?? 'sgd', event.place));
  const rates = factors.filter((factor) => knownNumber(factor) !== undefined || factor.kind === 'unknown');
  if (rates.length === 1) draft.number('learningRate', rates[0]);
}

const isWeight = (value: Value | undefined): boolean => value?.kind === 'instance' && value.role === 'attribute' && /\.data$/.test(value.callee);
/** An object of the program's own that is an optimizer by its class's name: what it keeps of gradients may not be followed. */
const isOwnOptimizer = ({ frame: { self } }: CallEvent): boolean =>
  self?.kind === 'instance' && self.classTarget !== undefined && /optim|adam|sgd|descent|rms_?prop|momentum/i.test(self.callee);

/** An update in place is told as a call of its operator. */
export const ownUpdate: StartHandler = (event, reading, machine) => {
  const [before, operand] = event.instance.call.positional;
  if (!operand || !event.loop || !/-=/.test(event.place.text)) return undefined;
  const torch = containsGradient(operand) || (isWeight(before) && isOwnOptimizer(event));
  const loop = torch ? steppingLoop(event, reading) : arrayUpdate.test(event.place.text) ? countingLoop(event) : undefined;
  if (!loop) return undefined;
  const manner: LoopManner = {
    ...torchManner,
    yields: true,
    optimizerOf: () => known('update', event.place),
    describeOptimizer: (draft) => {
      describeUpdate(draft, operand, event);
      // NumPy calculates in double precision, which no fact names.
      if (!torch) draft.doubt('precision', unknown('not-stated', event.place));
    },
  };
  return loopRun(torch ? 'pytorch' : 'numpy', manner)({ ...event, loop }, reading, machine);
};

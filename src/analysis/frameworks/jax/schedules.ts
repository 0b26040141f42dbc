// The peak of a learning rate that changes: Optax's schedules, and a function of the step that the program wrote itself.
import { callFunction } from '../../evaluate/calls/functions';
import { targetOf } from '../../evaluate/state/targets';
import { ValueSearch } from '../../evaluate/valueSearch';
import { known, knownNumber, optionsOf, type Instance, type Known, type Value } from '../../evaluate/values';
import { Place } from '../../languages/python/positions';
import { shortName, type Reading } from '../reading';

/** A constant rate, or the largest that a schedule reaches (https://optax.readthedocs.io/en/latest/api/optimizer_schedules.html). */
export function peakRate(rate: Value | undefined, reading: Reading): Value | undefined {
  if (rate?.kind === 'choice') return agreed(rate.options.map((option) => peakRate(option, reading)));
  if (rate?.kind === 'known') return rate;
  if (rate?.kind === 'reference') return peakOfFunction(rate, reading);
  if (rate?.kind !== 'instance' || rate.role) return undefined;
  const at = (name: string, position: number): Value | undefined => reading.argument(rate, name, position);
  switch (shortName(rate.callee)) {
    case 'warmup_cosine_decay_schedule':
    case 'warmup_exponential_decay_schedule':
    case 'warmup_constant_schedule':
    case 'warmup_linear_decay_schedule':
      return numeric(at('peak_value', 1));
    case 'constant_schedule':
      return numeric(at('value', 0));
    case 'cosine_decay_schedule':
    case 'exponential_decay':
    case 'piecewise_constant_schedule':
    case 'create_learning_rate_scheduler':
      return numeric(at('init_value', 0));
    case 'linear_schedule':
    case 'polynomial_schedule':
      return largest([at('init_value', 0), at('end_value', 1)]);
    case 'piecewise_interpolate_schedule':
      return numeric(at('init_value', 1));
    case 'cosine_onecycle_schedule':
    case 'linear_onecycle_schedule':
      return numeric(at('peak_value', 1));
    case 'sgdr_schedule': {
      const cycles = at('cosine_kwargs', 0);
      return cycles?.kind === 'sequence' && cycles.complete
        ? largest(cycles.items.map((cycle) => (cycle.kind === 'mapping' ? cycle.entries.get('peak_value') : undefined)))
        : undefined;
    }
    case 'join_schedules': {
      const list = at('schedules', 0);
      return list?.kind === 'sequence' && list.complete ? largest(list.items.map((part) => peakRate(part, reading))) : undefined;
    }
    default:
      return undefined;
  }
}

const numeric = (value: Value | undefined): Value | undefined => (knownNumber(value) === undefined ? undefined : value);

/** The rate furthest from nought: a chain that scales by a negative rate descends as fast as one by a positive. */
function largest(values: readonly (Value | undefined)[]): Value | undefined {
  if (values.length === 0 || values.some((value) => knownNumber(value) === undefined)) return undefined;
  return values.reduce((best, value) => (Math.abs(knownNumber(value)!) > Math.abs(knownNumber(best)!) ? value : best));
}

function agreed(values: readonly (Value | undefined)[]): Value | undefined {
  const first = knownNumber(values[0]);
  return first !== undefined && values.every((value) => knownNumber(value) === first) ? values[0] : undefined;
}

/** Steps at which every schedule is asked; the turning points of the program's own are among the constants that it computes with. */
const probes: readonly number[] = [0, 1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];
const mostTurningPoints = 24;
const searchLimit = 300;

/**
 * The largest value of a function of the step, asked at powers of ten and at every whole number that its results are computed from (warm-up and decay
 * lengths). Undefined where a value isn't known or it still grows at the end.
 */
function peakOfFunction(schedule: Extract<Value, { kind: 'reference' }>, reading: Reading): Value | undefined {
  const target = targetOf(schedule);
  const { machine } = reading;
  const place = schedule.span;
  if (!machine || target?.type !== 'function' || !(place instanceof Place)) return undefined;
  const at = (step: number): Known | undefined => {
    let result: Value | undefined;
    machine.quietly(() => {
      result = callFunction(machine, target, { positional: [known(step)], keywords: new Map(), complete: true }, place);
    });
    const only = optionsOf(result);
    return only.length === 1 && only[0]!.kind === 'known' && typeof only[0]!.value === 'number' ? only[0] : undefined;
  };
  const asked = new Map<number, Known>();
  const pending = [...probes];
  while (pending.length > 0) {
    const step = pending.shift()!;
    if (asked.has(step)) continue;
    const rate = at(step);
    if (!rate) return undefined;
    asked.set(step, rate);
    for (const number of wholeNumbers(rate))
      for (const near of [number - 1, number, number + 1])
        if (near >= 0 && !asked.has(near) && asked.size + pending.length < probes.length + mostTurningPoints) pending.push(near);
  }
  const [peakStep, peak] = [...asked].reduce((best, one) => (Number(one[1].value) > Number(best[1].value) ? one : best));
  const last = Math.max(...asked.keys());
  if (peakStep === last && Number(asked.get(last)!.value) !== Number(at(last / 2 - 0.5)?.value)) return undefined;
  return leafOf(peak);
}

/** Constants that a value was computed from. */
function* leaves(value: Value): Generator<Known> {
  const search = new ValueSearch([value], searchLimit);
  for (const current of search) {
    if (current.kind === 'known') yield current;
    search.follow(...(current.inputs ?? []));
  }
}

const wholeNumbers = (value: Value): number[] =>
  [...leaves(value)].map((leaf) => leaf.value).filter((number): number is number => Number.isSafeInteger(number) && Number(number) > 1);

/** The constant of that size that the program wrote, where there is one; so the reader is shown it. */
function leafOf(peak: Known): Known {
  const written = [...leaves(peak)].find((leaf) => leaf !== peak && Math.abs(Number(leaf.value) - Number(peak.value)) <= 1e-12 * Math.abs(Number(peak.value)));
  return written ?? peak;
}

/** Whether an object is one of Optax's own schedules. */
export const isSchedule = (object: Instance): boolean => /_schedule(s)?$|exponential_decay$/.test(shortName(object.callee));

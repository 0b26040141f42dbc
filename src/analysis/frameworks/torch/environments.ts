// Reinforcement learning: loops that step an environment. Their episodes and environment steps are neither epochs nor optimizer steps.
import type { Loop } from '../../evaluate/state/events';
import { Place } from '../../languages/python/positions';
import type { CallHandler } from '../framework';
import type { Reading } from '../reading';

const environmentMakers = /^(gym|gymnasium|gym3|pettingzoo|stable_baselines3|procgen|dm_control|envpool|supersuit)\b|(^|\.)\w*Env\b|make_(vec_)?envs?\b/;
const environmentName = /^(self\.)?(vec_)?envs?(_\w+)?\.step\(/;

/** Notes `env.step(action)`: by what made the object, or by the name that the code gives it. */
export const environmentStep: CallHandler = (event, reading) => {
  const { receiver } = event.instance;
  const written = event.place instanceof Place ? event.place.text : '';
  if ((receiver?.kind === 'instance' && environmentMakers.test(receiver.callee)) || environmentName.test(written)) reading.note('environment-step', event);
};

/** Whether the loop gathers what it learns from in an environment; an evaluation every so often doesn't count. */
export function learnsFromEnvironment(anchor: Loop, reading: Reading): boolean {
  if (reading.inside(anchor, 'environment-step').some(({ event }) => event.guard === undefined)) return true;
  // An environment of the program's own makes no event of a library's.
  const { unit } = anchor.place;
  return unit !== undefined && /(^|[^\w])envs?\.step\(/.test(unit.text.slice(anchor.node.from, anchor.node.to));
}

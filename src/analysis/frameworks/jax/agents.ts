// Reinforcement learning with an agent whose class isn't in reach: `agent.update(buffer.sample(batch_size))` in a loop over steps.
import { knownNumber, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { derived, Draft, libraryDefault } from '../draft';
import type { StartHandler } from '../framework';
import { trainingLoops } from '../handWritten';
import { shortName } from '../reading';

const agentClass = /(Agent|Learner)$|^(SAC|TD3|DDPG|PPO|DQN|IQL|CQL|AWAC|BC|REDQ|TQC)\w*$/;

/** The draw of a batch that a value is, or is part of. */
function sampled(value: Value | undefined): Instance | undefined {
  for (let current = optionsOf(value)[0], depth = 0; current?.kind === 'instance' && depth < 8; depth++) {
    if (!current.role && /\.(sample|sample_batch|get_batch)$/.test(current.callee)) return current;
    current = optionsOf(current.receiver ?? current.call.positional[0])[0];
  }
  return undefined;
}

/** A run of an agent of a package on JAX; other agents are PyTorch's own affair. */
export const agentUpdate: StartHandler = (event, reading, machine) => {
  const agent = optionsOf(event.instance.receiver)[0];
  if (!event.loop || agent?.kind !== 'instance' || agent.role || agent.classTarget) return undefined;
  const made = agent.callee.replace(/\.create$/, '');
  if (!agentClass.test(shortName(made)) || !/jax|flax/i.test(made)) return undefined;
  const batch = event.instance.call.positional.map(sampled).find((draw) => draw !== undefined);
  if (!batch) return undefined;
  const { anchor, loops } = trainingLoops(machine, event.loop, agent);
  if (reading.drafts.some((draft) => draft.loop === anchor)) return undefined;
  const draft = new Draft({ framework: 'jax', anchor: anchor.place, loop: anchor });
  draft.engine = 'jax';
  draft.subject = agent;
  draft.number('perDeviceBatchSize', batch.call.keywords.get('batch_size') ?? batch.call.positional.find((value) => knownNumber(value) !== undefined));
  const within = loops.slice(1).map((loop) => knownNumber(loop.trips));
  if (within.every((trips) => trips === 1)) draft.number('maxSteps', anchor.trips);
  draft.set('precision', libraryDefault('fp32', 'JAX: the default floating-point type is float32'));
  draft.set('method', derived('pretrain', agent.span));
  return draft;
};

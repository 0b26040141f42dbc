// TF-Agents: `agent.train(experience)` in a loop of the program's own. https://www.tensorflow.org/agents
import { optionsOf, type Instance } from '../../evaluate/values';
import { defineFramework, type CallHandler } from '../framework';
import { derived } from '../draft';
import { loopRun, type LoopManner } from '../handWritten';
import { describeKerasOptimizer } from '../keras/kerasOptimizer';
import type { Reading } from '../reading';

const agentClass = /^tf_agents\.agents\.(?:\w+\.)*\w*Agent$/;
const agentOf = (value: Instance['receiver']): Instance | undefined =>
  optionsOf(value).find((option): option is Instance => option.kind === 'instance' && agentClass.test(option.callee));

const restored = 'tf-agents-restored';
const noteRestored: CallHandler = (event, reading) => void reading.settings.set(restored, event.instance);

const manner: LoopManner = {
  engine: 'tensorflow',
  optimizerOf: ({ instance: { receiver } }) => {
    const agent = agentOf(receiver);
    return agent && (agent.call.keywords.get('optimizer') ?? agent.call.keywords.get('actor_optimizer') ?? agent);
  },
  describeOptimizer: (draft, optimizer, reading: Reading) => {
    if (agentOf(optimizer)) return;
    describeKerasOptimizer(draft, optimizer, reading);
    if (!reading.settings.has(restored)) draft.set('method', derived('pretrain'));
  },
  precisionSource: 'TensorFlow: the default floating-point type is float32',
};

export const tfAgents = defineFramework({
  name: 'tf-agents',
  wrappers: { 'tf_agents.common.function': { argument: 0 } },
  calls: { 'tf_agents.Checkpointer.initialize_or_restore': noteRestored },
  starts: { 'tf_agents.*.train': loopRun('tf-agents', manner) },
});

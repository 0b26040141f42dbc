// keras-rl: agents around a Keras model that learn from an environment, `agent.fit(env, nb_steps=...)`.
import { known, optionsOf, type Value } from '../../evaluate/values';
import { derived, libraryDefault } from '../draft';
import { defineFramework, type CallHandler, type StartHandler } from '../framework';
import { describeKerasOptimizer } from '../keras/kerasOptimizer';
import { describeLayers } from '../keras/kerasRun';
import { describeKerasModel } from '../keras/kerasSources';
import { draftAt } from '../transformers/trainerRun';

/** keras-rl 0.4 rl/agents: the batch that the agents with a replay memory draw. */
const memoryBatch = 32;
const withMemory = /\.(DQNAgent|NAFAgent|ContinuousDQNAgent|DDPGAgent)$/;
/** Arguments that hold the network that is trained. */
const networks = ['model', 'actor', 'V_model'];

const compile: CallHandler = (event, _reading, machine) => {
  for (const agent of optionsOf(event.instance.receiver)) if (agent.kind === 'instance') machine.trail.set(agent.attributes, '#compile', event.instance);
};

const fit: StartHandler = (event, reading, machine) => {
  const agent = optionsOf(event.instance.receiver)[0];
  if (agent?.kind !== 'instance' || agent.role) return undefined;
  const compiled = agent.attributes.get('#compile');
  const draft = draftAt('keras', event, machine, agent);
  const network = networks.map((name) => agent.call.keywords.get(name)).find((value) => value !== undefined);
  describeKerasModel(draft, network);
  describeLayers(draft, network, machine, event);
  const loaded = agent.attributes.has('#loaded');
  if (loaded) delete draft.facts.method;
  if (compiled?.kind === 'instance') {
    const given: Value | undefined = compiled.call.keywords.get('optimizer') ?? compiled.call.positional[0];
    // a pair is the actor's and the critic's
    describeKerasOptimizer(draft, given?.kind === 'sequence' ? given.items[0] : given, reading);
  }
  const batch = agent.call.keywords.get('batch_size');
  if (batch) draft.number('perDeviceBatchSize', batch);
  else if (withMemory.test(agent.callee) && agent.call.complete) draft.set('perDeviceBatchSize', libraryDefault(memoryBatch, 'keras-rl 0.4 Agent.batch_size'));
  draft.set('precision', libraryDefault('fp32', 'keras 3.15 config.dtype_policy'));
  if (!network && !loaded) draft.set('method', derived('pretrain', agent.span));
  return draft;
};

const noteLoaded: CallHandler = (event, _reading, machine) => {
  if (event.instance.receiver?.kind === 'instance') machine.trail.set(event.instance.receiver.attributes, '#loaded', known(true));
};

export const kerasRl = defineFramework({
  name: 'keras',
  calls: { 'rl.*.compile': compile, 'rl.*.load_weights': noteLoaded },
  starts: { 'rl.*.fit': fit },
});

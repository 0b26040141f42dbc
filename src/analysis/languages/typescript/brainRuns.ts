// Training with brain.js.
import { Node } from 'ts-morph';
import type { Run } from '../../../model/run';
import { compactFacts } from '../../frameworks/configs/configFormat';
import { libraryDefault } from '../../frameworks/configs/settings';
import { makeRun } from '../../project/configRuns';
import { entryOf, numberOption } from './callOptions';
import type { ConstantReader } from './constants';
import { spanOfNode } from './nodeValues';
import type { ModelFlow } from './modelFlow';

/** brain.js 2.x: `NeuralNetwork` and the recurrent nets (src/neural-network.ts, src/recurrent/recurrent.ts). */
const brainDefaults = { iterations: 20_000, learningRate: 0.3, recurrentLearningRate: 0.01 } as const;
const networkClass = /(^|\.)(NeuralNetwork|NeuralNetworkGPU|RNN|LSTM|GRU|RNNTimeStep|LSTMTimeStep|GRUTimeStep|FeedForward|Recurrent)$/;

/** `net.train(data, { iterations, learningRate })`: iterations are passes over the data, an upper bound that `errorThresh` may cut short. */
export function brainRuns(file: Node, flow: ModelFlow, constants: ConstantReader): readonly Run[] {
  if (!/brain\.js/.test(file.getFullText())) return [];
  const runs: Run[] = [];
  for (const node of file.getDescendants()) {
    const callee = Node.isCallExpression(node) ? node.getExpression() : undefined;
    if (!Node.isCallExpression(node) || !callee || !Node.isPropertyAccessExpression(callee) || !/^train(Async)?$/.test(callee.getName())) continue;
    const created = [...flow.nodes(Node.isNewExpression)].find(
      (made) => networkClass.test(made.getExpression().getText()) && flow.same(made, callee.getExpression()),
    );
    if (!created) continue;
    const [data, optionsNode] = node.getArguments();
    if (!data) continue;
    const options = optionsNode && constants.read(optionsNode);
    // options that the program does not determine may hold anything
    const open = options !== undefined && (options.kind !== 'mapping' || !options.complete);
    const settings = created.getArguments()[0];
    const configured = settings && constants.read(settings);
    const isRecurrent = !/(^|\.)(NeuralNetwork|NeuralNetworkGPU|FeedForward)$/.test(created.getExpression().getText());
    const settingsOpen = configured !== undefined && (configured.kind !== 'mapping' || !configured.complete);
    const iterations =
      numberOption(entryOf(options, 'iterations')) ??
      numberOption(entryOf(configured, 'iterations')) ??
      (open || entryOf(options, 'iterations') ? undefined : libraryDefault(brainDefaults.iterations, 'brain.js train options: iterations'));
    const rate =
      numberOption(entryOf(options, 'learningRate')) ??
      numberOption(entryOf(configured, 'learningRate')) ??
      (open || settingsOpen || entryOf(options, 'learningRate')
        ? undefined
        : libraryDefault(isRecurrent ? brainDefaults.recurrentLearningRate : brainDefaults.learningRate, 'brain.js train options: learningRate'));
    const loaded = [...flow.nodes(Node.isCallExpression)].some((call) => {
      const target = call.getExpression();
      return Node.isPropertyAccessExpression(target) && target.getName() === 'fromJSON' && flow.same(target.getExpression(), callee.getExpression());
    });
    runs.push(
      makeRun(
        'brainjs',
        spanOfNode(node),
        compactFacts({
          epochs: iterations,
          learningRate: rate,
          optimizer: isRecurrent ? libraryDefault('rmsprop', 'brain.js recurrent nets') : libraryDefault('sgd', 'brain.js: one update a pattern'),
          precision: libraryDefault('fp32' as const, 'brain.js: Float32Array'),
          method: loaded ? undefined : { value: 'pretrain' as const, origin: 'derived', source: 'a new network' },
        }),
      ),
    );
  }
  return runs;
}

// Training with ml5.js: `ml5.neuralNetwork(options)`, and the heads on MobileNet that `ml5.featureExtractor` trains.
import { Node, type CallExpression } from 'ts-morph';
import type { Facts, Run } from '../../../model/run';
import type { Value } from '../../evaluate/values';
import { compactFacts } from '../../frameworks/configs/configFormat';
import { libraryDefault } from '../../frameworks/configs/settings';
import { makeRun } from '../../project/configRuns';
import { entryOf, numberOption, textOption } from './callOptions';
import type { ConstantReader } from './constants';
import type { ModelFlow } from './modelFlow';
import { spanOfNode } from './nodeValues';

/** ml5 0.12 and 1.2 (src/NeuralNetwork/index.js). */
const networkDefaults = { epochs: 10, batchSize: 32, learningRate: 0.2, imageLearningRate: 0.02 } as const;
/** ml5 0.12 and 1.2 (src/FeatureExtractor/Mobilenet.js); the batch is a share of the pictures, which the program collects while it runs. */
const headDefaults = { epochs: 20, learningRate: 0.0001 } as const;

const isOpen = (value: Value | undefined): boolean => value !== undefined && (value.kind !== 'mapping' || !value.complete);

/** The trainings that `file` starts. */
export function ml5Runs(file: Node, flow: ModelFlow, constants: ConstantReader): readonly Run[] {
  if (!/\bml5\b/.test(file.getFullText())) return [];
  return file.getDescendants().flatMap((node) => {
    const callee = Node.isCallExpression(node) ? node.getExpression() : undefined;
    if (!Node.isCallExpression(node) || !callee || !Node.isPropertyAccessExpression(callee) || callee.getName() !== 'train') return [];
    const facts = trained(node, callee.getExpression(), flow, constants);
    return facts ? [makeRun('ml5', spanOfNode(node), facts)] : [];
  });
}

function trained(call: CallExpression, receiver: Node, flow: ModelFlow, constants: ConstantReader): Facts | undefined {
  const made = (pattern: RegExp): CallExpression | undefined =>
    [...flow.nodes(Node.isCallExpression)].find((created) => pattern.test(created.getExpression().getText()) && flow.same(created, receiver));
  const precision = libraryDefault('fp32' as const, 'tfjs: weights and activations are float32');
  const network = made(/(^|\.)ml5\.neuralNetwork$|^neuralNetwork$/);
  if (network) return compactFacts({ ...networkFacts(network, call, constants), precision });
  const head = made(/\.(classification|regression)$/);
  return head && /featureExtractor\s*\(/.test(head.getSourceFile().getFullText()) ? compactFacts({ ...headFacts(head, constants), precision }) : undefined;
}

function networkFacts(network: CallExpression, call: CallExpression, constants: ConstantReader): Facts {
  const [settings, options] = [optionsOf(network, constants), optionsOf(call, constants)];
  const task = textOption(entryOf(settings, 'task'))?.value;
  const chosen = (name: 'epochs' | 'batchSize'): Facts['epochs'] =>
    numberOption(entryOf(options, name)) ??
    (entryOf(options, name) || isOpen(options) ? undefined : libraryDefault(networkDefaults[name], `ml5 neuralNetwork.train: ${name}`));
  const rate = task === 'imageClassification' ? networkDefaults.imageLearningRate : networkDefaults.learningRate;
  return {
    epochs: chosen('epochs'),
    perDeviceBatchSize: chosen('batchSize'),
    learningRate:
      numberOption(entryOf(settings, 'learningRate')) ??
      (entryOf(settings, 'learningRate') || isOpen(settings) ? undefined : libraryDefault(rate, 'ml5 neuralNetwork: learningRate')),
    optimizer: task === undefined ? undefined : libraryDefault(task === 'regression' ? 'adam' : 'sgd', `ml5 neuralNetwork for ${task}`),
    method: entryOf(settings, 'modelUrl') || isOpen(settings) ? undefined : { value: 'pretrain', origin: 'derived', source: 'a new network' },
  };
}

/** What is trained on MobileNet's features is a new head alone. */
function headFacts(head: CallExpression, constants: ConstantReader): Facts {
  const extractor = /featureExtractor\s*\(/.exec(head.getSourceFile().getFullText());
  const calls = extractor ? head.getSourceFile().getDescendants().filter(Node.isCallExpression) : [];
  const settings = calls
    .filter((call) => /(^|\.)(featureExtractor|classification|regression)$/.test(call.getExpression().getText()))
    .flatMap((call) => call.getArguments());
  const stated = settings.map((argument) => constants.read(argument)).filter((value) => value.kind === 'mapping');
  const number = (name: 'epochs' | 'learningRate'): Facts['epochs'] => {
    const entry = stated.map((value) => entryOf(value, name)).find((value) => value !== undefined);
    return entry ? numberOption(entry) : libraryDefault(headDefaults[name], `ml5 featureExtractor: ${name}`);
  };
  return {
    epochs: number('epochs'),
    learningRate: number('learningRate'),
    optimizer: libraryDefault('adam', 'ml5 featureExtractor'),
    method: { value: 'frozen', origin: 'derived', span: spanOfNode(head) },
  };
}

/** The first argument that is no function: `train(options, whileTraining, finished)`, `train(finished)`. */
function optionsOf(call: CallExpression, constants: ConstantReader): Value | undefined {
  const first = call.getArguments()[0];
  if (!first || Node.isArrowFunction(first) || Node.isFunctionExpression(first)) return undefined;
  const declaration = Node.isIdentifier(first) ? first.getSymbol()?.getDeclarations()[0] : undefined;
  return declaration && Node.isFunctionDeclaration(declaration) ? undefined : constants.read(first);
}

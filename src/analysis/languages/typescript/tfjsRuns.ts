// Training with TensorFlow.js: `model.fit`, `model.fitDataset`, and loops around `optimizer.minimize`.
import { Node, type CallExpression } from 'ts-morph';
import type { Fact, Facts, Run } from '../../../model/run';
import type { Value } from '../../evaluate/values';
import { compactFacts } from '../../frameworks/configs/configFormat';
import { optimizerFact } from '../../frameworks/configs/names';
import { libraryDefault, reading } from '../../frameworks/configs/settings';
import { makeRun } from '../../project/configRuns';
import { entryOf, numberOption, textOption } from './callOptions';
import type { ConstantReader } from './constants';
import { spanOfNode } from './nodeValues';
import { functionOf, returnedExpression } from './functions';
import { headOf, innermostLoop, outermostLoop, tripsFact, turnsAround } from './loops';
import type { ModelFlow } from './modelFlow';
import { enclosingFunction, LayerReader, type BuiltModel } from './tfjsLayers';

/** Defaults of tfjs-layers 4.x: `ModelFitArgs.batchSize`, `epochs`. */
const fitDefaults = { batchSize: 32, epochs: 1 } as const;
/** Rates of optimizers named by a text (tfjs-layers/src/optimizers.ts) and of `tf.train.*` called without one. */
const namedRates: Readonly<Record<string, number>> = { adam: 0.001, adamax: 0.002, adagrad: 0.01, rmsprop: 0.001, sgd: 0.01, adadelta: 1 };
const calledRates: Readonly<Record<string, number>> = { adam: 0.001, adamax: 0.002, adadelta: 0.001 };
const optimizerCall = /(^|\.)train\.(sgd|momentum|adagrad|adadelta|adam|adamax|rmsprop)$/;

interface Optimizer {
  readonly optimizer?: Fact<string>;
  readonly learningRate?: Fact<number>;
}

type FactInput = NonNullable<Fact['inputs']>[number];
const turnsInput = (turns: number): FactInput => ({ label: 'turns of the loop', value: turns });
const inputOf = ({ value, span }: Fact<number>): FactInput => ({ label: 'epochs of a turn', value, span });

export class TfjsReader {
  private readonly layers: LayerReader;

  constructor(
    private readonly flow: ModelFlow,
    private readonly constants: ConstantReader,
  ) {
    this.layers = new LayerReader(flow, constants);
  }

  /** The runs that start in `file`. */
  runs(file: Node): readonly Run[] {
    const importsLibrary = /@tensorflow\/tfjs|\btf\.(sequential|layers|model|train)\b/.test(file.getFullText());
    const runs: Run[] = [];
    const loops = new Set<Node>();
    for (const node of file.getDescendants()) {
      if (!Node.isCallExpression(node)) continue;
      const callee = node.getExpression();
      if (!Node.isPropertyAccessExpression(callee)) continue;
      const method = callee.getName();
      if (method === 'fit' || method === 'fitDataset') {
        const run = this.fit(node, callee.getExpression(), method === 'fitDataset', importsLibrary);
        if (run) runs.push(run);
      } else if (method === 'minimize' && importsLibrary) {
        const loop = outermostLoop(node);
        if (loop && !loops.has(loop)) {
          loops.add(loop);
          runs.push(this.handWritten(node, callee.getExpression(), loop));
        }
      }
    }
    return runs;
  }

  private fit(call: CallExpression, receiver: Node, isDataset: boolean, importsLibrary: boolean): Run | undefined {
    const [first, second, third] = call.getArguments();
    const optionsNode = isDataset ? second : third;
    const options = optionsNode && this.constants.read(optionsNode);
    const model = this.layers.model(receiver);
    // other things have a `fit` too: without a sign of tfjs it is somebody else's
    if (!importsLibrary && !model.isBuilt && !model.loadedFrom && !entryOf(options, 'epochs')) return undefined;
    if (!isDataset && (!second || (options && options.kind !== 'mapping' && options.kind !== 'unknown'))) return undefined;
    // targets are tensors; something else's options stand in their place
    if (!isDataset && !third && Node.isObjectLiteralExpression(second)) return undefined;
    const open = options !== undefined && (options.kind !== 'mapping' || !options.complete);
    const stated = (name: string): Value | undefined => entryOf(options, name);
    const batch = isDataset
      ? this.datasetBatch(first)
      : (numberOption(stated('batchSize')) ??
        (stated('batchSize') || open ? undefined : libraryDefault(fitDefaults.batchSize, 'tfjs-layers ModelFitArgs.batchSize')));
    const each =
      numberOption(stated('epochs')) ?? (stated('epochs') || open ? undefined : libraryDefault(fitDefaults.epochs, 'tfjs-layers ModelFitArgs.epochs'));
    const turns = turnsAround(call, this.constants);
    const epochs: Fact<number> | undefined =
      turns === 1 || !each
        ? each
        : turns === undefined
          ? undefined
          : { value: turns * each.value, origin: 'derived', span: each.span, inputs: [turnsInput(turns), inputOf(each)] };
    const anchor = spanOfNode(call);
    return makeRun(
      'tfjs',
      anchor,
      compactFacts({
        ...this.modelFacts(model),
        ...this.compiled(receiver, call, model.madeBy),
        perDeviceBatchSize: batch,
        epochs,
        precision: libraryDefault('fp32' as const, 'tfjs: weights and activations are float32'),
      }),
    );
  }

  private modelFacts(model: BuiltModel): Facts {
    const side = model.input && model.input.length === 3 && model.input[0] === model.input[1] ? model.input[0] : undefined;
    // a square with one to four channels is a picture; smaller than this it is a table
    const smallestPicture = 8;
    const channels = model.input?.[2];
    const image = side !== undefined && side >= smallestPicture && channels !== undefined && channels <= 4 ? side : undefined;
    const argument = model.loadedFrom && Node.isCallExpression(model.loadedFrom) ? model.loadedFrom.getArguments()[0] : undefined;
    const source = argument && textOption(this.constants.read(argument));
    return compactFacts({
      model: source && reading(source, source.value.replace(/^(file|https?|indexeddb|localstorage):\/\//, '').replace(/\/model\.json$/, '')),
      ...(model.isAltered && model.loadedFrom && { modelAltered: { value: true, origin: 'derived' as const, span: spanOfNode(model.loadedFrom) } }),
      parameters:
        model.parameters === undefined ? undefined : { value: model.parameters, origin: 'derived', source: 'sum over the layers written in the code' },
      flopsPerSample: model.flops === undefined ? undefined : { value: model.flops, origin: 'derived', source: 'sum over the layers written in the code' },
      method: model.loadedFrom
        ? { value: model.freezes ? 'frozen' : 'full', origin: 'derived', span: spanOfNode(model.loadedFrom) }
        : model.isBuilt
          ? { value: 'pretrain', origin: 'derived', source: 'built layer by layer, no weights are loaded' }
          : undefined,
      imageSize: image === undefined ? undefined : { value: image, origin: 'derived', source: "the first layer's inputShape" },
    });
  }

  /** What `compile` says of this model: the last one before the fit in the same function, else the one where it is built, else the only one there is. */
  private compiled(receiver: Node, fit: CallExpression, madeBy: Node | undefined): Facts {
    const found: CallExpression[] = [];
    for (const call of this.flow.nodes(Node.isCallExpression)) {
      const callee = call.getExpression();
      if (Node.isPropertyAccessExpression(callee) && callee.getName() === 'compile' && this.flow.same(callee.getExpression(), receiver)) found.push(call);
    }
    const before = found.filter(
      (call) => enclosingFunction(call) === enclosingFunction(fit) && call.getSourceFile() === fit.getSourceFile() && call.getPos() < fit.getPos(),
    );
    const where = madeBy && enclosingFunction(madeBy);
    const beside = where ? found.filter((call) => enclosingFunction(call) === where) : [];
    const chosen = before[before.length - 1] ?? [found, beside].find((calls) => calls.length === 1)?.[0];
    const argument = chosen?.getArguments()[0];
    return argument && Node.isObjectLiteralExpression(argument) ? compactFacts({ ...this.optimizerOf(argument.getProperty('optimizer')) }) : {};
  }

  private optimizerOf(property: Node | undefined): Optimizer {
    const expression =
      property && Node.isPropertyAssignment(property)
        ? property.getInitializer()
        : property && Node.isShorthandPropertyAssignment(property)
          ? property.getNameNode()
          : undefined;
    return expression ? this.optimizer(expression) : {};
  }

  private optimizer(expression: Node): Optimizer {
    const call = this.optimizerCall(expression, 0);
    if (call) {
      const name = optimizerCall.exec(call.getExpression().getText())![2]!;
      const argument = call.getArguments()[0];
      const callee = call.getExpression();
      const rate = argument
        ? numberOption(this.constants.read(argument))
        : calledRates[name] === undefined
          ? undefined
          : libraryDefault(calledRates[name], `tfjs tf.train.${name}`);
      const optimizer: Fact<string> = { value: name === 'momentum' ? 'sgd' : name, origin: 'literal', span: spanOfNode(callee), text: callee.getText() };
      return { optimizer, ...(rate && { learningRate: rate }) };
    }
    const named = textOption(this.constants.read(expression));
    const optimizer = optimizerFact(named);
    const rate = optimizer && namedRates[optimizer.value];
    return optimizer ? { optimizer, ...(rate !== undefined && { learningRate: libraryDefault(rate, `tfjs-layers optimizer "${optimizer.value}"`) }) } : {};
  }

  /** The call of `tf.train.*` behind a name. */
  private optimizerCall(expression: Node, depth: number): CallExpression | undefined {
    if (depth > 6) return undefined;
    if (Node.isCallExpression(expression)) {
      if (optimizerCall.test(expression.getExpression().getText())) return expression;
      const returned = returnedExpression(functionOf(expression));
      return returned && this.optimizerCall(returned, depth + 1);
    }
    if (!Node.isIdentifier(expression)) return undefined;
    const parent = expression.getParent();
    const symbol = Node.isShorthandPropertyAssignment(parent) ? parent.getValueSymbol() : expression.getSymbol();
    const declaration = (symbol?.getAliasedSymbol() ?? symbol)?.getDeclarations()[0];
    const initializer = declaration && Node.isVariableDeclaration(declaration) ? declaration.getInitializer() : undefined;
    return initializer && this.optimizerCall(initializer, depth + 1);
  }

  /** The size given to `.batch(n)` in the chain that made a data set. */
  private datasetBatch(dataset: Node | undefined, depth = 0): Fact<number> | undefined {
    if (!dataset || depth > 8) return undefined;
    if (Node.isAwaitExpression(dataset) || Node.isParenthesizedExpression(dataset) || Node.isAsExpression(dataset))
      return this.datasetBatch(dataset.getExpression(), depth + 1);
    const name = Node.isPropertyAccessExpression(dataset) ? dataset.getNameNode() : dataset;
    if (Node.isIdentifier(name)) {
      const symbol = name.getSymbol();
      let declaration = (symbol?.getAliasedSymbol() ?? symbol)?.getDeclarations()[0];
      if (declaration && Node.isShorthandPropertyAssignment(declaration)) declaration = declaration.getValueSymbol()?.getDeclarations()[0];
      return declaration && Node.isVariableDeclaration(declaration) ? this.datasetBatch(declaration.getInitializer(), depth + 1) : undefined;
    }
    if (!Node.isCallExpression(dataset)) return undefined;
    const callee = dataset.getExpression();
    const argument = dataset.getArguments()[0];
    if (Node.isPropertyAccessExpression(callee) && callee.getName() === 'batch' && argument) return numberOption(this.constants.read(argument));
    const owner = functionOf(dataset);
    if (owner) return this.datasetBatch(returnedExpression(owner), depth + 1);
    return Node.isPropertyAccessExpression(callee) ? this.datasetBatch(callee.getExpression(), depth + 1) : undefined;
  }

  /** A loop that steps an optimizer by hand; how many batches an epoch has is not said by its turns. */
  private handWritten(minimize: CallExpression, receiver: Node, loop: Node): Run {
    const inner = innermostLoop(minimize);
    const bound = tripsFact(loop, this.constants);
    const optimizer = this.optimizer(receiver);
    return makeRun(
      'tfjs',
      headOf(loop),
      compactFacts({
        ...optimizer,
        ...(bound && (inner === loop ? { maxSteps: bound } : { epochs: bound })),
        precision: libraryDefault('fp32' as const, 'tfjs: weights and activations are float32'),
      }),
    );
  }
}

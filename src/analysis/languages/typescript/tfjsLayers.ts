// The layers that a tfjs model was built of, where the program says them all: their sizes, the input's side, weights loaded from elsewhere.
import { Node, type CallExpression } from 'ts-morph';
import type { ConstantReader } from './constants';
import { readFunctionalModel } from './functionalModel';
import { readLayer, shapeOf } from './layerCalls';
import { sizeOfLayer, type Layer, type Shape } from './layerSizes';
import { tripsOf } from './loops';
import type { ModelFlow } from './modelFlow';

export interface BuiltModel {
  /** absent where a layer, a shape or a loop is not known */
  readonly parameters?: number;
  /** forward, one sample; absent where a side is not known */
  readonly flops?: number;
  /** shape of one sample, where the first layer states it */
  readonly input?: Shape;
  /** the expression that loads weights, and whether layers are frozen afterwards */
  readonly loadedFrom?: Node;
  readonly freezes: boolean;
  /** built layer by layer in this program */
  readonly isBuilt: boolean;
  /** a loaded model that the program cuts or extends: its published size doesn't hold */
  readonly isAltered?: boolean;
  /** the call that began it */
  readonly madeBy?: Node | undefined;
}

/** A loop that adds more layers is not a model. */
const maximumLayers = 10_000;
const loader = /(^|\.)(loadLayersModel|loadModel|loadGraphModel|load_model)$/;
/** Weights at an address of the web are somebody else's. */
const isPublished = (load: Node): boolean => Node.isCallExpression(load) && /^['"`]https?:/.test(load.getArguments()[0]?.getText() ?? '');
export const enclosingFunction = (node: Node): Node | undefined =>
  node.getFirstAncestor(
    (ancestor) =>
      Node.isFunctionDeclaration(ancestor) || Node.isArrowFunction(ancestor) || Node.isFunctionExpression(ancestor) || Node.isMethodDeclaration(ancestor),
  );
export class LayerReader {
  constructor(
    private readonly flow: ModelFlow,
    private readonly constants: ConstantReader,
  ) {}

  /** What the program says of the model that `receiver` holds. */
  model(receiver: Node): BuiltModel {
    const loads: Node[] = [];
    let sequential: CallExpression | undefined;
    let functional: CallExpression | undefined;
    let ambiguous = false;
    for (const call of this.flow.nodes(Node.isCallExpression)) {
      const name = call.getExpression().getText();
      const isSequential = /(^|\.)sequential$/.test(name);
      const isModel = /(^|\.)model$/.test(name) && !name.startsWith('this.');
      if (!isSequential && !isModel && !loader.test(name)) continue;
      if (loader.test(name)) {
        loads.push(call);
        continue;
      }
      if (!this.flow.same(call, receiver) && !this.holds(call, receiver)) continue;
      if (isSequential) {
        ambiguous ||= sequential !== undefined;
        sequential = call;
      } else functional = call;
    }
    const freezes = [...this.flow.nodes(Node.isBinaryExpression)].some(
      (node) => /\.trainable$/.test(node.getLeft().getText()) && node.getRight().getText() === 'false' && node.getSourceFile() === receiver.getSourceFile(),
    );
    const own = loads.find((call) => this.flow.same(call, receiver) || this.holds(call, receiver));
    // what the program saves and loads again is the model that it builds
    const isOwn = sequential !== undefined && own !== undefined && !isPublished(own) && this.isSaved(receiver);
    const loadedFrom = isOwn ? undefined : (own ?? (functional && loads.length === 1 && this.isReachable(functional, loads[0]!) ? loads[0] : undefined));
    // One name for a model that is built here and loaded there: what stands in the receiver's own function is what it holds.
    const here = (call: Node): boolean => enclosingFunction(call) === enclosingFunction(receiver);
    if (loadedFrom && sequential && here(sequential) === here(loadedFrom)) return { freezes: false, isBuilt: false };
    const graph = functional && readFunctionalModel(functional, this.constants);
    if (loadedFrom && !(sequential && here(sequential))) return { loadedFrom, freezes, isBuilt: false, isAltered: functional !== undefined };
    const built = sequential && !ambiguous && !functional ? this.sequential(sequential) : !sequential ? graph : undefined;
    return {
      parameters: built?.parameters,
      flops: built?.flops,
      input: built?.input,
      freezes,
      isBuilt: sequential !== undefined || functional !== undefined,
      madeBy: sequential,
    };
  }

  private isSaved(receiver: Node): boolean {
    return [...this.flow.nodes(Node.isCallExpression)].some((call) => {
      const callee = call.getExpression();
      return Node.isPropertyAccessExpression(callee) && callee.getName() === 'save' && this.flow.same(callee.getExpression(), receiver);
    });
  }

  /** `const model = tf.sequential()`: the declared name is in the receiver's set. */
  private holds(call: Node, receiver: Node): boolean {
    const parent = call.getFirstAncestor(
      (ancestor) => Node.isVariableDeclaration(ancestor) || Node.isBinaryExpression(ancestor) || Node.isReturnStatement(ancestor) || Node.isStatement(ancestor),
    );
    if (parent && Node.isVariableDeclaration(parent)) return Node.isIdentifier(parent.getNameNode()) && this.flow.same(parent.getNameNode(), receiver);
    return parent !== undefined && Node.isBinaryExpression(parent) && this.flow.same(parent.getLeft(), receiver);
  }

  /** A functional model over a loaded base names it in its inputs, directly or through the function that loads it. */
  private isReachable(functional: CallExpression, load: Node): boolean {
    const names = functional.getDescendants().filter(Node.isIdentifier);
    return names.some((name) => this.flow.same(name, load)) || functional.getSourceFile() === load.getSourceFile();
  }

  private sequential(call: CallExpression): Pick<BuiltModel, 'parameters' | 'flops' | 'input'> {
    const layers = this.layersOf(call);
    const first = layers?.[0];
    const stated =
      first &&
      (shapeOf(first.entries.get('inputShape')) ??
        shapeOf(first.entries.get('batchInputShape'))?.slice(1) ??
        // an embedding's is how many words it knows
        (first.kind !== 'embedding' && first.entries.has('inputDim') ? shapeOf(first.entries.get('inputDim')) : undefined));
    const input = first?.kind === 'embedding' && !stated ? shapeOf(first.entries.get('inputLength')) : stated;
    if (!layers || !input) return {};
    let shape: Shape = input;
    let parameters = 0;
    let flops = 0;
    for (const layer of layers) {
      const size = sizeOfLayer(layer, shape);
      if (!size) return { input };
      parameters += size.parameters;
      flops += size.flops;
      shape = size.output;
    }
    return { input, ...(parameters > 0 && { parameters }), ...(flops > 0 && { flops }) };
  }

  /** The layers in order; undefined where some are not known. */
  private layersOf(call: CallExpression): readonly Layer[] | undefined {
    const options = call.getArguments()[0];
    const layers: Layer[] = [];
    if (options && Node.isObjectLiteralExpression(options)) {
      const listed = options.getProperty('layers');
      const list = listed && Node.isPropertyAssignment(listed) ? listed.getInitializer() : undefined;
      if (listed && !(list && Node.isArrayLiteralExpression(list))) return undefined;
      for (const element of list && Node.isArrayLiteralExpression(list) ? list.getElements() : []) {
        const layer = readLayer(element, this.constants);
        if (!layer) return undefined;
        layers.push(layer);
      }
    }
    for (const added of this.flow.nodes(Node.isCallExpression)) {
      const callee = added.getExpression();
      if (!Node.isPropertyAccessExpression(callee) || callee.getName() !== 'add') continue;
      if (!this.holds(call, callee.getExpression()) && !this.flow.same(call, callee.getExpression())) continue;
      const argument = added.getArguments()[0];
      const layer = argument && readLayer(argument, this.constants);
      const times = layer && this.repeats(added, call);
      if (!layer || times === undefined || times > maximumLayers) return undefined;
      for (let turn = 0; turn < times; turn++) layers.push(layer);
    }
    return layers.length > 0 ? layers : undefined;
  }

  /** How often a layer is added: once, or as often as a counted loop between it and the model turns; undefined under a condition. */
  private repeats(added: Node, model: Node): number | undefined {
    let times = 1;
    for (const ancestor of added.getAncestors()) {
      if (ancestor.containsRange(model.getPos(), model.getEnd()) && ancestor.getSourceFile() === model.getSourceFile()) break;
      if (Node.isIfStatement(ancestor) || Node.isConditionalExpression(ancestor) || Node.isSwitchStatement(ancestor)) return undefined;
      if (Node.isForStatement(ancestor)) {
        const trips = tripsOf(ancestor, this.constants);
        if (trips === undefined) return undefined;
        times *= trips;
      } else if (Node.isForOfStatement(ancestor) || Node.isWhileStatement(ancestor) || Node.isForInStatement(ancestor)) return undefined;
      else if (
        Node.isArrowFunction(ancestor) &&
        Node.isCallExpression(ancestor.getParent()) &&
        /\.(forEach|map)$/.test((ancestor.getParent() as CallExpression).getExpression().getText())
      )
        return undefined;
    }
    return times;
  }
}

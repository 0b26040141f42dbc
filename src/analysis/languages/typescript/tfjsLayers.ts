// The layers that a tfjs model was built of, where the program says them all: their sizes, the input's side, weights loaded from elsewhere.
import { Node, type CallExpression } from 'ts-morph';
import type { Value } from '../../evaluate/values';
import type { ConstantReader } from './constants';
import { sizeOfLayer, type LayerSettings, type Shape } from './layerSizes';
import type { ModelFlow } from './modelFlow';

export interface BuiltModel {
  /** absent where a layer, a shape or a loop is not known */
  readonly parameters?: number;
  /** shape of one sample, where the first layer states it */
  readonly input?: Shape;
  /** the expression that loads weights, and whether layers are frozen afterwards */
  readonly loadedFrom?: Node;
  readonly freezes: boolean;
  /** built layer by layer in this program */
  readonly isBuilt: boolean;
}

const layerCall = /(^|\.)layers\.(\w+)$/;
const loader = /(^|\.)(loadLayersModel|loadModel|loadGraphModel|load_model)$/;
const enclosingFunction = (node: Node): Node | undefined =>
  node.getFirstAncestor(
    (ancestor) =>
      Node.isFunctionDeclaration(ancestor) || Node.isArrowFunction(ancestor) || Node.isFunctionExpression(ancestor) || Node.isMethodDeclaration(ancestor),
  );
/** Layers that a loop may add; a loop that adds more is not a model. */
const maximumLoop = 10_000;

const numbersOf = (value: Value | undefined): readonly (number | undefined)[] | undefined => {
  if (!value) return undefined;
  if (value.kind === 'sequence') return value.items.map((item) => (item.kind === 'known' && typeof item.value === 'number' ? item.value : undefined));
  return [value.kind === 'known' && typeof value.value === 'number' ? value.value : undefined];
};

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
    const loadedFrom = own ?? (functional && loads.length === 1 && this.isReachable(functional, loads[0]!) ? loads[0] : undefined);
    // One name for a model that is built here and loaded there: what stands in the receiver's own function is what it holds.
    const here = (call: Node): boolean => enclosingFunction(call) === enclosingFunction(receiver);
    if (loadedFrom && sequential && here(sequential) === here(loadedFrom)) return { freezes: false, isBuilt: false };
    if (loadedFrom && !(sequential && here(sequential))) return { loadedFrom, freezes, isBuilt: false };
    const built = sequential && !ambiguous && !functional ? this.sequential(sequential) : undefined;
    return { ...built, freezes, isBuilt: sequential !== undefined || functional !== undefined };
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

  private sequential(call: CallExpression): { readonly parameters?: number; readonly input?: Shape } {
    const layers = this.layersOf(call);
    const first = layers?.[0];
    const stated =
      first &&
      (numbersOf(first.entries.get('inputShape')) ??
        numbersOf(first.entries.get('batchInputShape'))?.slice(1) ??
        (first.entries.has('inputDim') ? numbersOf(first.entries.get('inputDim')) : undefined));
    const input = first?.kind === 'embedding' && !stated ? numbersOf(first.entries.get('inputLength')) : stated;
    if (!layers || !input) return {};
    let shape: Shape = input;
    let parameters = 0;
    for (const layer of layers) {
      const size = sizeOfLayer(settingsOf(layer), shape);
      if (!size || !Number.isFinite(size.parameters)) return { input };
      parameters += size.parameters;
      shape = size.output;
    }
    return { input, ...(parameters > 0 && { parameters }) };
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
        const layer = this.layer(element);
        if (!layer) return undefined;
        layers.push(layer);
      }
    }
    for (const added of this.flow.nodes(Node.isCallExpression)) {
      const callee = added.getExpression();
      if (!Node.isPropertyAccessExpression(callee) || callee.getName() !== 'add') continue;
      if (!this.holds(call, callee.getExpression()) && !this.flow.same(call, callee.getExpression())) continue;
      const argument = added.getArguments()[0];
      const layer = argument && this.layer(argument);
      const times = layer && this.repeats(added, call);
      if (!layer || times === undefined) return undefined;
      for (let turn = 0; turn < times; turn++) layers.push(layer);
    }
    return layers.length > 0 ? layers : undefined;
  }

  private layer(expression: Node): Layer | undefined {
    let node: Node | undefined = expression;
    for (let turn = 0; node && Node.isIdentifier(node) && turn < 4; turn++) {
      const declaration = node.getSymbol()?.getDeclarations()[0] as Node | undefined;
      node = declaration && Node.isVariableDeclaration(declaration) ? declaration.getInitializer() : undefined;
    }
    if (!node || !Node.isCallExpression(node)) return undefined;
    const kind = layerCall.exec(node.getExpression().getText())?.[2];
    if (!kind) return undefined;
    const options = node.getArguments()[0];
    const value = options && this.constants.read(options);
    if (options && value?.kind !== 'mapping') return undefined;
    return { kind, entries: value?.kind === 'mapping' ? value.entries : new Map() };
  }

  /** How often a layer is added: once, or as often as a counted loop between it and the model turns; undefined under a condition. */
  private repeats(added: Node, model: Node): number | undefined {
    let times = 1;
    for (const ancestor of added.getAncestors()) {
      if (ancestor.containsRange(model.getPos(), model.getEnd()) && ancestor.getSourceFile() === model.getSourceFile()) break;
      if (Node.isIfStatement(ancestor) || Node.isConditionalExpression(ancestor) || Node.isSwitchStatement(ancestor)) return undefined;
      if (Node.isForStatement(ancestor)) {
        const trips = this.trips(ancestor);
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

  /** Turns of `for (let i = A; i < B; i++)` and its downward form. */
  trips(loop: Node): number | undefined {
    if (!Node.isForStatement(loop)) return undefined;
    const declared = loop.getInitializer();
    const declaration = declared && Node.isVariableDeclarationList(declared) ? declared.getDeclarations()[0] : undefined;
    const start = declaration?.getInitializer();
    const condition = loop.getCondition();
    const step = loop.getIncrementor()?.getText() ?? '';
    if (!declaration || !start || !condition || !Node.isBinaryExpression(condition) || condition.getLeft().getText() !== declaration.getName())
      return undefined;
    const [from, to] = [this.constants.read(start), this.constants.read(condition.getRight())];
    if (from.kind !== 'known' || to.kind !== 'known' || typeof from.value !== 'number' || typeof to.value !== 'number') return undefined;
    const operator = condition.getOperatorToken().getText();
    const up = /\+\+|\+=\s*1$/.test(step) && /^<=?$/.test(operator);
    const down = /--|-=\s*1$/.test(step) && /^>=?$/.test(operator);
    if (!up && !down) return undefined;
    const distance = (up ? to.value - from.value : from.value - to.value) + (operator.endsWith('=') ? 1 : 0);
    return distance <= maximumLoop ? Math.max(0, Math.ceil(distance)) : undefined;
  }
}

interface Layer {
  readonly kind: string;
  readonly entries: ReadonlyMap<string, Value>;
}

const settingsOf = (layer: Layer): LayerSettings => ({
  kind: layer.kind,
  numbers: (name) => numbersOf(layer.entries.get(name)),
  text: (name) => {
    const value = layer.entries.get(name);
    return value?.kind === 'known' && typeof value.value === 'string' ? value.value : undefined;
  },
  flag: (name) => {
    const value = layer.entries.get(name);
    return value?.kind === 'known' && typeof value.value === 'boolean' ? value.value : undefined;
  },
});

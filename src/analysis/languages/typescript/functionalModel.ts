// A functional tfjs model, `tf.model({ inputs, outputs })`: the layers that are applied between its inputs and its outputs.
import { Node, type CallExpression } from 'ts-morph';
import type { ConstantReader } from './constants';
import { readLayer, shapeOf } from './layerCalls';
import { joinedShape, sizeOfLayer, type Shape } from './layerSizes';

export interface FunctionalModel {
  /** absent where a layer or a shape is not known */
  readonly parameters?: number;
  /** forward, one sample; absent where a side is not known */
  readonly flops?: number;
  /** shape of one sample, of a model with one input */
  readonly input?: Shape;
  /** it continues another model's tensors (`base.outputs`, `layer.output`), so its own layers are not all there is */
  readonly extendsOther: boolean;
}

/** Applications that are followed from an output back to the inputs; deeper models are left uncounted. */
const maximumDepth = 400;
/** Reads the graph behind a call of `tf.model`. Never throws; what isn't plain is left out. */
export function readFunctionalModel(call: CallExpression, constants: ConstantReader): FunctionalModel {
  const options = call.getArguments()[0];
  const output = options && Node.isObjectLiteralExpression(options) ? propertyOf(options, 'outputs') : undefined;
  const inputs = options && Node.isObjectLiteralExpression(options) ? propertyOf(options, 'inputs') : undefined;
  if (!output || !inputs) return { extendsOther: false };
  const graph = new GraphReader(constants);
  const shape = graph.shape(output, 0);
  const input = graph.inputShapes.length === 1 ? graph.inputShapes[0] : undefined;
  return {
    extendsOther: graph.leavesTheProgram,
    ...(input && { input }),
    ...(shape && !graph.leavesTheProgram && graph.parameters > 0 && { parameters: graph.parameters, ...(graph.flops > 0 && { flops: graph.flops }) }),
  };
}

function propertyOf(object: Node, name: string): Node | undefined {
  if (!Node.isObjectLiteralExpression(object)) return undefined;
  const property = object.getProperty(name);
  if (property && Node.isPropertyAssignment(property)) return property.getInitializer();
  return property && Node.isShorthandPropertyAssignment(property) ? property.getNameNode() : undefined;
}

class GraphReader {
  parameters = 0;
  flops = 0;
  leavesTheProgram = false;
  readonly inputShapes: Shape[] = [];
  private readonly shapes = new Map<Node, Shape | undefined>();
  private readonly counted = new Set<Node>();

  constructor(private readonly constants: ConstantReader) {}

  /** The shape that an expression's tensor has; undefined where it or anything before it is not known. */
  shape(expression: Node, depth: number): Shape | undefined {
    if (depth > maximumDepth) return undefined;
    if (
      Node.isAsExpression(expression) ||
      Node.isParenthesizedExpression(expression) ||
      Node.isNonNullExpression(expression) ||
      Node.isTypeAssertion(expression)
    )
      return this.shape(expression.getExpression(), depth);
    if (Node.isArrayLiteralExpression(expression)) {
      const shapes = expression.getElements().map((element) => this.shape(element, depth + 1));
      return shapes.every((shape) => shape !== undefined) ? shapes[0] : undefined;
    }
    if (Node.isIdentifier(expression)) {
      const value = valueAt(expression);
      return value && this.shape(value, depth + 1);
    }
    if (Node.isPropertyAccessExpression(expression) || Node.isElementAccessExpression(expression)) {
      // `base.outputs[0]`, `layer.output`: a tensor of a model that stands elsewhere
      if (/\.(output|outputs|inputs|input)(\[\d+\])?$/.test(expression.getText())) this.leavesTheProgram = true;
      return undefined;
    }
    if (!Node.isCallExpression(expression)) return undefined;
    if (!this.shapes.has(expression)) this.shapes.set(expression, this.applied(expression, depth));
    return this.shapes.get(expression);
  }

  private applied(call: CallExpression, depth: number): Shape | undefined {
    const callee = call.getExpression();
    if (/(^|\.)input$/.test(callee.getText())) return this.input(call);
    if (!Node.isPropertyAccessExpression(callee) || callee.getName() !== 'apply') return undefined;
    const argument = call.getArguments()[0];
    const layerCall = argument && layerCallOf(callee.getExpression());
    const layer = layerCall && readLayer(layerCall, this.constants);
    if (!argument) return undefined;
    const list = valueOf(argument);
    const tensors = list && Node.isArrayLiteralExpression(list) ? list.getElements() : [argument];
    const shapes = tensors.map((tensor) => this.shape(tensor, depth + 1));
    if (!layer || !layerCall || shapes.some((shape) => shape === undefined)) return undefined;
    const known = shapes as Shape[];
    if (known.length > 1 || layer.kind === 'concatenate') return joinedShape(layer, known);
    const size = sizeOfLayer(layer, known[0]!);
    if (!size) return undefined;
    // A layer that is applied twice has its weights once.
    if (!this.counted.has(layerCall)) this.parameters += size.parameters;
    this.counted.add(layerCall);
    this.flops += size.flops;
    return size.output;
  }

  private input(call: CallExpression): Shape | undefined {
    const options = call.getArguments()[0];
    const value = options && this.constants.read(options);
    if (value?.kind !== 'mapping') return undefined;
    const shape = shapeOf(value.entries.get('shape')) ?? shapeOf(value.entries.get('batchShape'))?.slice(1);
    if (shape) this.inputShapes.push(shape);
    return shape;
  }
}

/** The call that made a layer, through the name that holds it. */
function layerCallOf(expression: Node): CallExpression | undefined {
  const value = valueOf(expression);
  return value && Node.isCallExpression(value) ? value : undefined;
}

const valueOf = (expression: Node): Node | undefined => (Node.isIdentifier(expression) ? valueAt(expression) : expression);

/** What a name holds where it is used: its last plain assignment before that place; undefined when a branch or a loop may have decided. */
function valueAt(name: Node): Node | undefined {
  if (!Node.isIdentifier(name)) return undefined;
  const parent = name.getParent();
  const symbol = Node.isShorthandPropertyAssignment(parent) ? parent.getValueSymbol() : name.getSymbol();
  const declaration = symbol?.getDeclarations()[0];
  if (!declaration || !Node.isVariableDeclaration(declaration)) return undefined;
  const scope = declaration.getFirstAncestor((ancestor) => Node.isBlock(ancestor) || Node.isSourceFile(ancestor));
  const assignments = (scope?.getDescendants() ?? []).filter(
    (node) =>
      Node.isBinaryExpression(node) &&
      node.getOperatorToken().getText() === '=' &&
      node.getLeft().getText() === name.getText() &&
      node.getPos() < name.getPos() &&
      !node.containsRange(name.getPos(), name.getEnd()),
  );
  const last = assignments.at(-1);
  if (last && last.getFirstAncestor((ancestor) => Node.isBlock(ancestor) || Node.isSourceFile(ancestor)) !== scope) return undefined;
  return last && Node.isBinaryExpression(last) ? last.getRight() : declaration.getInitializer();
}

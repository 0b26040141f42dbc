// A layer as a script makes it: `tf.layers.dense({ units: 10 })`, directly or through a name.
import { Node } from 'ts-morph';
import type { Value } from '../../evaluate/values';
import type { ConstantReader } from './constants';
import type { Layer, Shape } from './layerSizes';

const layerCall = /(^|\.)layers\.(\w+)$/;

/** A number or a list of numbers as a shape; entries that are not known stay open. */
export const shapeOf = (value: Value | undefined): Shape | undefined => {
  if (!value) return undefined;
  if (value.kind === 'sequence') return value.items.map((item) => (item.kind === 'known' && typeof item.value === 'number' ? item.value : undefined));
  return [value.kind === 'known' && typeof value.value === 'number' ? value.value : undefined];
};

/** A layer that an expression makes, directly or through a name; undefined where its options are not plain. */
export function readLayer(expression: Node, constants: ConstantReader): Layer | undefined {
  let node: Node | undefined = expression;
  for (let turn = 0; node && Node.isIdentifier(node) && turn < 4; turn++) {
    const declaration = node.getSymbol()?.getDeclarations()[0] as Node | undefined;
    node = declaration && Node.isVariableDeclaration(declaration) ? declaration.getInitializer() : undefined;
  }
  if (!node || !Node.isCallExpression(node)) return undefined;
  const kind = layerCall.exec(node.getExpression().getText())?.[2];
  if (!kind) return undefined;
  const options = node.getArguments()[0];
  const value = options && constants.read(options);
  if (options && value?.kind !== 'mapping') return undefined;
  return { kind, entries: value?.kind === 'mapping' ? value.entries : new Map() };
}

// Names that a script writes to after their declaration, and that are no constants therefore.
import { Node, type VariableDeclaration } from 'ts-morph';

interface Assignments {
  readonly names: ReadonlySet<string>;
  /** the right-hand sides of plain `name = value` */
  readonly values: ReadonlyMap<string, readonly Node[]>;
}

/** What a file assigns to, found once a file. */
const assigned = new WeakMap<Node, Assignments>();

function assignmentsIn(file: Node): Assignments {
  const known = assigned.get(file);
  if (known) return known;
  const names = new Set<string>();
  const values = new Map<string, Node[]>();
  for (const node of file.getDescendants()) {
    if (!Node.isBinaryExpression(node) || !/^([-+*/]|\|\||\?\?)?=$/.test(node.getOperatorToken().getText())) continue;
    const name = node.getLeft().getText();
    names.add(name);
    values.set(name, [...(values.get(name) ?? []), node.getRight()]);
  }
  const found: Assignments = { names, values };
  assigned.set(file, found);
  return found;
}

/** Whether a name is written to after its declaration. */
export function isReassigned(name: Node): boolean {
  if (!Node.isIdentifier(name)) return false;
  const list = name.getFirstAncestor((ancestor) => Node.isVariableDeclarationList(ancestor));
  if (list && Node.isVariableDeclarationList(list) && list.getDeclarationKind() === 'const') return false;
  return assignmentsIn(name.getSourceFile()).names.has(name.getText());
}

/** The one value that a name declared empty (`let epochs;`) is given; undefined when it is given several. */
export function onlyValueOf(declaration: VariableDeclaration): Node | undefined {
  if (declaration.getInitializer()) return undefined;
  const values = assignmentsIn(declaration.getSourceFile()).values.get(declaration.getName()) ?? [];
  return values.length === 1 ? values[0] : undefined;
}

/** The value of a class's field (`Trainer.BATCH_SIZE`, `this.batchSize`) that its file writes nowhere else, or that its constructor alone writes. */
export function classConstant(access: Node): Node | undefined {
  if (!Node.isPropertyAccessExpression(access)) return undefined;
  const given = access.getExpression().getText() === 'this' ? (assignmentsIn(access.getSourceFile()).values.get(access.getText()) ?? []) : [];
  if (given.length === 1 && given[0]!.getFirstAncestor((ancestor) => Node.isConstructorDeclaration(ancestor))) return given[0];
  const field = access.getNameNode().getSymbol()?.getDeclarations()[0];
  if (!field || !Node.isPropertyDeclaration(field)) return undefined;
  const { names } = assignmentsIn(field.getSourceFile());
  return names.has(access.getText()) || names.has(`this.${field.getName()}`) ? undefined : field.getInitializer();
}

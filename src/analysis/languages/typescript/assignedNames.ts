// Names that a script writes to after their declaration, and that are no constants therefore.
import { Node } from 'ts-morph';

/** Names that a file assigns to, found once a file. */
const assigned = new WeakMap<Node, ReadonlySet<string>>();

/** Whether a name is written to after its declaration. */
export function isReassigned(name: Node): boolean {
  if (!Node.isIdentifier(name)) return false;
  const list = name.getFirstAncestor((ancestor) => Node.isVariableDeclarationList(ancestor));
  if (list && Node.isVariableDeclarationList(list) && list.getDeclarationKind() === 'const') return false;
  const file = name.getSourceFile();
  let names = assigned.get(file);
  if (!names) {
    names = new Set(
      file
        .getDescendants()
        .flatMap((node) =>
          Node.isBinaryExpression(node) && /^([-+*/]|\|\||\?\?)?=$/.test(node.getOperatorToken().getText()) ? [node.getLeft().getText()] : [],
        ),
    );
    assigned.set(file, names);
  }
  return names.has(name.getText());
}

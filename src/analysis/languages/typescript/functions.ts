// Which function of the workspace a call calls, and what it returns.
import { Node, type CallExpression } from 'ts-morph';

/** The function of the workspace that a call calls, where it is plain. */
export function functionOf(call: CallExpression): Node | undefined {
  const callee = call.getExpression();
  const name = Node.isPropertyAccessExpression(callee) ? callee.getNameNode() : callee;
  if (!Node.isIdentifier(name)) return undefined;
  const symbol = name.getSymbol();
  const declaration = (symbol?.getAliasedSymbol() ?? symbol)?.getDeclarations()[0];
  return declaration && functionNode(declaration);
}

/** The function that a declaration declares, also through `const f = async () => ...` and `useCallback(() => ...)`. */
export function functionNode(declaration: Node): Node | undefined {
  if (
    Node.isFunctionDeclaration(declaration) ||
    Node.isMethodDeclaration(declaration) ||
    Node.isArrowFunction(declaration) ||
    Node.isFunctionExpression(declaration)
  )
    return declaration;
  if (Node.isExportAssignment(declaration)) return functionNode(declaration.getExpression());
  // `exports.train = async (args) => ...`
  const assignment = Node.isPropertyAccessExpression(declaration) ? declaration.getParent() : declaration;
  if (Node.isBinaryExpression(assignment) && assignment.getOperatorToken().getText() === '=') return functionNode(assignment.getRight());
  if (Node.isVariableDeclaration(declaration) || Node.isPropertyAssignment(declaration) || Node.isPropertyDeclaration(declaration)) {
    const initializer = declaration.getInitializer();
    if (initializer && (Node.isArrowFunction(initializer) || Node.isFunctionExpression(initializer))) return initializer;
    const wrapped = initializer && Node.isCallExpression(initializer) ? initializer.getArguments()[0] : undefined;
    if (wrapped && (Node.isArrowFunction(wrapped) || Node.isFunctionExpression(wrapped))) return wrapped;
  }
  return undefined;
}

/** What a function returns, where it returns in one place. */
export function returnedExpression(owner: Node | undefined): Node | undefined {
  if (!owner) return undefined;
  if (Node.isArrowFunction(owner) && !Node.isBlock(owner.getBody())) return owner.getBody();
  const returns = owner
    .getDescendants()
    .filter((node) => Node.isReturnStatement(node) && node.getFirstAncestor((ancestor) => functionNode(ancestor) === ancestor) === owner);
  const only = returns.length === 1 ? returns[0] : undefined;
  return only && Node.isReturnStatement(only) ? only.getExpression() : undefined;
}

// Which names of a TypeScript program hold the same model: assignments, calls, returns, React state and option objects are followed both ways.
import { Node, type CallExpression, type Project } from 'ts-morph';
import type { CallSites } from './callSites';
import { functionNode, functionOf } from './functions';

/** Sets of expressions and declarations that flow into one another. Order and branches are left out: names that ever share a model share it. */
export class ModelFlow implements CallSites {
  private readonly parents = new Map<Node, Node>();
  private readonly calls = new Map<Node, CallExpression[]>();
  private readonly collected: Node[] = [];

  constructor(project: Project) {
    for (const file of project.getSourceFiles()) {
      for (const node of file.getDescendants()) {
        if (Node.isCallExpression(node) || Node.isNewExpression(node) || Node.isBinaryExpression(node)) this.collected.push(node);
        if (Node.isCallExpression(node)) this.addCall(node);
        else if (Node.isVariableDeclaration(node)) this.addDeclaration(node.getNameNode(), node.getInitializer());
        else if (Node.isBinaryExpression(node) && node.getOperatorToken().getText() === '=') this.join(node.getLeft(), node.getRight());
        else if (Node.isReturnStatement(node)) this.addReturn(node);
        else if (Node.isArrowFunction(node) && !Node.isBlock(node.getBody())) this.join(node, node.getBody());
      }
    }
  }

  of(declaration: Node): readonly CallExpression[] {
    return this.calls.get(declaration) ?? [];
  }

  /** Whether two expressions can hold the same object. */
  same(left: Node, right: Node): boolean {
    const [a, b] = [this.key(left), this.key(right)];
    return a !== undefined && b !== undefined && this.find(a) === this.find(b);
  }

  /** The calls, creations and binary expressions of the project that satisfy `test`, file by file in order. */
  *nodes<T extends Node>(test: (node: Node) => node is T): Iterable<T> {
    for (const node of this.collected) if (test(node)) yield node;
  }

  private find(node: Node): Node {
    let root = node;
    for (let parent = this.parents.get(root); parent && parent !== root; parent = this.parents.get(root)) root = parent;
    this.parents.set(node, root);
    return root;
  }

  join(left: Node, right: Node | undefined): void {
    const a = this.key(left);
    const b = right && this.key(right);
    if (a && b) this.parents.set(this.find(a), this.find(b));
  }

  /** The node that stands for an expression: a name's declaration, a call's function for what it returns, `this.model`'s property. */
  private key(node: Node): Node | undefined {
    if (Node.isAwaitExpression(node) || Node.isParenthesizedExpression(node) || Node.isAsExpression(node) || Node.isNonNullExpression(node))
      return this.key(node.getExpression());
    if (Node.isIdentifier(node)) {
      const symbol = Node.isShorthandPropertyAssignment(node.getParent())
        ? (node.getParent() as { getValueSymbol?(): ReturnType<typeof node.getSymbol> }).getValueSymbol?.()
        : node.getSymbol();
      // a name that nothing declares is a global of its file
      return symbol ? (symbol.getAliasedSymbol() ?? symbol).getDeclarations()[0] : this.property(node);
    }
    if (Node.isPropertyAccessExpression(node)) {
      const declaration = node.getNameNode().getSymbol()?.getDeclarations()[0];
      if (declaration && Node.isShorthandPropertyAssignment(declaration)) return declaration.getValueSymbol()?.getDeclarations()[0];
      if (declaration && Node.isPropertyAssignment(declaration) && Node.isIdentifier(declaration.getInitializer()))
        return this.key(declaration.getInitializer()!);
      if (declaration) return declaration;
      // an undeclared property of `this` (JavaScript) is known by its name within the file
      return node.getExpression().getText() === 'this' ? this.property(node) : undefined;
    }
    if (Node.isCallExpression(node)) return functionOf(node) ?? node;
    return functionNode(node) === node ||
      Node.isNewExpression(node) ||
      Node.isBindingElement(node) ||
      Node.isParameterDeclaration(node) ||
      Node.isVariableDeclaration(node)
      ? node
      : undefined;
  }

  private readonly properties = new Map<string, Node>();
  private property(node: Node): Node {
    const name = `${node.getSourceFile().getFilePath()}:${node.getText()}`;
    const first = this.properties.get(name);
    if (first) return first;
    this.properties.set(name, node);
    return node;
  }

  private addDeclaration(name: Node, initializer: Node | undefined): void {
    if (Node.isIdentifier(name)) {
      this.join(name, initializer);
      return;
    }
    if (
      Node.isArrayBindingPattern(name) &&
      initializer &&
      Node.isCallExpression(initializer) &&
      /(^|\.)useState$/.test(initializer.getExpression().getText())
    ) {
      const [state, setter] = name.getElements();
      const argument = initializer.getArguments()[0];
      if (!state || !Node.isBindingElement(state)) return;
      if (argument) this.join(state, Node.isArrowFunction(argument) && !Node.isBlock(argument.getBody()) ? argument.getBody() : argument);
      if (setter && Node.isBindingElement(setter)) this.setters.set(setter, state);
      return;
    }
    if (Node.isObjectBindingPattern(name) && initializer) {
      // `const { model } = await build()`: the object that build returns has the property
      const source = Node.isAwaitExpression(initializer) ? initializer.getExpression() : initializer;
      const owner = Node.isCallExpression(source) ? functionOf(source) : undefined;
      for (const element of name.getElements()) {
        const property = element.getPropertyNameNode()?.getText() ?? element.getName();
        if (owner) this.joinReturnedProperty(owner, property, element);
      }
    }
  }

  private readonly setters = new Map<Node, Node>();

  private joinReturnedProperty(owner: Node, property: string, element: Node): void {
    for (const node of owner.getDescendants()) {
      const returned = Node.isReturnStatement(node) ? node.getExpression() : undefined;
      if (returned && Node.isObjectLiteralExpression(returned)) this.joinProperty(returned, property, element);
    }
  }

  private joinProperty(object: Node, property: string, element: Node): void {
    if (!Node.isObjectLiteralExpression(object)) return;
    const found = object.getProperty(property);
    if (found && Node.isPropertyAssignment(found)) this.join(element, found.getInitializer());
    else if (found && Node.isShorthandPropertyAssignment(found)) this.join(element, found.getNameNode());
  }

  private addReturn(node: Node): void {
    if (!Node.isReturnStatement(node)) return;
    const owner = node.getFirstAncestor((ancestor) => functionNode(ancestor) === ancestor);
    const returned = node.getExpression();
    if (owner && returned) this.join(owner, returned);
  }

  private addCall(call: CallExpression): void {
    const callee = call.getExpression();
    if (Node.isIdentifier(callee)) {
      const declaration = callee.getSymbol()?.getDeclarations()[0];
      const state = declaration && this.setters.get(declaration);
      if (state && call.getArguments()[0]) this.join(state, call.getArguments()[0]);
    }
    const owner = functionOf(call);
    if (!owner || !('getParameters' in owner)) return;
    const known = this.calls.get(owner);
    if (known) known.push(call);
    else this.calls.set(owner, [call]);
    const parameters = (owner as unknown as { getParameters(): Node[] }).getParameters();
    for (const [index, argument] of call.getArguments().entries()) {
      const parameter = parameters[index];
      if (!parameter || !Node.isParameterDeclaration(parameter)) continue;
      const name = parameter.getNameNode();
      if (Node.isObjectBindingPattern(name))
        for (const element of name.getElements()) this.joinProperty(argument, element.getPropertyNameNode()?.getText() ?? element.getName(), element);
      else this.join(parameter, argument);
    }
  }
}

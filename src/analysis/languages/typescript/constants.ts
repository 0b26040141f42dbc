// What an expression of a TypeScript program is worth: literals, constants, parameters' defaults and call sites, option objects, imports.
import {
  Node,
  type BindingElement,
  type CallExpression,
  type Expression,
  type Identifier,
  type ParameterDeclaration,
  type Symbol as MorphSymbol,
} from 'ts-morph';
import type { Origin, Span } from '../../../model/source';
import type { Mapping, Value } from '../../evaluate/values';
import { combined, numberCall, signed } from './arithmetic';
import { classConstant, isReassigned, onlyValueOf } from './assignedNames';
import { passedTo, type CallSites } from './callSites';
import { commandLineOption } from './commandLineOptions';
import { functionOf, returnedExpression } from './functions';
import { known, spanOfNode, unknown } from './nodeValues';

/** Steps from an expression to what it stands for; a program can define names in circles. */
const maximumSteps = 40;

/** Reads expressions of one project. Values keep the span of the literal that decides them. */
export class ConstantReader {
  private steps = 0;

  constructor(private readonly callSites: CallSites) {}

  /** The value of an expression; undetermined ones say why. Never throws. */
  read(expression: Node, origin: Origin = 'literal'): Value {
    if (++this.steps > maximumSteps) {
      this.steps--;
      return unknown(expression, 'gave-up');
    }
    const value = this.evaluate(expression, origin);
    this.steps--;
    return value;
  }

  private evaluate(node: Node, origin: Origin): Value {
    if (Node.isNumericLiteral(node)) return known(node.getLiteralValue(), node, origin);
    if (Node.isStringLiteral(node) || Node.isNoSubstitutionTemplateLiteral(node)) return known(node.getLiteralValue(), node, origin);
    if (Node.isTrueLiteral(node)) return known(true, node, origin);
    if (Node.isFalseLiteral(node)) return known(false, node, origin);
    if (Node.isNullLiteral(node)) return known(null, node, origin);
    if (
      Node.isParenthesizedExpression(node) ||
      Node.isAsExpression(node) ||
      Node.isNonNullExpression(node) ||
      Node.isSatisfiesExpression(node) ||
      Node.isAwaitExpression(node) ||
      Node.isTypeAssertion(node)
    )
      return this.read(node.getExpression(), origin);
    if (Node.isPrefixUnaryExpression(node)) return signed(node.getText(), this.read(node.getOperand(), origin), node);
    if (Node.isBinaryExpression(node)) return this.binary(node.getLeft(), node.getOperatorToken().getText(), node.getRight(), node, origin);
    if (Node.isConditionalExpression(node)) return this.conditional(node.getCondition(), node.getWhenTrue(), node.getWhenFalse(), node, origin);
    if (Node.isObjectLiteralExpression(node)) return this.object(node, origin);
    if (Node.isArrayLiteralExpression(node)) {
      const elements = node.getElements();
      return {
        kind: 'sequence',
        items: elements.map((element) => this.read(element, origin)),
        complete: !elements.some((element) => Node.isSpreadElement(element)),
        origin,
        span: spanOfNode(node),
      };
    }
    if (Node.isPropertyAccessExpression(node)) return this.property(node.getExpression(), node.getName(), node, origin);
    if (Node.isElementAccessExpression(node)) return this.element(node, origin);
    if (Node.isIdentifier(node)) return this.identifier(node, origin);
    if (Node.isCallExpression(node)) return this.call(node, origin);
    return unknown(node);
  }

  private binary(left: Expression, operator: string, right: Expression, node: Node, origin: Origin): Value {
    const a = this.read(left, origin);
    if (operator === '||' || operator === '??') {
      if (a.kind === 'known') return a.value === null || (operator === '||' && !a.value) ? this.read(right, origin) : a;
      // an option that nobody passed falls back to the right-hand side, its default
      return a.kind === 'unknown' && a.reason === 'required-argument' ? this.read(right, 'argument-default') : a;
    }
    const b = this.read(right, origin);
    if (a.kind !== 'known' || b.kind !== 'known') return unknown(node);
    return combined(a, operator, b, node);
  }

  private conditional(condition: Node, whenTrue: Expression, whenFalse: Expression, node: Node, origin: Origin): Value {
    const test = this.read(condition, origin);
    if (test.kind === 'known') return this.read(test.value ? whenTrue : whenFalse, origin);
    const [a, b] = [this.read(whenTrue, origin), this.read(whenFalse, origin)];
    return a.kind === 'known' && b.kind === 'known' && a.value === b.value ? a : { kind: 'choice', options: [a, b], origin, span: spanOfNode(node) };
  }

  private object(node: Node, origin: Origin): Mapping {
    const entries = new Map<string, Value>();
    const keySpans = new Map<string, Span>();
    let complete = true;
    if (Node.isObjectLiteralExpression(node)) {
      for (const property of node.getProperties()) {
        if (Node.isPropertyAssignment(property)) {
          const initializer = property.getInitializer();
          const name = property.getName().replace(/^['"]|['"]$/g, '');
          if (initializer) entries.set(name, this.read(initializer, origin));
          keySpans.set(name, spanOfNode(property.getNameNode()));
        } else if (Node.isShorthandPropertyAssignment(property)) {
          entries.set(property.getName(), this.shorthand(property.getNameNode(), property.getValueSymbol(), origin));
          keySpans.set(property.getName(), spanOfNode(property.getNameNode()));
        } else if (Node.isSpreadAssignment(property)) {
          const spread = this.read(property.getExpression(), origin);
          if (spread.kind === 'mapping') for (const [name, value] of spread.entries) entries.set(name, value);
          if (spread.kind !== 'mapping' || !spread.complete) complete = false;
        }
      }
    }
    return { kind: 'mapping', entries, keySpans, complete, origin, span: spanOfNode(node) };
  }

  private shorthand(name: Identifier, symbol: MorphSymbol | undefined, origin: Origin): Value {
    return symbol ? this.declared(symbol, name, origin) : unknown(name);
  }

  private property(target: Expression, name: string, node: Node, origin: Origin): Value {
    if (Node.isIdentifier(target)) {
      const option = this.option(target, name);
      if (option) return option;
    }
    const constant = classConstant(node);
    if (constant) return this.read(constant, origin);
    const value = this.read(target, origin);
    if (value.kind === 'mapping') return value.entries.get(name) ?? (value.complete ? unknown(node, 'required-argument') : unknown(node));
    if (name === 'length') {
      if (value.kind === 'sequence' && value.complete)
        return { kind: 'known', value: value.items.length, origin: 'derived', span: spanOfNode(node), inputs: [value] };
      if (value.kind === 'known' && typeof value.value === 'string')
        return { kind: 'known', value: value.value.length, origin: 'derived', span: value.span ?? spanOfNode(node), inputs: [value] };
    }
    return unknown(node);
  }

  /** An option of the command line that `target` holds, or that every caller hands over under that name. */
  private option(target: Identifier, name: string): Value | undefined {
    const declaration = target.getSymbol()?.getDeclarations()[0];
    if (!declaration || !Node.isParameterDeclaration(declaration)) return commandLineOption(target, name, (part) => this.read(part));
    const passed = passedTo(declaration, this.callSites, (argument) =>
      argument && Node.isIdentifier(argument) ? (commandLineOption(argument, name, (part) => this.read(part)) ?? unknown(argument)) : unknown(target),
    );
    return passed && passed.origin === 'argument-default' ? passed : undefined;
  }

  private element(node: Node, origin: Origin): Value {
    if (!Node.isElementAccessExpression(node)) return unknown(node);
    const target = this.read(node.getExpression(), origin);
    const argument = node.getArgumentExpression();
    const index = argument ? this.read(argument, origin) : undefined;
    if (index?.kind !== 'known') return unknown(node);
    if (target.kind === 'sequence' && typeof index.value === 'number') return target.items[index.value] ?? unknown(node);
    return target.kind === 'mapping' ? (target.entries.get(String(index.value)) ?? unknown(node)) : unknown(node);
  }

  private identifier(node: Identifier, origin: Origin): Value {
    if (node.getText() === 'undefined') return unknown(node, 'required-argument');
    const symbol = node.getSymbol();
    return symbol ? this.declared(symbol, node, origin) : unknown(node, 'outside-workspace');
  }

  private declared(symbol: MorphSymbol, at: Node, origin: Origin): Value {
    const target = symbol.getAliasedSymbol() ?? symbol;
    const declaration = target.getDeclarations()[0];
    if (!declaration) return unknown(at, 'outside-workspace');
    const from = declaration.getSourceFile() === at.getSourceFile() || origin !== 'literal' ? origin : 'config';
    if (Node.isVariableDeclaration(declaration)) {
      const only = onlyValueOf(declaration);
      if (only) return this.read(only, from);
      if (isReassigned(declaration.getNameNode())) return unknown(at);
      const loop = declaration.getFirstAncestor((ancestor) => Node.isForOfStatement(ancestor));
      if (loop && Node.isForOfStatement(loop) && loop.getInitializer() === declaration.getParent())
        return this.onlyElement(this.read(loop.getExpression(), from), at);
      const initializer = declaration.getInitializer();
      return initializer ? this.read(initializer, from) : unknown(at);
    }
    if (Node.isBindingElement(declaration)) return this.bound(declaration, at, from);
    if (Node.isParameterDeclaration(declaration)) return this.parameter(declaration, at, from);
    if (Node.isShorthandPropertyAssignment(declaration)) return this.shorthand(declaration.getNameNode(), declaration.getValueSymbol(), from);
    if (Node.isEnumMember(declaration)) return known(declaration.getValue() ?? null, declaration, from);
    if (Node.isPropertyAssignment(declaration) || Node.isPropertyDeclaration(declaration)) {
      const initializer = declaration.getInitializer();
      return initializer ? this.read(initializer, from) : unknown(at);
    }
    if (Node.isExportAssignment(declaration)) return this.read(declaration.getExpression(), from);
    return unknown(at, Node.isImportSpecifier(declaration) || Node.isImportClause(declaration) ? 'outside-workspace' : 'run-time');
  }

  /** A loop over a list of one configuration is that configuration. */
  private onlyElement(value: Value, at: Node): Value {
    return value.kind === 'sequence' && value.complete && value.items.length === 1 ? value.items[0]! : unknown(at);
  }

  /** `const { epochs = 25 } = options`, `({ epochs = 25 }) => ...`, `const [rate, setRate] = useState(0.03)`. */
  private bound(declaration: BindingElement, at: Node, origin: Origin): Value {
    const pattern = declaration.getParent();
    const holder = pattern.getParent();
    const fallback = declaration.getInitializer();
    const orDefault = (value: Value): Value =>
      value.kind === 'unknown' && fallback && value.reason !== 'run-time' ? this.read(fallback, 'argument-default') : value;
    if (Node.isArrayBindingPattern(pattern)) {
      if (!Node.isVariableDeclaration(holder)) return unknown(at);
      const initializer = holder.getInitializer();
      const index = pattern.getElements().indexOf(declaration);
      if (initializer && Node.isCallExpression(initializer) && /(^|\.)useState$/.test(initializer.getExpression().getText()) && index === 0) {
        const argument = initializer.getArguments()[0];
        return argument && !Node.isArrowFunction(argument) ? this.read(argument, 'argument-default') : unknown(at);
      }
      const value = initializer ? this.read(initializer, origin) : unknown(at);
      return value.kind === 'sequence' ? (value.items[index] ?? unknown(at)) : unknown(at);
    }
    const name = declaration.getPropertyNameNode()?.getText() ?? declaration.getName();
    if (Node.isVariableDeclaration(holder)) {
      const loop = holder.getFirstAncestor((ancestor) => Node.isForOfStatement(ancestor));
      const initializer = holder.getInitializer();
      const source =
        loop && Node.isForOfStatement(loop) && loop.getInitializer() === holder.getParent()
          ? this.onlyElement(this.read(loop.getExpression(), origin), at)
          : initializer
            ? this.read(initializer, origin)
            : unknown(at);
      if (source.kind === 'mapping') return source.entries.get(name) ?? orDefault(unknown(at, source.complete ? 'required-argument' : 'run-time'));
      return unknown(at);
    }
    if (Node.isParameterDeclaration(holder)) {
      const passed = passedTo(holder, this.callSites, (argument) => {
        if (!argument) return unknown(at, 'required-argument');
        const value = this.read(argument, origin);
        return value.kind === 'mapping' ? (value.entries.get(name) ?? unknown(at, value.complete ? 'required-argument' : 'run-time')) : unknown(at);
      });
      if (passed) return orDefault(passed);
      return fallback ? this.read(fallback, 'argument-default') : unknown(at, 'required-argument');
    }
    return unknown(at);
  }

  private parameter(declaration: ParameterDeclaration, at: Node, origin: Origin): Value {
    const fallback = declaration.getInitializer();
    const passed = passedTo(declaration, this.callSites, (argument) => (argument ? this.read(argument, origin) : unknown(at, 'required-argument')));
    if (passed && !(passed.kind === 'unknown' && passed.reason === 'required-argument')) return passed;
    return fallback ? this.read(fallback, 'argument-default') : unknown(at, 'required-argument');
  }

  private call(node: CallExpression, origin: Origin): Value {
    const name = node.getExpression().getText();
    const argument = node.getArguments()[0];
    const number = argument && numberCall(name);
    if (number) return number(this.read(argument, origin), node);
    if (/^Object\.freeze$/.test(name) && argument) return this.read(argument, origin);
    const returned = returnedExpression(functionOf(node));
    return returned ? this.read(returned, origin) : unknown(node);
  }
}

// Loops of a script: which ones stand around a call, and how often a counted one turns.
import { Node } from 'ts-morph';
import type { Fact } from '../../../model/run';
import type { Span } from '../../../model/source';
import type { ConstantReader } from './constants';
import { spanOfNode } from './nodeValues';

/** A loop that turns more often counts nothing that a script would build or train. */
const maximumTrips = 10_000_000;

const isLoop = (node: Node): boolean => Node.isForStatement(node) || Node.isForOfStatement(node) || Node.isWhileStatement(node) || Node.isDoStatement(node);
const loopsAround = (node: Node): Node[] => node.getAncestors().filter(isLoop);
export const outermostLoop = (node: Node): Node | undefined => loopsAround(node).pop();
export const innermostLoop = (node: Node): Node | undefined => loopsAround(node)[0];

/** Turns of `for (let i = A; i < B; i++)` and its downward form. */
export function tripsOf(loop: Node, constants: ConstantReader): number | undefined {
  if (!Node.isForStatement(loop)) return undefined;
  const declared = loop.getInitializer();
  const declaration = declared && Node.isVariableDeclarationList(declared) ? declared.getDeclarations()[0] : undefined;
  const start = declaration?.getInitializer();
  const condition = loop.getCondition();
  const step = loop.getIncrementor()?.getText() ?? '';
  if (!declaration || !start || !condition || !Node.isBinaryExpression(condition) || condition.getLeft().getText() !== declaration.getName()) return undefined;
  const [from, to] = [constants.read(start), constants.read(condition.getRight())];
  if (from.kind !== 'known' || to.kind !== 'known' || typeof from.value !== 'number' || typeof to.value !== 'number') return undefined;
  const operator = condition.getOperatorToken().getText();
  const up = /\+\+|\+=\s*1$/.test(step) && /^<=?$/.test(operator);
  const down = /--|-=\s*1$/.test(step) && /^>=?$/.test(operator);
  if (!up && !down) return undefined;
  const distance = (up ? to.value - from.value : from.value - to.value) + (operator.endsWith('=') ? 1 : 0);
  return distance <= maximumTrips ? Math.max(0, Math.ceil(distance)) : undefined;
}

/**
 * How often the loops of its own function run a call again: 1 outside loops and in a loop over a written list (of configurations),
 * undefined where a loop's turns are not known.
 */
export function turnsAround(call: Node, constants: ConstantReader): number | undefined {
  let turns = 1;
  for (const ancestor of call.getAncestors()) {
    if (Node.isFunctionLikeDeclaration(ancestor) || Node.isArrowFunction(ancestor) || Node.isFunctionExpression(ancestor)) break;
    if (!isLoop(ancestor) || (Node.isForOfStatement(ancestor) && constants.read(ancestor.getExpression()).kind === 'sequence')) continue;
    const trips = tripsOf(ancestor, constants);
    if (trips === undefined) return undefined;
    turns *= trips;
  }
  return turns;
}

/** The turns as a fact at the loop's condition; undefined where they are not counted. */
export function tripsFact(loop: Node, constants: ConstantReader): Fact<number> | undefined {
  const trips = tripsOf(loop, constants);
  const condition = Node.isForStatement(loop) ? loop.getCondition() : undefined;
  return trips === undefined || trips < 1 ? undefined : { value: trips, origin: 'derived', ...(condition && { span: spanOfNode(condition) }) };
}

/** The loop's first line: where a reader says that the training starts. */
export function headOf(loop: Node): Span {
  const head = spanOfNode(loop);
  const firstLine = loop.getText().split('\n')[0] ?? '';
  return { ...head, endLine: head.line, endColumn: head.column + firstLine.length };
}

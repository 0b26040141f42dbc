// Values that stand for a piece of a TypeScript program.
import type { Node } from 'ts-morph';
import type { Origin, Span } from '../../../model/source';
import type { Known, Value } from '../../evaluate/values';

/** Where a node stands: lines from one, columns from nought. */
export const spanOfNode = (node: Node): Span => {
  const file = node.getSourceFile();
  const from = file.getLineAndColumnAtPos(node.getStart());
  const to = file.getLineAndColumnAtPos(node.getEnd());
  return { path: file.getFilePath(), line: from.line, column: from.column - 1, endLine: to.line, endColumn: to.column - 1 };
};

/** What a node says outright. */
export const known = (value: Known['value'], node: Node, origin: Origin): Known => ({
  kind: 'known',
  value,
  origin,
  span: spanOfNode(node),
  text: node.getText(),
});
/** What a node leaves open, and why. */
export const unknown = (node: Node, reason: 'run-time' | 'required-argument' | 'outside-workspace' | 'gave-up' = 'run-time'): Value => ({
  kind: 'unknown',
  reason,
  origin: 'literal',
  span: spanOfNode(node),
  detail: node.getText().slice(0, 60),
});

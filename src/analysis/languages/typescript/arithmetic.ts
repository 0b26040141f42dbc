// What operators and conversions make of numbers that a TypeScript program states.
import type { Node } from 'ts-morph';
import type { Known, Value } from '../../evaluate/values';
import { spanOfNode, unknown } from './nodeValues';

/** `-x`, `+x`, `!x` */
export function signed(text: string, operand: Value, node: Node): Value {
  if (operand.kind !== 'known') return unknown(node);
  if (text.startsWith('-') && typeof operand.value === 'number') return { ...operand, value: -operand.value, text: node.getText(), span: spanOfNode(node) };
  if (text.startsWith('+') && operand.value !== null && Number.isFinite(Number(operand.value))) return { ...operand, value: Number(operand.value) };
  return text.startsWith('!') ? { ...operand, value: !operand.value } : unknown(node);
}

/** A sum, product, power ... of numbers, or texts put together. */
export function combined(a: Known, operator: string, b: Known, node: Node): Value {
  if (operator === '+' && (typeof a.value === 'string' || typeof b.value === 'string'))
    return { kind: 'known', value: `${String(a.value)}${String(b.value)}`, origin: 'derived', span: spanOfNode(node), inputs: [a, b] };
  if (typeof a.value !== 'number' || typeof b.value !== 'number') return unknown(node);
  const results: Readonly<Record<string, number>> = {
    '+': a.value + b.value,
    '-': a.value - b.value,
    '*': a.value * b.value,
    '/': a.value / b.value,
    '%': a.value % b.value,
    '**': a.value ** b.value,
  };
  const value = results[operator];
  return value !== undefined && Number.isFinite(value)
    ? { kind: 'known', value, origin: 'derived', span: spanOfNode(node), text: node.getText(), inputs: [a, b] }
    : unknown(node);
}

/** What a call of this name makes of a number: `parseInt`, `Number`, `Math.floor` ...; undefined for other calls. */
export function numberCall(name: string): ((value: Value, node: Node) => Value) | undefined {
  if (/^(parseInt|parseFloat|Number|Number\.parse(Int|Float))$/.test(name)) return converted;
  if (!/^Math\.(floor|ceil|round|trunc)$/.test(name)) return undefined;
  const round = Math[name.slice('Math.'.length) as 'floor'];
  return (value, node) =>
    value.kind === 'known' && typeof value.value === 'number' ? { ...value, value: round(value.value), origin: 'derived' } : unknown(node);
}

function converted(value: Value, node: Node): Value {
  if (value.kind !== 'known') return value;
  return value.value !== null && Number.isFinite(Number(value.value)) ? { ...value, value: Number(value.value) } : unknown(node);
}

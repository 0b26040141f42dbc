// F-strings, and strings written one after another.
import { decodeEscapes, parseString, stringParts } from '../literals';
import type { Expression } from '../syntax/expressions';
import { isExpression, readExpression } from './expressions';
import type { TreeReader } from './treeReader';

type FormatPart = string | { readonly value: Expression; readonly conversion?: string; readonly specification?: string };

export function formatParts(reader: TreeReader): FormatPart[] {
  const { start, end, raw } = stringParts(reader.slice);
  const base = reader.from;
  const parts: FormatPart[] = [];
  let position = base + start;
  const literal = (to: number): void => {
    const text = reader.text.slice(position, to).replace(/\{\{/g, '{').replace(/\}\}/g, '}');
    if (text) parts.push(raw ? text : decodeEscapes(text));
  };
  reader.children((name) => {
    if (name !== 'FormatReplacement') return;
    literal(reader.from);
    position = reader.to;
    let value: Expression | undefined;
    let conversion: string | undefined;
    let specification: string | undefined;
    reader.children((inner) => {
      if (inner === 'FormatSelfDoc' && value) {
        parts.push(`${reader.text.slice(value.from, value.to)}=`);
        conversion = 'r';
      } else if (inner === 'FormatConversion') conversion = reader.slice.slice(1);
      else if (inner === 'FormatSpec') specification = reader.slice.slice(1);
      else if (isExpression(inner) && !value) value = readExpression(reader);
    });
    parts.push({ value: value ?? { kind: 'opaque', from: reader.from, to: reader.to }, conversion, specification });
  });
  literal(base + end);
  return parts;
}

export function continuedString(reader: TreeReader): Expression | undefined {
  const { from, to } = reader;
  const parts: FormatPart[] = [];
  let known = true;
  reader.children((name) => {
    if (name === 'String') {
      const value = parseString(reader.slice);
      if (value === undefined) known = false;
      else parts.push(value);
    } else if (name === 'FormatString') parts.push(...formatParts(reader));
  });
  if (!known) return undefined;
  if (parts.every((part) => typeof part === 'string')) return { kind: 'constant', value: parts.join(''), from, to };
  return { kind: 'formatString', parts, from, to };
}

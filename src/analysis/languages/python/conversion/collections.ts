// Lezer's dictionaries and comprehensions to ours.
import type { ComprehensionClause, Expression } from '../syntax/expressions';
import { asOne, isExpression, readExpression } from './expressions';
import type { TreeReader } from './treeReader';

export function dictionary(reader: TreeReader): Expression {
  const entries: { key?: Expression; value: Expression }[] = [];
  let key: Expression | undefined;
  let colon = false;
  let spread = false;
  reader.children((name) => {
    if (name === ':') colon = true;
    else if (name === '**') spread = true;
    else if (name === ',') {
      key = undefined;
      colon = spread = false;
    } else if (isExpression(name)) {
      const value = readExpression(reader);
      if (spread) entries.push({ value });
      else if (colon && key) entries.push({ key, value });
      else key = value;
    }
  });
  return { kind: 'dictionary', entries, from: reader.from, to: reader.to };
}

export type ComprehensionType = 'list' | 'set' | 'dict' | 'generator';

export function comprehension(reader: TreeReader, type: ComprehensionType, start = reader.from): Expression | undefined {
  const heads: Expression[] = [];
  const clauses: ComprehensionClause[] = [];
  let targets: Expression[] = [];
  let commas = false;
  let state: 'head' | 'target' | 'iterable' | 'test' = 'head';
  reader.children((name) => {
    if (name === 'for') {
      state = 'target';
      targets = [];
      commas = false;
    } else if (name === 'in') state = 'iterable';
    else if (name === 'if') state = 'test';
    else if (name === ',' && state === 'target') commas = true;
    else if (isExpression(name)) {
      const value = readExpression(reader);
      if (state === 'head') heads.push(value);
      else if (state === 'target') targets.push(value);
      else if (state === 'iterable') {
        const target = asOne(targets, commas);
        if (target) clauses.push({ target, iterable: value });
      } else clauses.push({ test: value });
    }
  });
  const element = type === 'dict' ? heads[1] : heads[0];
  if (!element || clauses.length === 0) return undefined;
  return { kind: 'comprehension', type, key: type === 'dict' ? heads[0] : undefined, element, clauses, from: start, to: reader.to };
}

// Whether a condition holds, as far as the value says.
import { isElement } from '../trail';
import { type Value } from '../values';

/** @returns undefined where both are possible. */
export function truth(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'known':
      return typeof value.value === 'number' ? value.value !== 0 : Boolean(value.value);
    case 'sequence':
      // What only some rounds of a loop put into a list may not be in it.
      if (value.items.length > 0) return !value.complete && value.items.every(isElement) ? undefined : true;
      return value.complete && value.type !== 'generator' ? false : undefined;
    case 'mapping':
      return value.entries.size > 0 ? true : value.complete ? false : undefined;
    case 'reference':
      return true;
    case 'instance':
      return isObject(value) ? true : undefined;
    case 'choice': {
      const answers = new Set(value.options.map(truth));
      return answers.size === 1 ? [...answers][0] : undefined;
    }
    case 'unknown':
      return undefined;
  }
}

/** Whether an instance is surely an object made by a constructor (and so neither None nor empty), not whatever some function returned. */
export function isObject(value: Value): boolean {
  if (value.kind !== 'instance' || value.role) return false;
  if (value.classTarget) return true;
  const name = value.callee.slice(value.callee.lastIndexOf('.') + 1);
  return /^[A-Z]/.test(name) || name === 'from_pretrained' || name === 'create_model';
}

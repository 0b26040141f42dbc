// Scripts of any length: an example with helper functions behind it that a reader has to walk through as well.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../build/bundles';

export const example = (name: string): { readonly path: string; readonly text: string } => {
  const file = path.join(root, 'examples', name);
  return { path: file, text: readFileSync(file, 'utf8') };
};

/** @returns a training script of at least so many lines. */
export function longScript(lines: number): { readonly path: string; readonly text: string } {
  let { text } = example('trainer_imdb.py');
  const helper = (index: number): string =>
    `\n\ndef helper_${index}(values, scale=${index}):\n    total = 0\n    for value in values:\n        if value > scale:\n            total += value * scale\n    return {"total": total, "scale": scale}\n`;
  const needed = Math.ceil((lines - text.split('\n').length) / (helper(0).split('\n').length - 1));
  text += Array.from({ length: Math.max(0, needed) }, (_, index) => helper(index)).join('');
  return { path: path.join(root, 'examples', 'long.py'), text };
}

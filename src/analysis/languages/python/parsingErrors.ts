// Whether the parser stumbled anywhere in a text: a look through its tree that is much faster than walking the nodes.
import { parser } from '@lezer/python';
import { Tree, type TreeBuffer } from '@lezer/common';

/** In a buffer a node is its type, its ends and where its children end. */
const numbersPerNode = 4;
const errorType = parser.nodeSet.types.find((type) => type.isError)!.id;

export function hasErrors(root: Tree): boolean {
  const pending: (Tree | TreeBuffer)[] = [root];
  for (let part = pending.pop(); part; part = pending.pop()) {
    if (part instanceof Tree) {
      if (part.type.isError) return true;
      for (const child of part.children) pending.push(child);
    } else if (holdsError(part.buffer)) return true;
  }
  return false;
}

function holdsError(buffer: Uint16Array): boolean {
  for (let index = 0; index < buffer.length; index += numbersPerNode) if (buffer[index] === errorType) return true;
  return false;
}

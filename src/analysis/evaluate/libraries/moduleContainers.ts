// What PyTorch's container modules hold, by name or position: `self.transformer.wte`, `self.blocks[0]`.
import type { Instance, Value } from '../values';

/** The module under a name or position, where the container was made with modules that are known. */
export function containedModule(container: Instance, key: string): Value | undefined {
  if (!/^torch\.nn\.(ModuleDict|ModuleList|Sequential)$/.test(container.callee) || container.role) return undefined;
  const [first] = container.call.positional;
  const items =
    container.callee.endsWith('Sequential') && first?.kind !== 'sequence' ? container.call.positional : first?.kind === 'sequence' ? first.items : undefined;
  if (first?.kind === 'mapping') return first.entries.get(key);
  const position = /^-?\d+$/.test(key) ? Number(key) : undefined;
  return position === undefined ? undefined : items?.at(position);
}

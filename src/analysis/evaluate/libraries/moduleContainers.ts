// What PyTorch's container modules hold, by name or position: `self.transformer.wte`, `self.blocks[0]`, `for block in self.blocks`.
import { known, sequence, type Instance, type Value } from '../values';

/** Attribute that collects what `.append()` and its kin put into a container. */
export const addedModules = '\0added';

/** Attribute that keeps a module's buffer, which is no part of it that trains. */
export const bufferName = (name: string): string => `#buffer ${name}`;

/** The modules of a list or sequence in order, those that were appended last; undefined where some aren't known. */
export function listedModules(container: Instance): readonly Value[] | undefined {
  const isList = [container.callee, ...container.bases].some((name) => /^torch\.nn\.(ModuleList|Sequential|ParameterList)$/.test(name));
  if (!isList || container.role || container.receiver || !container.call.complete) return undefined;
  const [first] = container.call.positional;
  if (first?.kind === 'sequence' && !first.complete) return undefined;
  const given = first?.kind === 'sequence' ? first.items : container.call.positional;
  const added = container.attributes.get(addedModules);
  return added?.kind === 'sequence' ? [...given, ...added.items] : given;
}

/** What `.values()`, `.keys()` or `.items()` of a dictionary of modules gives in order, where the dictionary was made with modules that are known. */
export function listedEntries(call: Instance): readonly Value[] | undefined {
  const [, part] = /^torch\.nn\.ModuleDict\.(values|keys|items)$/.exec(call.callee) ?? [];
  const given = part && call.receiver?.kind === 'instance' ? call.receiver.call.positional[0] : undefined;
  if (given?.kind !== 'mapping' || !given.complete || call.role) return undefined;
  return [...given.entries].map(([key, value]) =>
    part === 'values' ? value : part === 'keys' ? known(key) : sequence([known(key), value], undefined, 'tuple'),
  );
}

/** The module under a name or position, where the container was made with modules that are known. */
export function containedModule(container: Instance, key: string): Value | undefined {
  const [first] = container.call.positional;
  if (container.callee === 'torch.nn.ModuleDict' && !container.role && first?.kind === 'mapping') return first.entries.get(key);
  return /^-?\d+$/.test(key) ? listedModules(container)?.at(Number(key)) : undefined;
}

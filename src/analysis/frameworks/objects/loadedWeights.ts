// Weights that were read into a model or into a network that it is made of, as the marks of `load_state_dict` and its like tell.
import { knownString, optionsOf, type Instance, type Value } from '../../evaluate/values';
import type { Reading } from '../reading';
import { isModule } from './modelSources';

export type LoadedWeights = 'surely' | 'perhaps' | undefined;

/** Networks within networks that are looked through. */
const deepest = 3;

/** Whether weights were read into one of the objects, from no checkpoint of the run itself. */
export function loadedInto(objects: readonly Instance[], reading: Reading): LoadedWeights {
  for (const object of objects) {
    const mark = object.attributes.get('#loaded');
    const files = mark?.inputs ?? [];
    if (!mark || files.some((file) => reading.resumed.has(file) || tellsProgress(file, reading))) continue;
    return knownString(mark) === 'surely' ? 'surely' : 'perhaps';
  }
  return undefined;
}

/** What a checkpoint of the run itself holds beside the weights: how far it had come. */
const progressKey = /^\[(start_|last_|cur(rent)?_|global_)?(epochs?|iter|iterations?|iteration_num|steps?|it)\]$/;

/** Whether the program also reads from a file how far a training had come: it resumes. */
const tellsProgress = (file: Value, reading: Reading): boolean =>
  file.kind === 'instance' && [...(reading.machine?.membersOf(file).keys() ?? [])].some((key) => progressKey.test(key));

/** Weights read into a backbone that the model holds, or that it was made from: what its constructor did with the latter isn't always seen. */
export function loadedIntoParts(module: Instance, reading: Reading, depth = 0): LoadedWeights {
  if (depth > deepest) return undefined;
  for (const [name, value] of module.attributes) {
    const found = name.startsWith('#') ? undefined : loadedIntoNetworks(value, reading, depth);
    if (found) return found;
  }
  const given = module.given ?? module.call;
  for (const value of [...given.positional, ...given.keywords.values()]) {
    const found = loadedIntoNetworks(value, reading, depth);
    if (found) return isContainer(module) ? found : 'perhaps';
  }
  return undefined;
}

function loadedIntoNetworks(value: Value, reading: Reading, depth: number): LoadedWeights {
  for (const option of optionsOf(value)) {
    if (option.kind !== 'instance' || !isModule(option)) continue;
    const found = loadedInto([option], reading) ?? loadedIntoParts(option, reading, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** A network that is nothing but the modules it was given. */
const isContainer = (module: Instance): boolean => [module.callee, ...module.bases].some((name) => /^torch\.nn\.(Sequential|Module(Dict|List))$/.test(name));

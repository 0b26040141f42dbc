// Functions that load a configuration but are not at hand: `cfg = load_config("configs/base.yaml")` of a module that isn't in the workspace.
import type { Machine } from '../../machine';
import { knownString, type Mapping } from '../../values';
import type { NativeCall } from '../natives';
import { loadPath, pathOf } from './configFiles';
import { interpolate } from './interpolation';

/** Names that say it: `load_config`, `read_yaml`, `parse_params`, `get_cfg_from_file`, `Config` of sconf; a model's `BertConfig` says something else. */
const loaderName =
  /^(?:(?:load|read|get|parse|open)_(?:yaml|yml|json|toml|config|cfg|conf|configs|configuration|params|hparams|hyperparams|settings|opts?|options)\w*|Config)$/i;
const fileName = /\.(ya?ml|json|toml)$/i;

/** The settings of the file that the function is given, laid out as the file has them; undefined where the call is no such one or the file isn't there. */
export function loadedByUnseen(machine: Machine, name: string, context: NativeCall): Mapping | undefined {
  if (!loaderName.test(name.slice(name.lastIndexOf('.') + 1))) return undefined;
  for (const argument of [...context.call.positional.slice(0, 2), ...context.call.keywords.values()]) {
    const path = pathOf(argument);
    if (!fileName.test(knownString(path) ?? '')) continue;
    const loaded = interpolate(machine, loadPath(machine, context, path));
    return loaded.kind === 'mapping' ? loaded : undefined;
  }
  return undefined;
}

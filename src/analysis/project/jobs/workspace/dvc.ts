// DVC pipelines whose stages train: https://dvc.org/doc/user-guide/project-structure/dvcyaml-files
import type { Known } from '../../../evaluate/values';
import { Settings } from '../../../frameworks/configs/settings';
import { textsOf, written, type JobCommand, type JobPlatform } from '../job';
import { readConfig } from '../../configRuns';
import { joinPath } from '../../launchers/scriptPaths';

export const dvc: JobPlatform = ({ settings, path, sources }) => {
  const stages = settings.section('stages');
  if (!stages) return undefined;
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const file = joinPath(folder, 'params.yaml');
  const parametersText = sources.read(file);
  const root = parametersText === undefined ? undefined : readConfig(file, parametersText)[0]?.root;
  const parameters = root?.kind === 'mapping' ? new Settings(root) : undefined;
  const commands = [...stages.root.entries.values()].flatMap((stage): JobCommand[] => {
    const own = stage.kind === 'mapping' ? new Settings(stage) : undefined;
    const isStage = own && (own.has('deps') || own.has('outs') || own.has('params') || own.has('metrics'));
    return isStage ? textsOf(written(own, 'cmd')).map((text) => ({ text: filledIn(text, parameters) })) : [];
  });
  return commands.length > 0 ? { commands, devices: {}, isList: true } : undefined;
};

/** `${train.epochs}` stands for the setting of `params.yaml`. */
function filledIn(command: Known, parameters: Settings | undefined): Known {
  const value = String(command.value).replace(/\$\{([\w.]+)\}/g, (written, name: string) => {
    const found = parameters?.value(name);
    return found?.kind === 'known' ? String(found.value) : written.replace(/\./g, '_');
  });
  return value === command.value ? command : { ...command, value, text: undefined };
}

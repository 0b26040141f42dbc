// MLflow projects: https://mlflow.org/docs/latest/projects.html
import { Settings } from '../../../frameworks/configs/settings';
import { isText, written, type JobCommand, type JobPlatform } from '../job';

export const mlProject: JobPlatform = ({ settings }) => {
  const entries = settings.section('entry_points');
  if (!entries) return undefined;
  const commands = [...entries.root.entries.values()].flatMap((entry): JobCommand[] => {
    const own = entry.kind === 'mapping' ? new Settings(entry) : undefined;
    const command = own && written(own, 'command');
    if (!own || !isText(command)) return [];
    const value = String(command.value).replace(/\{(\w+)\}/g, (_, name: string) => {
      const given = own.value(`parameters.${name}.default`, `parameters.${name}`);
      return given?.kind === 'known' && own.section(`parameters.${name}`)?.has('default') ? String(given.value) : `$${name}`;
    });
    return [{ text: value === command.value ? command : { ...command, value, text: undefined } }];
  });
  return commands.length > 0 ? { commands, devices: {}, isList: true } : undefined;
};

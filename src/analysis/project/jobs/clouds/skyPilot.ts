// SkyPilot tasks: https://docs.skypilot.co/en/latest/reference/yaml-spec.html
import { acceleratorsOf, environmentOf, isText, written, type JobPlatform } from '../job';

export const skyPilot: JobPlatform = ({ settings }) => {
  const command = written(settings, 'run');
  if (!isText(command) || !settings.has('resources')) return undefined;
  const nodes = settings.count('num_nodes');
  const machine = settings.text('resources.instance_type');
  const named = acceleratorsOf(settings.value('resources.accelerators'));
  const region = settings.text('resources.region');
  const environment = new Map([...environmentOf(settings.value('envs'))]);
  return {
    commands: [{ text: command, environment }],
    devices: { ...(machine && { gpu: machine }), ...named, ...(nodes && { nodes }), ...(region && { region }) },
  };
};

// dstack tasks: https://dstack.ai/docs/reference/dstack.yml/task/
import type { Known } from '../../../evaluate/values';
import { acceleratorsOf, environmentOf, textsOf, written, type JobPlatform } from '../job';

export const dstack: JobPlatform = ({ settings }) => {
  if (settings.text('type')?.value !== 'task') return undefined;
  const nodes = settings.count('nodes');
  const name = settings.text('resources.gpu.name');
  const count = settings.count('resources.gpu.count');
  const devices = name ? { gpu: name, ...(count && { count }) } : acceleratorsOf(settings.value('resources.gpu'));
  const environment = environmentOf(settings.value('env'));
  const commands: readonly Known[] = textsOf(written(settings, 'commands'));
  return { commands: commands.map((text) => ({ text, environment })), devices: { ...devices, ...(nodes && { nodes }) } };
};

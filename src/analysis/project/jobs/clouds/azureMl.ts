// Azure Machine Learning command and pipeline jobs: https://learn.microsoft.com/azure/machine-learning/reference-yaml-job-command
import { Settings } from '../../../frameworks/configs/settings';
import type { Known, Value } from '../../../evaluate/values';
import { isText, written, type Devices, type Job, type JobPlatform } from '../job';

export const azureMl: JobPlatform = ({ settings }) => {
  const schema = settings.text('$schema')?.value ?? '';
  const steps = settings.section('jobs');
  if (steps && (/pipelineJob/.test(schema) || settings.text('type')?.value === 'pipeline')) {
    const commands = [...steps.root.entries.values()].flatMap((step) => {
      const job = step.kind === 'mapping' ? commandJob(new Settings(step)) : undefined;
      return job ? job.commands.map((command) => ({ ...command, devices: job.devices })) : [];
    });
    return commands.length > 0 ? { commands, devices: {}, isList: true } : undefined;
  }
  if (!(settings.has('compute') || settings.has('environment')) || !(settings.has('code') || /commandJob|commandComponent/.test(schema))) return undefined;
  return commandJob(settings);
};

function commandJob(settings: Settings): Job | undefined {
  const command = written(settings, 'command');
  if (!isText(command)) return undefined;
  const nodes = settings.count('resources.instance_count');
  const count = settings.count('distribution.process_count_per_instance');
  const machine = settings.text('resources.instance_type');
  const devices: Devices = { ...(machine && { gpu: machine }), ...(count && { count }), ...(nodes && { nodes }) };
  return { commands: [{ text: filledIn(command, settings) }], devices };
}

/** `${{inputs.epochs}}` stands for the input's value where the file gives it. */
function filledIn(command: Known, settings: Settings): Known {
  const value = String(command.value).replace(/\$\{\{\s*inputs\.(\w+)\s*\}\}/g, (_, name: string) => {
    const input: Value | undefined = settings.value(`inputs.${name}.default`, `inputs.${name}.value`, `inputs.${name}`);
    return input?.kind === 'known' ? String(input.value) : `$${name}`;
  });
  return value === command.value ? command : { ...command, value, text: undefined };
}

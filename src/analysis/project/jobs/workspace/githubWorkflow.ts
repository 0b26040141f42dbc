// GitHub workflows whose steps train: https://docs.github.com/actions/writing-workflows/workflow-syntax-for-github-actions
import type { Value } from '../../../evaluate/values';
import { Settings } from '../../../frameworks/configs/settings';
import { environmentOf, isText, written, type JobCommand, type JobPlatform } from '../job';

export const githubWorkflow: JobPlatform = ({ settings }) => {
  const jobs = settings.section('jobs');
  // YAML 1.1 reads the key `on` as true
  if (!jobs || !(settings.has('on') || settings.has('true'))) return undefined;
  const commands: JobCommand[] = [];
  for (const job of jobs.root.entries.values()) {
    const steps: readonly Value[] = job.kind === 'mapping' ? new Settings(job).items('steps') : [];
    for (const step of steps) {
      const own = step.kind === 'mapping' ? new Settings(step) : undefined;
      const command = own && written(own, 'run');
      const shell = own?.text('shell')?.value ?? 'bash';
      if (!own || !isText(command) || !/^(bash|sh|zsh)/.test(shell)) continue;
      const folder = own.text('working-directory')?.value;
      const environment = new Map([settings.value('env'), own.value('env')].flatMap((value) => [...environmentOf(value)]));
      commands.push({ text: command, environment, ...(folder && !folder.startsWith('/') && { folder }) });
    }
  }
  return { commands, devices: {}, isList: true, isCautious: true };
};

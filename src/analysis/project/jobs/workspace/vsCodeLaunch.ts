// VS Code's launch.json and tasks.json: https://code.visualstudio.com/docs/python/debugging
import type { Known } from '../../../evaluate/values';
import { Settings } from '../../../frameworks/configs/settings';
import { commandOfWords, environmentOf, isText, textsOf, written, type JobCommand, type JobPlatform } from '../job';

export const vsCodeLaunch: JobPlatform = ({ settings }) => {
  if (!settings.has('version')) return undefined;
  const commands = [...settings.items('configurations').map(debugged), ...settings.items('tasks').map(task)].flatMap((command) => (command ? [command] : []));
  return commands.length > 0 ? { commands, devices: {}, isList: true } : undefined;
};

/** `${workspaceFolder}/` is where the description's paths start. */
const plain = (value: Known): Known => {
  const text = String(value.value).replace(/\$\{workspace(Folder|Root)\}\/?/g, '');
  return text === value.value ? value : { ...value, value: text, text: undefined };
};

function debugged(item: unknown): JobCommand | undefined {
  const own = settingsOf(item);
  if (!own || !/^(python|debugpy)$/.test(own.text('type')?.value ?? '') || own.text('request')?.value !== 'launch') return undefined;
  const [program, module] = [written(own, 'program'), written(own, 'module')];
  const target = isText(module) ? module : isText(program) ? program : undefined;
  if (!target) return undefined;
  const python: Known = { kind: 'known', value: 'python', origin: 'literal', span: target.span };
  const head = target === module ? [python, { ...python, value: '-m' }, target] : [python, plain(target)];
  const args = written(own, 'args');
  const words = isText(args)
    ? String(args.value)
        .split(/\s+/)
        .map((value) => ({ ...args, value, text: undefined }))
    : textsOf(args);
  const text = commandOfWords([...head, ...words.map(plain)], target.span);
  const name = own.value('name')?.span;
  return text && { text, environment: environmentOf(own.value('env')), ...(name && { anchor: name }) };
}

function task(item: unknown): JobCommand | undefined {
  const own = settingsOf(item);
  const command = own && written(own, 'command');
  if (!own || !isText(command) || !/^(shell|process)$/.test(own.text('type')?.value ?? '')) return undefined;
  const words = textsOf(written(own, 'args')).map(plain);
  const name = own.value('label')?.span;
  // a shell task's command is a line of its own; arguments are quoted after it
  const line: Known = { ...plain(command), text: undefined };
  const text = words.length === 0 ? plain(command) : { ...line, value: `${String(line.value)} ${String(commandOfWords(words, line.span)!.value)}` };
  return { text, environment: environmentOf(own.value('options.env')), ...(name && { anchor: name }) };
}

const settingsOf = (item: unknown): Settings | undefined => {
  const value = item as { readonly kind?: string };
  return value.kind === 'mapping' ? new Settings(value as ConstructorParameters<typeof Settings>[0]) : undefined;
};

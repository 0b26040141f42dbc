// Compose files with a service that trains: https://docs.docker.com/reference/compose-file/services/
import { factOf, Settings } from '../../../frameworks/configs/settings';
import { commandOfWords, environmentOf, textsOf, written, type Devices, type JobCommand, type JobPlatform } from '../job';

export const compose: JobPlatform = ({ settings }) => {
  const services = settings.section('services');
  if (!services) return undefined;
  const commands: JobCommand[] = [];
  for (const service of services.root.entries.values()) {
    if (service.kind !== 'mapping') continue;
    const own = new Settings(service);
    if (!own.has('image') && !own.has('build')) continue;
    const [entry, command] = [written(own, 'entrypoint'), written(own, 'command')];
    const isShell = command?.kind === 'known' && !entry;
    const text = isShell ? textsOf(command)[0] : commandOfWords([...textsOf(entry), ...textsOf(command)], (entry ?? command)?.span);
    if (text) commands.push({ text, environment: environmentOf(own.value('environment')), devices: devicesOf(own) });
  }
  return commands.length > 0 ? { commands, devices: {}, isList: true, isCautious: true } : undefined;
};

/** `deploy.resources.reservations.devices` with a GPU capability: a count, or the devices' numbers. */
function devicesOf(service: Settings): Devices {
  for (const item of service.items('deploy.resources.reservations.devices')) {
    const device = item.kind === 'mapping' ? new Settings(item) : undefined;
    const count = device?.count('count');
    if (count) return { count };
    const numbered = device?.value('device_ids');
    if (numbered?.kind === 'sequence' && numbered.complete) return { count: factOf(numbered, numbered.items.length) };
  }
  return {};
}

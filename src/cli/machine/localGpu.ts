// `--gpu local`: the accelerators of this machine in the place of a name.
import type { Engine } from '../../engine';
import { acceleratorsHere } from '../../machine/hardware/thisMachine.node';
import type { Settings } from '../../model/settings';
import { LOCAL_GPU, UsageError } from '../options';
import { complain } from '../output';

/** @throws UsageError where no tool names an accelerator, or one that the tables don't know. */
export async function withLocalGpu(settings: Settings, engine: Engine): Promise<Settings> {
  if (settings.gpu !== LOCAL_GPU) return settings;
  const found = [...(await acceleratorsHere())].sort((a, b) => b.count - a.count);
  const [main, ...others] = found;
  if (!main) throw new UsageError('--gpu local: no accelerator found; nvidia-smi, rocm-smi and sysctl name none');
  const known = engine.accelerator(main.name);
  if (!known) throw new UsageError(`--gpu local: "${main.name}" is in none of the tables; name one that is like it`);
  const count = settings.gpuCount ?? main.count;
  complain(`this machine: ${count}× ${known.name}${others.length > 0 ? `, without ${others.map((one) => `${one.count}× ${one.name}`).join(', ')}` : ''}`);
  return { ...settings, gpu: known.name, gpuCount: count };
}

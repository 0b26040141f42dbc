// Which accelerators this machine has, asked of the vendors' own tools. Only when the user asks for hardware; nothing is kept.
import { platform } from 'node:os';
import { fromApple, fromNvidia, fromRocm, type FoundAccelerator } from './printed';
import { runTool, type RunTool } from './runTool.node';

/** @returns an empty list where no tool answers. Never throws. */
export async function acceleratorsHere(run: RunTool = runTool, system: string = platform()): Promise<readonly FoundAccelerator[]> {
  if (system === 'darwin') return fromApple((await run('/usr/sbin/sysctl', ['-n', 'machdep.cpu.brand_string', 'hw.memsize'])) ?? '');
  const [nvidia, rocm] = await Promise.all([
    run('nvidia-smi', ['--query-gpu=name,memory.total,power.limit', '--format=csv']),
    system === 'linux' ? run('rocm-smi', ['--showproductname', '--showmeminfo', 'vram', '--showmaxpower', '--json']) : undefined,
  ]);
  return [...fromNvidia(nvidia ?? ''), ...fromRocm(rocm ?? '')];
}

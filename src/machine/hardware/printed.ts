// What the tools of vendors print about the accelerators in a machine, as names and counts.

/** Accelerators of one kind in this machine. */
export interface FoundAccelerator {
  /** as the vendor's tool names it: "NVIDIA GeForce RTX 4090" */
  readonly name: string;
  readonly count: number;
  readonly memoryGib?: number;
  /** the limit that is set now, which may be below the board's own */
  readonly powerLimitWatts?: number;
}

interface Device {
  readonly name: string;
  readonly memoryGib?: number;
  readonly powerLimitWatts?: number;
}

const bytesOfGib = 1024 ** 3;
/** Memory is shown within this of what the vendor says, since a part is reserved. */
const rounded = (value: number): number => Math.round(value * 10) / 10;

/** `nvidia-smi --query-gpu=name,memory.total,power.limit --format=csv`: a header, then "NVIDIA A100-SXM4-80GB, 81920 MiB, 400.00 W". */
export function fromNvidia(output: string): readonly FoundAccelerator[] {
  const [header = '', ...lines] = output.split(/\r?\n/);
  if (!/^name\s*,/.test(header)) return [];
  return grouped(
    lines.flatMap((line): Device[] => {
      const [name = '', memory = '', power = ''] = line.split(',').map((part) => part.trim());
      if (!/^[\w][\w .()/+-]{1,80}$/.test(name)) return [];
      return [{ name, ...amount('memoryGib', /^([\d.]+) MiB$/.exec(memory)?.[1], 1 / 1024), ...amount('powerLimitWatts', /^([\d.]+) W$/.exec(power)?.[1], 1) }];
    }),
  );
}

/** `rocm-smi --showproductname --showmeminfo vram --showmaxpower --json`: `{"card0": {"Card Series": "AMD Instinct MI300X", "VRAM Total Memory (B)": "…"}}`; names of the keys differ in case. */
export function fromRocm(output: string): readonly FoundAccelerator[] {
  let json: unknown;
  try {
    json = JSON.parse(output.slice(Math.max(0, output.indexOf('{'))));
  } catch {
    return [];
  }
  if (typeof json !== 'object' || json === null) return [];
  return grouped(
    Object.entries(json as Record<string, unknown>).flatMap(([card, values]): Device[] => {
      if (!/^card\d+$/.test(card) || typeof values !== 'object' || values === null) return [];
      const value = (key: RegExp): string | undefined => {
        const found = Object.entries(values).find(([name]) => key.test(name))?.[1] as unknown;
        return typeof found === 'string' ? found.trim() : undefined;
      };
      const name = [value(/^card series$/i), value(/^card model$/i)].find((one) => one !== undefined && /[a-z]{2}/i.test(one) && !/^0x|^N\/A$/i.test(one));
      if (!name) return [];
      return [
        { name, ...amount('memoryGib', value(/^vram total memory/i), 1 / bytesOfGib), ...amount('powerLimitWatts', value(/^max graphics package power/i), 1) },
      ];
    }),
  );
}

/** `sysctl -n machdep.cpu.brand_string hw.memsize`: "Apple M3 Max", and bytes, which the GPU shares. Intel's chips have no accelerator. */
export function fromApple(output: string): readonly FoundAccelerator[] {
  const [chip = '', memory] = output.trim().split(/\r?\n/);
  const name = /^Apple (M\d+(?: (?:Pro|Max|Ultra))?)$/.exec(chip.trim())?.[0];
  return name ? [{ name, count: 1, ...amount('memoryGib', memory, 1 / bytesOfGib) }] : [];
}

function amount<Key extends 'memoryGib' | 'powerLimitWatts'>(key: Key, text: string | undefined, factor: number): Partial<Record<Key, number>> {
  const value = Number(text) * factor;
  return (Number.isFinite(value) && value > 0 ? { [key]: rounded(value) } : {}) as Partial<Record<Key, number>>;
}

/** Devices that look alike, in the order in which they were printed. */
function grouped(devices: readonly Device[]): readonly FoundAccelerator[] {
  const groups = new Map<string, FoundAccelerator>();
  for (const device of devices) {
    const key = `${device.name} ${device.memoryGib ?? ''}`;
    groups.set(key, { ...device, ...groups.get(key), count: (groups.get(key)?.count ?? 0) + 1 });
  }
  return [...groups.values()];
}

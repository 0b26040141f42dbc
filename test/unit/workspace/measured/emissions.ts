// A CodeCarbon log of one run, as version 3 writes it.

interface Tracked {
  readonly seconds?: number;
  readonly energyKwh?: number;
  readonly gpus?: string;
  readonly pue?: number;
}

export function emissionsCsv({ seconds = 3600, energyKwh = 1, gpus = '1 x NVIDIA A100-SXM4-80GB', pue = 1 }: Tracked): string {
  const columns: readonly (readonly [string, string])[] = [
    ['timestamp', '2026-11-02T10:00:00'],
    ['project_name', '"sentiment, first"'],
    ['run_id', '5a1e'],
    ['duration', String(seconds)],
    ['emissions', '0.6'],
    ['energy_consumed', String(energyKwh)],
    ['country_iso_code', 'DEU'],
    ['gpu_count', String(Number(gpus.split(' ')[0]))],
    ['gpu_model', gpus.includes(',') ? `"${gpus}"` : gpus],
    ['pue', String(pue)],
  ];
  return `${columns.map(([name]) => name).join(',')}\r\n${columns.map(([, value]) => value).join(',')}\r\n`;
}

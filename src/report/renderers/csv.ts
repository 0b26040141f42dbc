// One row a run, RFC 4180, numbers in base units so that a spreadsheet can compute with them.
import type { Interval } from '../../model/interval';
import type { Figure, Report } from '../reportModel';

/** Columns of each figure: the unit of its numbers is in the name. */
const FIGURES: readonly (readonly [Figure['id'], string])[] = [
  ['co2e', 'co2e_kg'],
  ['energy', 'energy_kwh'],
  ['gpuHours', 'gpu_hours'],
  ['wallClock', 'wall_clock_hours'],
  ['memory', 'peak_memory_gib'],
  ['cost', 'cost_usd'],
  ['water', 'water_litres'],
];
const ENDS = ['low', 'mid', 'high'] as const;
const FACTS: readonly string[] = [
  'model',
  'parameters',
  'dataset',
  'datasetSamples',
  'epochs',
  'maxSteps',
  'perDeviceBatchSize',
  'precision',
  'gpu',
  'gpuCount',
];

export function reportsToCsv(reports: readonly Report[]): string {
  const header = ['path', 'line', 'framework', 'kind', ...FACTS, ...FIGURES.flatMap(([, name]) => ENDS.map((end) => `${name}_${end}`)), 'missing'];
  return [header, ...reports.map(rowOf)].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function rowOf(report: Report): (string | number)[] {
  const figures: readonly Figure[] = report.headline ? [report.headline, ...report.tiles] : report.tiles;
  const interval = (id: Figure['id']): Interval | null => figures.find((figure) => figure.id === id)?.interval ?? null;
  return [
    report.path,
    report.anchor.line,
    report.framework,
    report.kind,
    ...FACTS.map((id) => rawFact(report, id)),
    ...FIGURES.flatMap(([id]) => ENDS.map((end) => interval(id)?.[end] ?? '')),
    report.questions
      .filter(({ decisive }) => decisive)
      .map(({ input }) => input)
      .join(' '),
  ];
}

function rawFact(report: Report, id: string): string | number {
  const raw = report.facts.find((fact) => fact.id === id)?.raw;
  return typeof raw === 'boolean' ? String(raw) : (raw ?? '');
}

/** Quoted where it must be; a leading formula sign is defused, since spreadsheets would run it. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

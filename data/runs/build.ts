// Derives our table of measured runs from the collected ones: the stated inputs, what was measured, and the source and licence of each row.
// usage: npx tsx data/runs/build.ts [FOLDER]      FOLDER holds the collected *.jsonl (default ../shared/data/runs beside the repository)
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MeasuredRun } from './measuredRun';

const here = path.dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2] ?? path.join(here, '../../../shared/data/runs');

/** Only what is stated; nulls say nothing. */
const stated = (record: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(record)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([key, value]) => [key, typeof value === 'object' && !Array.isArray(value) ? stated(value as Record<string, unknown>) : value]),
  );

const rows: MeasuredRun[] = [];
for (const file of readdirSync(folder)
  .filter((name) => name.endsWith('.jsonl'))
  .sort()) {
  for (const line of readFileSync(path.join(folder, file), 'utf8').split('\n')) {
    if (!line.trim()) continue;
    const row = JSON.parse(line) as MeasuredRun & { spec: Record<string, unknown> };
    rows.push({
      id: row.id,
      family: row.family,
      kind: row.kind,
      use: row.use,
      spec: stated(row.spec) as unknown as MeasuredRun['spec'],
      truth: row.truth,
      ...(row.energyScope ? { energyScope: row.energyScope } : {}),
      basis: row.basis,
      confidence: row.confidence,
      source: row.source,
      licence: row.licence,
    });
  }
}
writeFileSync(path.join(here, 'runs.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n') + '\n');
console.log(`${rows.length} runs, ${rows.filter((row) => row.use === 'fit').length} of them for fitting`);

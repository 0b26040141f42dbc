// `npm run tables`: derives the compact tables of src/knowledge/tables and docs/data-sources.md from the collected facts.
// usage: tsx data/build.ts [FOLDER]   (default ../shared/data beside the repository)
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { knownSources } from './compact/knownSources';
import { SourceList } from './compact/sourceList';
import { checkTable, encodeTable, writeTable, type BuiltTable } from './compact/tableWriter';
import { writeSourcesPage } from './document';
import { datasetAliasesTable, datasetsTable } from './tables/datasets';
import { familiesTable } from './tables/families';
import { acceleratorsTable, instancesTable } from './tables/hardware';
import { languageTables } from './tables/languageModels';
import { otherModelsTable } from './tables/otherModels';
import { gridTables } from './tables/places';
import { relativesTable } from './tables/relatives';
import { siteTables } from './tables/sites';
import { visionTable } from './tables/visionModels';

/** All tables together; they travel in the extension's package and in the browser's bundle. */
const mostBytes = 1_500_000;

const repository = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const own = resolve(repository, 'data/own');

function build(folder: string): BuiltTable[] {
  const sources = new SourceList(knownSources);
  const language = languageTables(folder, own, sources);
  const vision = visionTable(folder, own, sources);
  const others = otherModelsTable(folder, own, sources);
  const ids = new Set([...language.models.rows, ...vision.rows, ...others.rows].map((row) => String(row[0]).toLowerCase()));
  const isKnown = (id: string): boolean => ids.has(id.toLowerCase());
  const { table: accelerators, left } = acceleratorsTable(folder, own, sources);
  if (left.length) console.log(`accelerators without a usable peak, memory or power, left out: ${left.join(', ')}`);
  const names = new Set(accelerators.rows.map((row) => row[0]));
  const datasets = datasetsTable(folder, own, sources);
  const sets = new Set(datasets.rows.map((row) => String(row[0]).toLowerCase()));
  const tables = [
    language.shapes,
    language.models,
    vision,
    others,
    familiesTable(folder, own, isKnown),
    relativesTable(own, isKnown),
    datasets,
    datasetAliasesTable(own, sources, (name) => sets.has(name.toLowerCase())),
    accelerators,
    instancesTable(folder, own, sources, (name) => names.has(name)),
    ...gridTables(folder, own, sources),
    ...siteTables(folder, own, sources),
  ];
  return [sources.table(), ...tables];
}

function main(): number {
  const folder = resolve(process.argv[2] ?? resolve(repository, '../shared/data'));
  if (!existsSync(`${folder}/models/language.csv`)) {
    console.error(
      `There are no collected facts at ${folder}. The tables in src/knowledge/tables are committed and stay as they are;\nto derive them anew, give the folder that holds models/, datasets/, hardware/, cloud/, grids/ and providers/: npm run tables -- FOLDER`,
    );
    return 2;
  }
  const tables = build(folder);
  tables.forEach(checkTable);
  const size = tables.reduce((sum, table) => sum + Buffer.byteLength(encodeTable(table)), 0);
  if (size > mostBytes) throw new Error(`the tables take ${size} bytes, more than ${mostBytes}`);
  for (const table of tables)
    console.log(
      `${table.name.padEnd(16)} ${String(table.rows.length).padStart(6)} rows ${(writeTable(`${repository}/src/knowledge/tables`, table) / 1024).toFixed(1).padStart(7)} KiB`,
    );
  console.log(
    `${'all'.padEnd(16)} ${String(tables.reduce((sum, table) => sum + table.rows.length, 0)).padStart(6)} rows ${(size / 1024).toFixed(1).padStart(7)} KiB of ${mostBytes / 1000} kB`,
  );
  writeSourcesPage(`${repository}/docs/data-sources.md`, tables);
  return 0;
}

process.exitCode = main();

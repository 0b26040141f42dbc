// `npm run knowledge:check`: rows of each table, rows without a source, conflicts, parameter-count errors, bytes and look-up times; with a folder also the model names that its code writes.
// usage: tsx data/check/check.ts [--verbose] [FOLDER]
import { existsSync } from 'node:fs';
import { createKnowledge } from '../../src/knowledge/knowledge';
import { bundledTables, rowsWithoutSource, type BundledTable } from './bundledTables';
import { conflictsOf } from './conflicts';
import { lookUpTimes } from './lookUpTimes';
import { publishedErrors, tableErrors, type CountError } from './parameterErrors';
import { isPlaceholder, writtenNames } from './writtenNames';

const mostBytes = 1_500_000;
/** A formula that is right is exact but for rounded totals. */
const mostCountError = 0.001;
const mostLookUpMilliseconds = 0.05;

const knowledge = createKnowledge();
const problems: string[] = [];
const line = (label: string, value: string): void => console.log(`${label.padEnd(34)} ${value}`);

async function main(): Promise<number> {
  const [folder] = process.argv.slice(2).filter((each) => !each.startsWith('--'));
  const verbose = process.argv.includes('--verbose');
  const tables = await bundledTables();
  reportTables(tables);
  reportConflicts(tables, verbose);
  reportCounts(tables);
  reportTimes(tables);
  if (folder !== undefined) reportNames(folder, verbose);
  for (const problem of problems) console.error(`✗ ${problem}`);
  return problems.length > 0 ? 1 : 0;
}

function reportTables(tables: ReadonlyMap<string, BundledTable>): void {
  for (const { name, rows, bytes } of tables.values()) line(name, `${String(rows.length).padStart(6)} rows ${(bytes / 1000).toFixed(1).padStart(8)} kB`);
  const bytes = [...tables.values()].reduce((sum, table) => sum + table.bytes, 0);
  line('all tables', `${(bytes / 1000).toFixed(1)} kB of ${mostBytes / 1000}`);
  if (bytes > mostBytes) problems.push(`the tables take ${bytes} bytes`);
  const without = rowsWithoutSource(tables);
  line('rows without source', String(without.length));
  problems.push(...without.map((row) => `no source: ${row}`));
}

function reportConflicts(tables: ReadonlyMap<string, BundledTable>, verbose: boolean): void {
  const { ambiguous, differing } = conflictsOf(tables, knowledge);
  line('conflicts', `${ambiguous.length} (one spelling for two rows, or a row that leads nowhere)`);
  line('same name, other size', `${differing.length} (by library; each keeps its own)`);
  if (verbose) for (const each of differing) console.log(`    ${each}`);
  problems.push(...ambiguous);
}

function reportCounts(tables: ReadonlyMap<string, BundledTable>): void {
  const ofShape = new Map<string, string>();
  for (const row of tables.get('languageModels')?.rows ?? []) if (!ofShape.has(row.text('shape'))) ofShape.set(row.text('shape'), row.key);
  summary('exact published totals', publishedErrors());
  summary('architectures of the tables', tableErrors([...ofShape.values()], knowledge));
}

function summary(label: string, errors: readonly CountError[]): void {
  const beyond = errors.filter(({ error }) => Math.abs(error) > mostCountError);
  const largest = Math.max(...errors.map(({ error }) => Math.abs(error)));
  line(label, `${errors.length} counted by formula, ${beyond.length} beyond ${mostCountError * 100} %, largest error ${(largest * 100).toFixed(4)} %`);
  problems.push(...beyond.map(({ name, published, counted }) => `${name}: the formula gives ${counted}, published are ${published}`));
}

function reportTimes(tables: ReadonlyMap<string, BundledTable>): void {
  for (const { what, milliseconds, ratio } of lookUpTimes(tables, knowledge)) {
    line(what, `${(milliseconds * 1000).toFixed(1)} µs (${ratio.toFixed(0)} times a Map.get)`);
    if (milliseconds > mostLookUpMilliseconds) problems.push(`${what}: ${milliseconds} ms`);
  }
}

function reportNames(folder: string, verbose: boolean): void {
  if (!existsSync(folder)) return void problems.push(`there is no folder ${folder}`);
  const names = writtenNames(folder);
  const unknown = names.filter(({ name, library }) => !knowledge.model(name, library));
  const models = unknown.filter(({ name }) => !isPlaceholder(name));
  line(
    'names in the folder',
    `${names.length}: ${names.length - unknown.length} known, ${unknown.length - models.length} paths and placeholders, ${models.length} unknown`,
  );
  for (const { name, library, file } of models) {
    const near = knowledge.nearestModels(name, library);
    console.log(`    ${name} (${file})${near.length > 0 ? `: near ${near.join(', ')}` : ''}`);
  }
  if (verbose) for (const { name } of unknown.filter((each) => !models.includes(each))) console.log(`    path or placeholder: ${name}`);
}

void main().then((code) => {
  process.exitCode = code;
});

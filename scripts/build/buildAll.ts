// Runs every bundle and reports sizes against budgets.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, formatMessages, type BuildFailure, type Metafile } from 'esbuild';
import { bundles, root, type Bundle } from './bundles';
import { stampBuild } from './freshness';
import { writeNotices } from './notices';

const EXECUTABLE = 0o755;
const KILOBYTE = 1000;

interface BuildSettings {
  readonly production: boolean;
  readonly log: (line: string) => void;
}

const isBuildFailure = (error: unknown): error is BuildFailure => error instanceof Error && 'errors' in error;

/** Sizes of one bundle's outputs, each against its budget; false when one is over. */
function reportSizes({ outputs }: Metafile, { budgetBytes = {} }: Bundle, enforce: boolean, log: (line: string) => void): boolean {
  let withinBudget = true;
  for (const [file, { bytes }] of Object.entries(outputs)) {
    if (file.endsWith('.map')) continue;
    const budget = budgetBytes[file];
    const over = enforce && budget !== undefined && bytes > budget;
    withinBudget &&= !over;
    const allowed = budget === undefined ? '' : ` of ${(budget / KILOBYTE).toFixed(0)} kB${over ? '  OVER BUDGET' : ''}`;
    log(`  ${file.padEnd(28)} ${(bytes / KILOBYTE).toFixed(1).padStart(8)} kB${allowed}`);
  }
  return withinBudget;
}

async function buildOne(bundle: Bundle, { production, log }: BuildSettings): Promise<{ ok: boolean; metafile?: Metafile }> {
  try {
    const { metafile, warnings } = await build({ ...bundle.options, metafile: true });
    for (const text of await formatMessages(warnings, { kind: 'warning' })) log(text);
    return { ok: reportSizes(metafile, bundle, production, log), metafile };
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    log(`  ${bundle.name}: ${error.errors.length} error(s)`);
    for (const text of await formatMessages(error.errors, { kind: 'error' })) log(text);
    return { ok: false };
  }
}

/** Builds all bundles into dist/; resolves to false when one fails or is over its budget. The metafiles go to out/build/ for whoever wants to look. */
export async function buildAll(settings: BuildSettings): Promise<boolean> {
  const all = bundles(settings.production);
  const results = await Promise.all(all.map((bundle) => buildOne(bundle, settings)));
  const metafiles = path.join(root, 'out', 'build');
  mkdirSync(metafiles, { recursive: true });
  for (const [index, { metafile }] of results.entries()) {
    if (metafile) writeFileSync(path.join(metafiles, `${all[index]!.name.replaceAll(' ', '-')}.json`), JSON.stringify(metafile));
  }
  const ok = results.every((result) => result.ok);
  if (results[1]!.metafile) chmodSync(path.join(root, 'dist', 'cli.js'), EXECUTABLE);
  if (ok) {
    writeNotices(results.flatMap(({ metafile }) => metafile ?? []));
    stampBuild(settings.production);
  }
  return ok;
}

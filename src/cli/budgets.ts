// Limits that fail a build: on the total of all runs, on each run and file, and on the total's rise over an earlier result.
import { readFile } from 'node:fs/promises';
import { parse, type ParseError } from 'jsonc-parser';
import { co2eKg, energyKwh, gpuHours, write } from '../report/figures/quantity';
import { exact, rounded } from '../report/figures/number';
import { overBudget, readBudgets, type Amounts, type Budgets as ScopedBudgets, type BudgetScope } from '../report/sections/budgets';
import type { Total } from '../report/sections/total';
import { inEnglish } from '../report/translate';
import { UsageError, type Budgets } from './options';

/** @returns one line for each limit that the middle value of the total exceeds. */
export function exceeded(total: Total, budgets: Budgets, baselineCo2eKg: number | undefined): readonly string[] {
  const over: string[] = [];
  if (total.co2eKg && budgets.co2eKg !== undefined && total.co2eKg.mid > budgets.co2eKg)
    over.push(`${write(total.co2eKg, co2eKg).value} is over --max-co2e ${exact(budgets.co2eKg)} kg`);
  if (total.energyKwh && budgets.energyKwh !== undefined && total.energyKwh.mid > budgets.energyKwh)
    over.push(`${write(total.energyKwh, energyKwh).value} is over --max-kwh ${exact(budgets.energyKwh)} kWh`);
  if (total.gpuHours && budgets.gpuHours !== undefined && total.gpuHours.mid > budgets.gpuHours)
    over.push(`${write(total.gpuHours, gpuHours).value} are over --max-gpu-hours ${exact(budgets.gpuHours)}`);
  const rise = baselineCo2eKg !== undefined && total.co2eKg ? riseOf(total.co2eKg.mid, baselineCo2eKg) : undefined;
  if (rise !== undefined && rise > budgets.increasePercent)
    over.push(
      `CO2e rises by ${rise === Number.POSITIVE_INFINITY ? 'all of it' : `${rounded(rise)} %`} over the baseline; --max-increase is ${exact(budgets.increasePercent)} %`,
    );
  return over;
}

/** Percent: a baseline has six significant digits, so that a sum may be off by half of the sixth. */
const SAME_WITHIN_PERCENT = 1e-3;
function riseOf(now: number, before: number): number {
  if (before === 0) return now > 0 ? Number.POSITIVE_INFINITY : 0;
  const rise = (now / before - 1) * 100;
  return Math.abs(rise) < SAME_WITHIN_PERCENT ? 0 : rise;
}

/** A run or file under the name that the user knows it by. */
export interface Named {
  readonly name: string;
  readonly amounts: Amounts;
}

/** @returns one line for each run, file and the whole that a budget does not allow. */
export function overScopes(budgets: ScopedBudgets, amounts: Readonly<Record<BudgetScope, readonly Named[]>>): readonly string[] {
  return (Object.keys(budgets) as BudgetScope[]).flatMap((scope) =>
    amounts[scope].flatMap(({ name, amounts: figures }) => overBudget(figures, budgets, scope, inEnglish).map((words) => `${name}: ${words}`)),
  );
}

/** The key of the editor's setting. */
const SETTING = 'trainingFootprint.budgets';

/**
 * Budgets in the editor's settings file (`.vscode/settings.json`, comments and all), or in a file that holds nothing else.
 * @throws UsageError when the file cannot be read or limits nothing: a build that checks nothing must not pass in silence
 */
export async function readBudgetsFile(file: string): Promise<ScopedBudgets> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`--budgets ${file}: cannot be read`);
  });
  const errors: ParseError[] = [];
  const json: unknown = parse(text, errors, { allowTrailingComma: true });
  if (errors.length > 0) throw new UsageError(`--budgets ${file}: not JSON`);
  const budgets = readBudgets(property(json, SETTING) ?? json);
  if (Object.keys(budgets).length === 0) throw new UsageError(`--budgets ${file}: no limit in "${SETTING}"; an example: { "run": { "co2eKg": 5 } }`);
  return budgets;
}

export const hasBudget = ({ co2eKg: co2e, energyKwh: energy, gpuHours: hours }: Budgets): boolean =>
  co2e !== undefined || energy !== undefined || hours !== undefined;

/**
 * kg CO2e of all runs in an earlier `estimate --format json`.
 * @throws UsageError when the file is not such a result.
 */
export async function readBaseline(file: string): Promise<number> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`--baseline ${file}: cannot be read`);
  });
  try {
    const json: unknown = JSON.parse(text);
    const files = entries(json, 'files');
    const runs = files.flatMap((one) => entries(one, 'runs'));
    // another view of a run that counts elsewhere
    return runs.filter((run) => property(run, 'countedWith') === undefined).reduce<number>((sum, run) => sum + midOf(run), 0);
  } catch {
    throw new UsageError(`--baseline ${file}: not a result of "estimate --format json"`);
  }
}

function entries(value: unknown, key: string): readonly unknown[] {
  const list = property(value, key);
  if (!Array.isArray(list)) throw new TypeError(`no ${key}`);
  return list;
}

/** A run without a figure counts nothing, as in the total that it is compared with. */
function midOf(run: unknown): number {
  const mid = property(property(property(run, 'estimate'), 'co2eKg'), 'mid');
  return typeof mid === 'number' && Number.isFinite(mid) ? mid : 0;
}

const property = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;

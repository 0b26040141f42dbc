// Limits that a team has set for a run, a file or the whole workspace, and what is over them.
import { exactly, type Interval } from '../../model/interval';
import { co2eKg, energyKwh, gpuHours, write } from '../figures/quantity';
import type { Translate } from '../translate';
import { isRecord, type JsonRecord } from '../../model/json';

/** Limits in the units of their names; an absent one limits nothing. */
export interface Limits {
  readonly co2eKg?: number;
  readonly energyKwh?: number;
  readonly gpuHours?: number;
}

export const budgetScopes = ['run', 'file', 'workspace'] as const;
export type BudgetScope = (typeof budgetScopes)[number];
export type Budgets = Readonly<Partial<Record<BudgetScope, Limits>>>;

type Quantity = keyof Limits;
const QUANTITIES: readonly Quantity[] = ['co2eKg', 'energyKwh', 'gpuHours'];
const SCALES = { co2eKg, energyKwh, gpuHours } as const;

/** Figures of a run, a file or everything, as estimates and totals have them. */
export type Amounts = Readonly<Record<Quantity, Interval | null>>;

export interface Breach {
  readonly quantity: Quantity;
  /** the middle value is over; otherwise only the upper end of the range is */
  readonly isOver: boolean;
  readonly amount: Interval;
  readonly limit: number;
}

/** Budgets as they stand in a settings file; what is no limit (a word, a negative number) is left out. */
export function readBudgets(value: unknown): Budgets {
  const entries = budgetScopes.flatMap((scope) => {
    const limits = isRecord(value) && isRecord(value[scope]) ? limitsIn(value[scope]) : {};
    return Object.keys(limits).length > 0 ? [[scope, limits] as const] : [];
  });
  return Object.fromEntries(entries);
}

function limitsIn(value: JsonRecord): Limits {
  const usable = QUANTITIES.filter((name) => {
    const limit = value[name];
    return typeof limit === 'number' && Number.isFinite(limit) && limit >= 0;
  });
  return Object.fromEntries(usable.map((name) => [name, value[name] as number]));
}

/** What is over its limit, or may be, the furthest first. An amount that is not known breaks none. */
export function breachesOf(amounts: Amounts, limits: Limits = {}): readonly Breach[] {
  return QUANTITIES.flatMap((quantity): readonly Breach[] => {
    const [amount, limit] = [amounts[quantity], limits[quantity]];
    if (!amount || limit === undefined || amount.high <= limit) return [];
    return [{ quantity, amount, limit, isOver: amount.mid > limit }];
  }).sort((a, b) => b.amount.mid / b.limit - a.amount.mid / a.limit);
}

type Words = (amounts: Amounts, budgets: Budgets, scope: BudgetScope, translate: Translate) => readonly string[];

const wordsOn =
  (over: boolean): Words =>
  (amounts, budgets, scope, translate) =>
    breachesOf(amounts, budgets[scope])
      .filter(({ isOver }) => isOver === over)
      .map((breach) => writeBreach(breach, scope, translate));

/** What these amounts break of the limits of one scope, a sentence each. */
export const overBudget = wordsOn(true);

/** What only the upper end of the range breaks: told where there is room, never as a warning. */
export const maybeOverBudget = wordsOn(false);

/** "0.34 kg CO₂e is over the 0.30 kg CO₂e allowed for a run". */
export function writeBreach({ quantity, amount, limit, isOver }: Breach, scope: BudgetScope, translate: Translate): string {
  const scale = SCALES[quantity];
  const allowed = write(exactly(limit), scale).value;
  const { value, range } = write(amount, scale);
  const figures: readonly [string, string, string] = [value, allowed, range];
  switch (scope) {
    case 'run':
      return isOver ? translate('{0} is over the {1} allowed for a run', ...figures) : translate('{0} ({2}) may go over the {1} allowed for a run', ...figures);
    case 'file':
      return isOver
        ? translate('{0} is over the {1} allowed for a file', ...figures)
        : translate('{0} ({2}) may go over the {1} allowed for a file', ...figures);
    case 'workspace':
      return isOver
        ? translate('{0} is over the {1} allowed for the workspace', ...figures)
        : translate('{0} ({2}) may go over the {1} allowed for the workspace', ...figures);
  }
}

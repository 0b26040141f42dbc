// `estimate`: the footprint of every run in the files, in the format asked for, held against the budgets.
import type { Engine } from '../../engine';
import type { Estimate } from '../../model/estimate';
import type { Run } from '../../model/run';
import type { Report } from '../../report/reportModel';
import { fileToJson, SCHEMA } from '../../report/renderers/json';
import { reportsToCsv } from '../../report/renderers/csv';
import { reportsToMarkdown } from '../../report/renderers/markdown';
import { modelCardBlock } from '../../report/renderers/modelCard';
import { reportsToSarif } from '../../report/renderers/sarif';
import { paperStatement } from '../../report/renderers/statement';
import { reportToText, type TextStyle } from '../../report/renderers/text';
import { totalToText } from '../../report/renderers/totalText';
import type { BudgetScope } from '../../report/sections/budgets';
import { totalOf, type Total } from '../../report/sections/total';
import { inEnglish } from '../../report/translate';
import { exceeded, hasBudget, overScopes, readBaseline, readBudgetsFile, type Named } from '../budgets';
import { showPathOf } from '../files/paths';
import { flagFor } from '../flags';
import type { Options } from '../options';
import { complain, writeOutput } from '../output';
import { terminalStyle } from '../style';
import { readRuns, type ReadFile } from './readRuns';
import { runsForJson } from '../../workspace/workspaceJson';

interface Results {
  readonly read: ReadFile[];
  readonly reports: Report[];
  readonly estimates: Map<Run, Estimate>;
  /** named files without a run, for the text */
  readonly empty: string[];
}

/** @returns the exit code: 1 when a budget or the baseline is exceeded. */
export async function estimate(engine: Engine, options: Options): Promise<number> {
  const baseline = options.baseline === undefined ? undefined : await readBaseline(options.baseline);
  const scoped = options.budgetsFile === undefined ? undefined : await readBudgetsFile(options.budgetsFile);
  const results: Results = { read: [], reports: [], estimates: new Map(), empty: [] };
  for await (const read of readRuns(engine, options)) add(engine, options, read, results);
  // a launcher, its script and its configuration are one training
  const elsewhere = engine.countedWith(results.read.map(({ file }) => ({ ...file, launchedBy: [] })));
  const total = totalOf([...results.estimates].filter(([run]) => !elsewhere.has(run)).map(([, one]) => one));
  await writeOutput(render(engine, options, results, total, elsewhere), options.output);
  if (total.withoutFigure > 0 && (hasBudget(options.budgets) || baseline !== undefined || scoped))
    complain(`${total.withoutFigure} of ${total.runs} runs have no figure yet and count nothing against the limits`);
  const over = [...exceeded(total, options.budgets, baseline), ...(scoped ? overScopes(scoped, amountsOf(results, elsewhere, total)) : [])];
  over.forEach(complain);
  return over.length > 0 ? 1 : 0;
}

/** What the budgets of a run, a file and the whole are held against, each training once. */
function amountsOf({ read, estimates }: Results, elsewhere: ReadonlyMap<Run, Run>, total: Total): Readonly<Record<BudgetScope, readonly Named[]>> {
  const files = read.map(({ shown, file }) => ({ shown, runs: file.runs.filter((run) => !elsewhere.has(run)) }));
  return {
    run: files.flatMap(({ shown, runs }) => runs.map((run) => ({ name: `${shown} line ${run.anchor.line}`, amounts: estimates.get(run)! }))),
    file: files.map(({ shown, runs }) => ({ name: shown, amounts: totalOf(runs.map((run) => estimates.get(run)!)) })),
    workspace: [{ name: 'all runs', amounts: total }],
  };
}

function add(engine: Engine, { settings, format }: Options, read: ReadFile, results: Results): void {
  const { shown, file } = read;
  results.read.push(read);
  for (const run of file.runs) results.estimates.set(run, engine.estimate(run, settings));
  if (format === 'json') return;
  if (file.runs.length === 0) results.empty.push(shown);
  file.diagnostics.forEach(({ message }) => complain(`${shown}: ${message}`));
  file.runs.forEach((_, index) => {
    results.reports.push({ ...engine.report(file, index, settings), path: shown });
  });
}

function filesToJson(engine: Engine, { settings }: Options, { read }: Results, elsewhere: ReadonlyMap<Run, Run>): readonly Record<string, unknown>[] {
  return read.map(({ shown, file }) => {
    const runs = runsForJson(engine, file, settings, elsewhere);
    const launched = (file.launchedBy ?? []).map((run) => ({ run, estimate: engine.estimate(run, settings) }));
    return fileToJson(file, runs, showPathOf(file.path, shown), launched);
  });
}

function render(engine: Engine, options: Options, results: Results, total: Total, elsewhere: ReadonlyMap<Run, Run>): string {
  const { reports, empty } = results;
  switch (options.format) {
    case 'json':
    case 'jsonl':
      return `${JSON.stringify({ schema: SCHEMA, files: filesToJson(engine, options, results, elsewhere) }, undefined, 2)}\n`;
    case 'csv':
      return reportsToCsv(reports);
    case 'markdown':
      return reportsToMarkdown(reports, total, inEnglish);
    case 'sarif':
      return `${JSON.stringify(reportsToSarif(reports), undefined, 2)}\n`;
    case 'model-card':
      return reports.map((report) => modelCardBlock(report) ?? '').join('\n');
    case 'statement':
      return reports
        .flatMap((report) => paperStatement(report, inEnglish) ?? [])
        .map((statement) => `${statement}\n`)
        .join('\n');
    case 'text': {
      const style = terminalStyle(options.output ? {} : process.stdout, process.env);
      const texts = reports.map((report) => reportToText(report, style, inEnglish, flagFor));
      const nothing = reports.length > 0 && empty.length > 5 ? [] : empty.map((shown) => `${style.bold(shown)} ${style.dim('· no training run found')}\n`);
      return [
        ...texts,
        ...results.read.flatMap((read) => launchedText(engine, options, read, style)),
        ...nothing,
        ...(reports.length > 1 ? [totalToText(total, style, inEnglish)] : []),
      ].join('\n');
    }
  }
}

/** One line for each launcher of a named script: it makes a run of its own of it, which is no part of the total. */
function launchedText(engine: Engine, { settings }: Options, { file }: ReadFile, style: TextStyle): readonly string[] {
  const first = file.runs.length;
  const lines = (file.launchedBy ?? []).map((_, index) => {
    const { launcher, lens } = engine.report(file, first + index, settings);
    return `  ${style.bold(inEnglish('started by {0}', launcher ?? ''))} ${style.dim('·')} ${lens}`;
  });
  return lines.length > 0 ? [`${lines.join('\n')}\n`] : [];
}

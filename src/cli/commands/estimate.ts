// `estimate`: the footprint of every run in the files, in the format asked for, held against the budgets.
import type { Engine } from '../../engine';
import type { Estimate } from '../../model/estimate';
import type { Report } from '../../report/reportModel';
import { fileToJson, SCHEMA } from '../../report/renderers/json';
import { reportsToCsv } from '../../report/renderers/csv';
import { reportsToMarkdown } from '../../report/renderers/markdown';
import { modelCardBlock } from '../../report/renderers/modelCard';
import { reportsToSarif } from '../../report/renderers/sarif';
import { paperStatement } from '../../report/renderers/statement';
import { reportToText } from '../../report/renderers/text';
import { totalToText } from '../../report/renderers/totalText';
import { totalOf, type Total } from '../../report/sections/total';
import { inEnglish } from '../../report/translate';
import { exceeded, hasBudget, readBaseline } from '../budgets';
import { showPathOf } from '../files/paths';
import { flagFor } from '../flags';
import type { Format, Options } from '../options';
import { complain, writeOutput } from '../output';
import { terminalStyle } from '../style';
import { readRuns, type ReadFile } from './readRuns';

interface Results {
  readonly files: Record<string, unknown>[];
  readonly reports: Report[];
  readonly estimates: Estimate[];
  /** named files without a run, for the text */
  readonly empty: string[];
}

/** @returns the exit code: 1 when a budget or the baseline is exceeded. */
export async function estimate(engine: Engine, options: Options): Promise<number> {
  const baseline = options.baseline === undefined ? undefined : await readBaseline(options.baseline);
  const results: Results = { files: [], reports: [], estimates: [], empty: [] };
  for await (const read of readRuns(engine, options)) add(engine, options, read, results);
  const total = totalOf(results.estimates);
  await writeOutput(render(options.format, results, total, options), options.output);
  if (total.withoutFigure > 0 && (hasBudget(options.budgets) || baseline !== undefined))
    complain(`${total.withoutFigure} of ${total.runs} runs have no figure yet and count nothing against the limits`);
  const over = exceeded(total, options.budgets, baseline);
  over.forEach(complain);
  return over.length > 0 ? 1 : 0;
}

function add(engine: Engine, { settings, format }: Options, { shown, file }: ReadFile, results: Results): void {
  if (format === 'json') {
    const runs = file.runs.map((run) => ({ run, estimate: engine.estimate(run, settings), alternatives: engine.alternatives(run, settings) }));
    results.files.push(fileToJson(file, runs, showPathOf(file.path, shown)));
    results.estimates.push(...runs.map((result) => result.estimate));
    return;
  }
  if (file.runs.length === 0) results.empty.push(shown);
  file.diagnostics.forEach(({ message }) => complain(`${shown}: ${message}`));
  file.runs.forEach((run, index) => {
    results.estimates.push(engine.estimate(run, settings));
    results.reports.push({ ...engine.report(file, index, settings), path: shown });
  });
}

function render(format: Format, { files, reports, empty }: Results, total: Total, options: Options): string {
  switch (format) {
    case 'json':
    case 'jsonl':
      return `${JSON.stringify({ schema: SCHEMA, files }, undefined, 2)}\n`;
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
      return [...texts, ...nothing, ...(reports.length > 1 ? [totalToText(total, style, inEnglish)] : [])].join('\n');
    }
  }
}

// The forms of a report and how each is written.
import * as vscode from 'vscode';
import type { Settings } from '../../model/settings';
import { reportsToCsv } from '../../report/renderers/csv';
import { SCHEMA, fileToJson } from '../../report/renderers/json';
import { reportToMarkdown } from '../../report/renderers/markdown';
import { modelCardBlock } from '../../report/renderers/modelCard';
import { reportToSvg } from '../../report/renderers/picture';
import { paperStatement } from '../../report/renderers/statement';
import type { Report } from '../../report/reportModel';
import type { ExportFormat } from '../../../webview/protocol/messages';
import type { Reading } from '../documents/reading';
import { translate } from '../translate';

/** Which run, under which settings. */
export interface Exported {
  readonly reading: Reading;
  readonly run: number;
  readonly settings: Settings;
}

interface Form {
  readonly name: string;
  readonly purpose: string;
  readonly extension: string;
  /** the editor's name for the language */
  readonly language: string;
}

export function formOf(format: ExportFormat): Form {
  switch (format) {
    case 'markdown':
      return { name: 'Markdown', purpose: vscode.l10n.t('for a pull request or a wiki'), extension: 'md', language: 'markdown' };
    case 'json':
      return { name: 'JSON', purpose: vscode.l10n.t('all figures, assumptions and edits'), extension: 'json', language: 'json' };
    case 'csv':
      return { name: 'CSV', purpose: vscode.l10n.t('one row of numbers, for a spreadsheet'), extension: 'csv', language: 'plaintext' };
    case 'modelCard':
      return { name: vscode.l10n.t('Model card'), purpose: vscode.l10n.t('the co2_eq_emissions block of its head'), extension: 'yml', language: 'yaml' };
    case 'statement':
      return {
        name: vscode.l10n.t('Statement for a paper'),
        purpose: vscode.l10n.t('what was estimated, on what and how'),
        extension: 'txt',
        language: 'plaintext',
      };
    case 'svg':
      return { name: vscode.l10n.t('Picture (SVG)'), purpose: vscode.l10n.t('for slides and documents'), extension: 'svg', language: 'xml' };
  }
}

/** @returns undefined where the form needs a figure and there is none yet. */
export function written(exported: Exported, format: ExportFormat): string | undefined {
  const report = reportOf(exported);
  switch (format) {
    case 'markdown':
      return reportToMarkdown(report, translate);
    case 'json':
      return json(exported);
    case 'csv':
      return reportsToCsv([report]);
    case 'modelCard':
      return modelCardBlock(report);
    case 'statement':
      return paperStatement(report, translate);
    case 'svg':
      return reportToSvg(report, translate);
  }
}

const reportOf = ({ reading, run, settings }: Exported): Report => reading.report(run, settings);

function json({ reading, run: index, settings }: Exported): string {
  const run = reading.run(index)!;
  const results = [{ run, estimate: reading.engine.estimate(run, settings), alternatives: reading.engine.alternatives(run, settings) }];
  const file = fileToJson({ ...reading.file, runs: [run] }, results, (path) => vscode.workspace.asRelativePath(reading.uri.with({ path })), []);
  return `${JSON.stringify({ schema: SCHEMA, files: [file] }, null, 2)}\n`;
}

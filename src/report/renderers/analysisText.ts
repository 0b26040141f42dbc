// The facts of a file as text, without an estimate.
import { shownRuns, type FileAnalysis } from '../../model/run';
import { factLabel } from '../figures/names';
import { factRows } from '../sections/facts';
import { placeLabel } from '../sections/links';
import type { Translate } from '../translate';
import type { TextStyle } from './text';
import { printable } from './printable';
import { table } from './table';

/** @param homePath the path that the spans of the file's own places carry. */
export function analysisToText(read: FileAnalysis, homePath: string, style: TextStyle, translate: Translate): string {
  const file = printable(read);
  const lines: string[] = [];
  if (file.runs.length === 0) lines.push(`${style.bold(file.path)} ${style.dim(`· ${translate('no training run found')}`)}`);
  for (const run of shownRuns(file)) {
    const place = placeLabel(run.anchor, homePath, translate);
    lines.push(
      `${style.bold(file.path)} ${style.dim(`· ${[run.framework, run.task, run.anchor.path === homePath ? place : translate('started by {0}', place)].filter(Boolean).join(' · ')}`)}`,
    );
    lines.push(
      ...table(
        factRows(run, homePath, translate).map(({ label, value, links }) => [label, value, links.map((link) => link.label).join(' · ')]),
        [style.dim, (text) => text, style.dim],
      ),
    );
    lines.push(
      ...run.unknowns.map(
        ({ fact, detail }) => `  ${style.warn('?')} ${factLabel(fact, translate)} ${translate('unknown')}${detail ? ` ${style.dim(`(${detail})`)}` : ''}`,
      ),
    );
  }
  lines.push(...file.diagnostics.map(({ message }) => `  ${style.warn('!')} ${message}`));
  return `${lines.join('\n')}\n`;
}

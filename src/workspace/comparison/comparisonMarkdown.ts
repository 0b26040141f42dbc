// A comparison as a document: the verdict, the figures with their ranges, and what differs.
import type { Translate } from '../../report/translate';
import { code, table } from '../workspaceMarkdown';
import type { Comparison } from './compareRuns';

export function comparisonToMarkdown({ names, figures, differences, verdict }: Comparison, translate: Translate): string {
  const head = ['', ...names.map(code)];
  const rows = (list: Comparison['figures']): string => table([head, ...list.map(({ label, cells }) => [label, ...cells.map(cell)])]);
  const different = differences.length > 0 ? rows(differences) : translate('The files say the same of all of them.');
  return [
    `# ${translate('Training runs compared')}`,
    verdict,
    `## ${translate('Figures')}`,
    `${translate('Middle value and the range that holds nine of ten such runs.')}`,
    rows(figures),
    `## ${translate('What differs')}`,
    `${different}\n`,
  ].join('\n\n');
}

/** Text of a file in a table's cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

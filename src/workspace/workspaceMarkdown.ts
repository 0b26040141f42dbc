// The report over all runs of a workspace, to read or to paste: totals, folders, and what counts as one.
import { co2eKg, energyKwh, gpuHours, withRange, write } from '../report/figures/quantity';
import { totalLine } from '../report/renderers/totalText';
import type { Total } from '../report/sections/total';
import type { Translate } from '../report/translate';
import type { CountedRun, FolderFootprint, WorkspaceFootprint } from './footprint';
import { runName } from './runName';
import { fileNameOf, type ShowPath } from '../model/paths';

/** Remarks that a host adds to a run's row: a measurement beside it, a budget that it breaks. */
export type Remarks = (run: CountedRun) => readonly string[];

export function workspaceToMarkdown(footprint: WorkspaceFootprint, showPath: ShowPath, translate: Translate, remarks: Remarks = () => []): string {
  const title = `# ${translate('Training footprint of the workspace')}`;
  const { total, folders } = footprint;
  if (folders.length === 0) return `${title}\n\n${translate('No training run found.')}\n`;
  const sum = total.runs === 1 ? translate('1 run') : translate('{0} runs together', total.runs);
  const open =
    total.withoutFigure > 0 ? `\n\n${translate('Without a figure, and not in the sum: {0}. Something decisive is missing there.', total.withoutFigure)}` : '';
  const seen = folders.some(({ runs }) => runs.some(({ alsoSeen }) => alsoSeen.length > 0))
    ? `\n\n${translate('A training that several files describe (a script, its configuration, its launcher) counts once.')}`
    : '';
  const parts = folders.map((folder) => folderToMarkdown(folder, showPath, translate, remarks));
  return `${title}\n\n**${sum}**${totalLine(total)}${open}${seen}\n\n${parts.join('\n\n')}\n`;
}

function folderToMarkdown({ folder, runs, total }: FolderFootprint, showPath: ShowPath, translate: Translate, remarks: Remarks): string {
  const name = showPath(folder) || fileNameOf(folder);
  const header = [translate('Run'), translate('CO₂e'), translate('90 % range'), translate('Energy'), translate('GPU-hours'), ''];
  const body = runs.map((run) => {
    const { estimate, alsoSeen } = run;
    const carbon = estimate.co2eKg && write(estimate.co2eKg, co2eKg);
    return [
      code(runName(run, showPath, translate)),
      carbon?.value ?? translate('no figure yet'),
      carbon?.range ?? '',
      estimate.energyKwh ? write(estimate.energyKwh, energyKwh).value : '',
      estimate.gpuHours ? write(estimate.gpuHours, gpuHours).value : '',
      [
        ...(alsoSeen.length > 0 ? [translate('also in {0}', alsoSeen.map((place) => code(runName(place, showPath, translate))).join(', '))] : []),
        ...remarks(run),
      ].join('; '),
    ];
  });
  return `## ${code(name)}${runs.length > 1 ? ` ${sumOf(total)}` : ''}\n\n${table([header, ...body])}`;
}

const sumOf = ({ co2eKg: kilograms }: Total): string => (kilograms ? withRange(write(kilograms, co2eKg)) : '');

/** A name as code; a backtick in it would end the code. */
export const code = (name: string): string => `\`${name.replaceAll('`', "'").replaceAll('|', '¦')}\``;

/** The first row is the head. */
export const table = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((row) => `| ${row.join(' | ')} |`)
    .toSpliced(1, 0, `| ${(rows[0] ?? []).map(() => '---').join(' | ')} |`)
    .join('\n');

// What a tool answers: text that a language model can quote, with ranges, sources and exact edits.
import type { Alternative } from '../model/alternative';
import { reportToMarkdown } from '../report/renderers/markdown';
import type { Report, ReportAlternative } from '../report/reportModel';
import { inEnglish } from '../report/translate';

/** The report as Markdown, with what could still be said and which input says it. */
export function estimateText(report: Report): string {
  const open = report.questions.map(
    ({ label, why, input, decisive }) => `- ${label}${decisive ? ' (without it there is no figure)' : ''}: ${why} Give it as \`${input}\`.`,
  );
  const asked = open.length > 0 ? `\n**What would make it more certain**\n\n${open.join('\n')}\n` : '';
  return `${reportToMarkdown(report, inEnglish)}${asked}`;
}

export function alternativesText(report: Report, alternatives: readonly Alternative[]): string {
  const title = `### Greener alternatives for \`${report.fileName}\` line ${report.anchor.line}`;
  if (!report.headline) return `${title}\n\nNo figure yet: ${report.lens}`;
  const now = `Now ${report.headline.value} (${report.headline.range}).`;
  if (alternatives.length === 0) return `${title}\n\n${now} No change is known that would save more than the estimate is uncertain about.`;
  const rows = report.alternatives.map((row, index) => alternativeText(row, alternatives[index]!));
  return [title, now, ...rows].join('\n\n');
}

function alternativeText({ title, saving, savingRange, change, qualityCost, evidence }: ReportAlternative, { edits, settings }: Alternative): string {
  return [
    `**${saving} CO2e (${savingRange} %)**: ${title}. ${change}.`,
    ...(qualityCost ? [`- Quality: ${qualityCost}`] : []),
    ...evidence.map(({ claim, url }) => `- Evidence: ${claim} (${url})`),
    ...edits.map(
      ({ span, newText }) =>
        `- Edit ${span.path}${span.cell === undefined ? '' : ` cell ${span.cell + 1}`} from ${span.line}:${span.column} to ${span.endLine}:${span.endColumn}, new text: ${JSON.stringify(newText)}`,
    ),
    ...(settings
      ? [
          `- No edit of the code: ${Object.entries(settings)
            .map(([key, value]) => `${key} ${value}`)
            .join(', ')}`,
        ]
      : []),
  ].join('\n');
}

/** A file without a run is an answer too. */
export const nothingTrains = (name: string): string =>
  `No training run was found in ${name}. If it trains through another file (a config, a launcher, a module), give that one.`;

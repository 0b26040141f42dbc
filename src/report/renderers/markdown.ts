// What one pastes into a pull request or a model card.
import type { Report } from '../reportModel';
import type { Total } from '../sections/total';
import type { Translate } from '../translate';
import { totalLine } from './totalText';

export function reportsToMarkdown(reports: readonly Report[], total: Total, translate: Translate): string {
  if (reports.length === 0) return `${translate('No training run found.')}\n`;
  const parts = reports.map((report) => reportToMarkdown(report, translate));
  if (reports.length > 1) parts.push(`**${translate('{0} runs together', total.runs)}**${totalLine(total)}\n`);
  return parts.join('\n');
}

export function reportToMarkdown(report: Report, translate: Translate): string {
  const sections = [
    heading(report, translate),
    tiles(report, translate),
    alternatives(report, translate),
    questions(report, translate),
    factors(report, translate),
    facts(report, translate),
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

function heading(report: Report, translate: Translate): string {
  const { headline, sentence, narrowing } = report;
  const [equivalent] = report.equivalents;
  const place =
    report.anchor.cell === undefined ? translate('line {0}', report.anchor.line) : translate('cell {0}, line {1}', report.anchor.cell + 1, report.anchor.line);
  const title = `### ${translate('Training footprint')}: \`${code(report.path)}\` (${[report.framework, report.kind, place].map(text).join(' · ')})`;
  if (!headline) return `${title}\n\n**${translate('No figure yet.')}** ${text(report.lens)}`;
  const range = headline.range ? ` (${headline.range} ${translate('in 90 % of such runs')})` : '';
  const said = [sentence ? `**${text(sentence.emphasis)}**${text(sentence.rest)}` : '', text(narrowing ?? ''), equivalent ? `${text(equivalent.text)}.` : '']
    .filter(Boolean)
    .join(' ');
  return [title, `**${headline.value}**${range}`, said].filter(Boolean).join('\n\n');
}

function tiles(report: Report, translate: Translate): string {
  const known = report.tiles.filter(({ interval }) => interval !== null);
  if (known.length === 0) return '';
  return rows(
    [translate('Quantity'), translate('Estimate'), translate('90 % range'), ''],
    known.map(({ label, value, range, note }) => [label, value, range, note ?? '']),
  );
}

function alternatives(report: Report, translate: Translate): string {
  if (report.alternatives.length === 0) return '';
  const body = report.alternatives.map(({ saving, savingRange, title, qualityCost, evidence }) => [
    `**${saving}** (${savingRange})`,
    text(title),
    [text(qualityCost), ...evidence.map(({ url }) => `[${translate('evidence')}](${url})`)].filter(Boolean).join(' '),
  ]);
  return `**${translate('Greener alternatives')}**\n\n${rows([translate('Saves'), translate('Change'), translate('Quality')], body, true)}`;
}

function questions(report: Report, translate: Translate): string {
  const open = report.questions.filter(({ decisive }) => decisive);
  if (open.length === 0) return '';
  return `**${translate('What is missing')}**\n\n${open.map(({ label, why }) => `- ${text(label)}: ${text(why)}`).join('\n')}`;
}

function factors(report: Report, translate: Translate): string {
  if (!report.estimated) return '';
  const body = report.factors.map(({ label, value, range, assumed, links }) => [
    label,
    value,
    range,
    assumed ? translate('assumed') : links.map((link) => link.label).join(' · '),
  ]);
  return folded(translate('Where it comes from'), rows([translate('Factor'), translate('Value'), translate('Range'), translate('From')], body));
}

function facts(report: Report, translate: Translate): string {
  if (report.facts.length === 0) return '';
  const body = report.facts.map(({ label, value, links }) => [label, value, links.map((link) => link.label).join(' · ')]);
  return folded(translate('What the code says'), rows([translate('Fact'), translate('Value'), translate('From')], body));
}

const folded = (title: string, content: string): string => `<details><summary>${title}</summary>\n\n${content}\n\n</details>`;

function rows(header: readonly string[], body: readonly (readonly string[])[], ready = false): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(header),
    line(header.map(() => '---')),
    ...body.map((cells) => line(ready ? cells.map((cell) => cell.replaceAll('|', '\\|')) : cells.map(text))),
  ].join('\n');
}

/** Text of the user's code must not become markup. */
const text = (value: string): string => value.replace(/[\\`*_[\]<>|#]/g, '\\$&').replace(/\s+/g, ' ');
/** Inside backticks only these end the span. */
const code = (value: string): string => value.replace(/[`\r\n]/g, '');

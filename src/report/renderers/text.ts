// The report as a compact table for a terminal. Colours come in as functions, so that the same text goes to a file.
import type { InputQuestion, Report, SourceLink } from '../reportModel';
import type { Translate } from '../translate';
import { EXAMPLE_SAMPLES } from '../sections/questions';
import { printable } from './printable';
import { filled, table, wrapped } from './table';

/** How emphasis is written; all of them the identity where there is no colour. */
export interface TextStyle {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly warn: (text: string) => string;
  /** the terminal's width; sentences are broken to fit */
  readonly columns?: number;
}
/** Sentences wider than this are tiring to read, narrower than that they fall apart. */
const MOST_COLUMNS = 110;
const FEWEST_COLUMNS = 60;
const columnsOf = ({ columns }: TextStyle): number => Math.max(FEWEST_COLUMNS, Math.min(columns ?? MOST_COLUMNS, MOST_COLUMNS));

const same = (text: string): string => text;
export const plainText: TextStyle = { bold: same, dim: same, good: same, warn: same };

/** The command line's option for an input, where it has one. */
export type FlagFor = (input: InputQuestion['input']) => string | undefined;

const INDENT = '  ';
const GAP = 3;

export function reportToText(shown: Report, style: TextStyle, translate: Translate, flagFor: FlagFor): string {
  const report = printable(shown);
  const sections = [
    heading(report, style, translate),
    summary(report, style, translate),
    tiles(report, style),
    facts(report, style, translate, flagFor),
    factors(report, style, translate),
    alternatives(report, style, translate),
    questions(report, style, translate, flagFor),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function heading(report: Report, style: TextStyle, translate: Translate): string[] {
  const place = report.launcher
    ? translate('started by {0}', report.launcher)
    : report.anchor.cell === undefined
      ? translate('line {0}', report.anchor.line)
      : translate('cell {0}, line {1}', report.anchor.cell + 1, report.anchor.line);
  const which = report.runCount > 1 ? [translate('run {0} of {1}', report.runIndex + 1, report.runCount)] : [];
  return [`${style.bold(report.path)} ${style.dim(['', report.framework, report.kind, place, ...which].join(' · ').trim())}`];
}

function summary(report: Report, style: TextStyle, translate: Translate): string[] {
  const { headline, sentence, narrowing } = report;
  const [equivalent] = report.equivalents;
  if (!headline) return [`${INDENT}${style.bold(translate('No figure yet.'))} ${noFigure(report, translate)}`];
  const range = headline.range ? `   ${headline.range} ${style.dim(translate('in 90 % of such runs'))}` : '';
  return [
    `${INDENT}${style.bold(headline.value)}${range}`,
    ...(sentence ? [`${INDENT}${style.bold(sentence.emphasis)}${sentence.rest}`] : []),
    ...(narrowing ? [`${INDENT}${narrowing}`] : []),
    ...(equivalent ? [`${INDENT}${style.dim(`${equivalent.text}.`)}`] : []),
  ];
}

/** "Unknown: dataset size." */
function noFigure({ questions, lens }: Report, translate: Translate): string {
  const open = questions.filter(({ decisive }) => decisive).map(({ label }) => label.toLowerCase());
  return open.length > 0 ? translate('Unknown: {0}.', open.join(', ')) : lens;
}

const tiles = (report: Report, style: TextStyle): string[] =>
  table(
    report.tiles.filter(({ interval }) => interval !== null).map(({ label, value, range, note }) => [label, value, range, note ?? '']),
    [style.dim, same, style.dim, style.dim],
  );

function facts(report: Report, style: TextStyle, translate: Translate, flagFor: FlagFor): string[] {
  const known = report.facts.map(({ label, value, links }) => [label, value, where(links)]);
  const open = report.questions.filter(({ decisive }) => decisive);
  const rows = [...known, ...open.map((question) => [question.label, translate('unknown'), exampleOf(question, flagFor) ?? ''])];
  return titled(translate('What the code says'), table(rows, [style.dim, same, style.dim]), style);
}

function factors(report: Report, style: TextStyle, translate: Translate): string[] {
  if (!report.estimated) return [];
  const rows = report.factors.map(({ label, value, range, assumed, links }) => [
    label,
    value,
    range,
    assumed ? style.warn(translate('assumed')) : where(links),
  ]);
  return titled(translate('Where it comes from'), table(rows, [style.dim, same, style.dim, same]), style);
}

function alternatives(report: Report, style: TextStyle, translate: Translate): string[] {
  const rows = report.alternatives.map(({ saving, savingRange, title, place, qualityCost, evidence }) => ({
    saving: `${saving} (${savingRange})`,
    title: place ? `${title} ${style.dim(`· ${placeOf(place, translate)}`)}` : title,
    remark: qualityCost,
    url: evidence[0]?.url,
  }));
  const width = Math.max(0, ...rows.map(({ saving }) => saving.length));
  const room = columnsOf(style) - INDENT.length - width - GAP;
  const lines = rows.flatMap(({ saving, title, remark, url }) => [
    `${INDENT}${style.good(saving.padEnd(width))}${' '.repeat(GAP)}${title}`,
    ...[...wrapped(remark, room), ...(url ? [url] : [])].map((line) => `${INDENT}${' '.repeat(width + GAP)}${style.dim(line)}`),
  ]);
  return titled(translate('Greener alternatives'), lines, style);
}

const placeOf = (place: { readonly line: number; readonly cell?: number }, translate: Translate): string =>
  place.cell === undefined ? translate('line {0}', place.line) : translate('cell {0}, line {1}', place.cell + 1, place.line);

function questions(report: Report, style: TextStyle, translate: Translate, flagFor: FlagFor): string[] {
  const lines = report.questions
    .filter(({ decisive }) => decisive || report.estimated)
    .flatMap((question) => questionLines(question, style, translate, flagFor));
  return titled(translate(report.estimated ? 'What would make it more certain' : 'What is missing'), lines, style);
}

/** The option with a value that could be meant. */
function exampleOf({ input, suggestions }: InputQuestion, flagFor: FlagFor): string | undefined {
  const flag = flagFor(input);
  const value = input === 'datasetSamples' ? String(EXAMPLE_SAMPLES) : (input === 'gpu' ? suggestions[0] : (suggestions[1] ?? suggestions[0]))?.value;
  return flag && (value === undefined ? flag : `${flag} ${/\s/.test(value) ? `"${value}"` : value}`);
}

function questionLines(question: InputQuestion, style: TextStyle, translate: Translate, flagFor: FlagFor): string[] {
  const example = exampleOf(question, flagFor);
  const mark = question.decisive ? style.warn('?') : style.dim('?');
  const title = `${style.bold(question.label)}${question.decisive ? ` ${translate('unknown')}` : ''}`;
  const choices = question.suggestions.filter(({ consequence }) => consequence).map(({ label, consequence }) => `${label} → ${consequence.split(' (')[0]}`);
  const indent = `${INDENT}    `;
  const room = columnsOf(style) - indent.length;
  return [
    `${INDENT}${mark} ${title}${example ? `   ${style.good(example)}` : ''}`,
    ...[...wrapped(question.why, room), ...filled(choices, '   ', room)].map((line) => `${indent}${style.dim(line)}`),
  ];
}

const where = (links: readonly SourceLink[]): string => links.map(({ label }) => label).join(' · ');

const titled = (title: string, lines: readonly string[], style: TextStyle): string[] => (lines.length === 0 ? [] : [`${INDENT}${style.bold(title)}`, ...lines]);

// The words of the hovers. Text of the workspace is escaped, and only the commands named here can be run from a hover.
import * as vscode from 'vscode';
import type { FactName, Run } from '../../model/run';
import type { Settings } from '../../model/settings';
import { tight } from '../../report/figures/quantity';
import type { InputQuestion, Report, ReportAlternative } from '../../report/reportModel';
import type { Reading } from '../documents/reading';
import type { RunReference } from '../services';

const commands = ['trainingFootprint.openReport', 'trainingFootprint.applyAlternative', 'trainingFootprint.setInput', 'trainingFootprint.hide'] as const;
type HoverCommand = (typeof commands)[number];

/** More would push the editor's own hover off the screen. */
const mostAlternatives = 3;
const mostQuestions = 2;

/** The run as a whole. */
export function anchorHover(reading: Reading, index: number, settings: Settings): vscode.MarkdownString {
  const report = reading.report(index, settings);
  const text = start();
  if (report.headline) {
    text.appendMarkdown(`**${escaped(report.headline.value)}** (${escaped(tight(report.headline.range))})`);
    for (const id of ['gpuHours', 'energy'] as const) {
      const tile = report.tiles.find((figure) => figure.id === id);
      if (tile) text.appendMarkdown(` · ${escaped(tile.value)} ${id === 'gpuHours' && !/h|min|s$/.test(tile.value) ? 'GPU-h' : ''}`.trimEnd());
    }
    text.appendMarkdown('\n\n');
    if (report.sentence) text.appendMarkdown(`**${escaped(report.sentence.emphasis)}**${escaped(report.sentence.rest)} ${escaped(report.narrowing ?? '')}\n\n`);
  } else {
    text.appendMarkdown(`${escaped(report.lens)}\n\n`);
  }
  appendAlternatives(text, report.alternatives, reference(reading, index));
  appendLinks(text, report, reference(reading, index));
  return text;
}

/** What one value does to the footprint, and what else it could be; undefined for a value that changes nothing. */
export function factHover(reading: Reading, index: number, name: FactName, settings: Settings): vscode.MarkdownString | undefined {
  const run = reading.run(index);
  if (!run) return undefined;
  const report = reading.report(index, settings);
  const effect = reading.engine.effectOf(run, settings, name);
  const related = alternativesAt(name, run, report);
  if (effect === undefined && related.length === 0) return undefined;
  const text = start();
  if (effect !== undefined) text.appendMarkdown(`${emphasised(effect)}\n\n`);
  appendAlternatives(text, related, reference(reading, index));
  appendLinks(text, report, reference(reading, index), name);
  return text;
}

/** Alternatives that would change this value: their edit lies on its line, or at the place that decides it. */
function alternativesAt(name: FactName, { facts, sites }: Run, { alternatives }: Report): readonly ReportAlternative[] {
  const span = facts[name]?.span;
  const deciding = sites.filter(({ changes }) => changes === siteOf[name]);
  return alternatives.filter(
    ({ place, edits }) =>
      place &&
      ((span && place.line === span.line && place.path === span.path && place.cell === span.cell) ||
        edits.some((edit) => deciding.some((site) => site.span.line === edit.span.line && site.span.path === edit.span.path))),
  );
}

/** The first figure of a sentence leads: everything up to the first full stop or bracket is set in bold. */
function emphasised(sentence: string): string {
  const end = sentence.search(/[;(（；]|[.。](\s|$)/);
  return end > 0 ? `**${escaped(sentence.slice(0, end).trimEnd())}**${escaped(sentence.slice(end).replace(/^(?=[(（])/, ' '))}` : escaped(sentence);
}

const siteOf: Readonly<Partial<Record<FactName, string>>> = {
  model: 'model',
  padding: 'padding',
  precision: 'precision',
  epochs: 'epochs',
  perDeviceBatchSize: 'batchSize',
  sequenceLength: 'padding',
  method: 'method',
  gradientCheckpointing: 'gradientCheckpointing',
};

function appendAlternatives(text: vscode.MarkdownString, alternatives: readonly ReportAlternative[], run: RunReference): void {
  for (const { key, title, saving, savingRange } of alternatives.slice(0, mostAlternatives)) {
    text.appendMarkdown(
      `- ${escaped(title)}: **${escaped(saving)}** (${escaped(savingRange)}) ${link(vscode.l10n.t('Apply'), 'trainingFootprint.applyAlternative', [run, key])}\n`,
    );
  }
  if (alternatives.length > 0) text.appendMarkdown('\n');
}

/** Facts whose value the user may simply set. */
const inputOf: Readonly<Partial<Record<FactName, InputQuestion['input']>>> = {
  epochs: 'epochs',
  perDeviceBatchSize: 'perDeviceBatchSize',
  gpu: 'gpu',
  gpuCount: 'gpuCount',
  datasetSamples: 'datasetSamples',
  dataset: 'datasetSamples',
  region: 'region',
};

function appendLinks(text: vscode.MarkdownString, report: Report, run: RunReference, name?: FactName): void {
  const own = name && inputOf[name];
  const change = own ? [link(vscode.l10n.t('Change…'), 'trainingFootprint.setInput', [run, own])] : [];
  const questions = report.questions
    .filter(({ input }) => input !== own)
    .slice(0, mostQuestions)
    .map(({ input, label }) => link(vscode.l10n.t('Set {0}…', label), 'trainingFootprint.setInput', [run, input]));
  const hide = link(vscode.l10n.t('Hide hovers'), 'trainingFootprint.hide', ['hover']);
  text.appendMarkdown([link(vscode.l10n.t('Open report'), 'trainingFootprint.openReport', [run]), ...change, ...questions, hide].join(' · '));
}

function start(): vscode.MarkdownString {
  const text = new vscode.MarkdownString('', true);
  text.isTrusted = { enabledCommands: commands };
  return text;
}

const reference = (reading: Reading, index: number): RunReference => ({ uri: reading.uri.toString(), run: index });

const link = (label: string, command: HoverCommand, args: readonly unknown[]): string =>
  `[${escaped(label)}](command:${command}?${encodeURIComponent(JSON.stringify(args))})`;

/** Names out of the workspace must not become markup, links or icons. */
export const escaped = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-.!<>|~$&]/g, '\\$&').replace(/\s+/g, ' ');

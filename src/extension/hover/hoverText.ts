// The words of the hovers. Text of the workspace is escaped, and only the commands named here can be run from a hover.
import * as vscode from 'vscode';
import type { FactName } from '../../model/run';
import type { Settings } from '../../model/settings';
import { rounded } from '../../report/figures/number';
import { co2eKg, memoryGiB, tight, write } from '../../report/figures/quantity';
import type { Report, ReportAlternative } from '../../report/reportModel';
import type { Reading } from '../documents/reading';
import type { RunReference } from '../services';

const commands = ['trainingFootprint.openReport', 'trainingFootprint.applyAlternative', 'trainingFootprint.setInput'] as const;
type HoverCommand = (typeof commands)[number];

/** More would push the editor's own hover off the screen. */
const mostAlternatives = 3;

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

/** One value: what it is, what it costs, and what else it could be. */
export function factHover(reading: Reading, index: number, name: FactName, settings: Settings): vscode.MarkdownString {
  const report = reading.report(index, settings);
  const row = report.facts.find(({ id }) => id === name);
  const text = start();
  text.appendMarkdown(`**${escaped(row?.label ?? name)}** ${escaped(row?.value ?? String(reading.run(index)?.facts[name]?.value))}\n\n`);
  const effect = effectOf(reading, index, name, settings, report);
  if (effect) text.appendMarkdown(`${escaped(effect)}\n\n`);
  const span = reading.run(index)?.facts[name]?.span;
  const sites = reading.run(index)?.sites.filter(({ changes }) => changes === siteOf[name]) ?? [];
  const related = report.alternatives.filter(
    ({ place, edits }) =>
      place &&
      ((span && place.line === span.line && place.path === span.path && place.cell === span.cell) ||
        edits.some((edit) => sites.some((site) => site.span.line === edit.span.line && site.span.path === edit.span.path))),
  );
  appendAlternatives(text, related, reference(reading, index));
  appendLinks(text, report, reference(reading, index));
  return text;
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

/** @returns a sentence on what this value does, where it can be had without guessing. */
function effectOf(reading: Reading, index: number, name: FactName, settings: Settings, report: Report): string | undefined {
  const run = reading.run(index);
  if (!run) return undefined;
  const estimate = reading.engine.estimate(run, settings);
  switch (name) {
    case 'epochs': {
      const one = reading.engine.estimate(run, { ...settings, epochs: 1 }).co2eKg;
      return one ? vscode.l10n.t('Each epoch costs about {0}.', write(one, co2eKg).value) : undefined;
    }
    case 'perDeviceBatchSize':
    case 'globalBatchSize': {
      if (!estimate.peakMemoryGiB) return undefined;
      const peak = write(estimate.peakMemoryGiB, memoryGiB).value;
      const fits =
        estimate.fitsMemory === false
          ? vscode.l10n.t('Needs about {0} on each GPU, which does not fit.', peak)
          : vscode.l10n.t('Needs about {0} on each GPU.', peak);
      return estimate.largestBatchThatFits === null ? fits : `${fits} ${vscode.l10n.t('The largest batch that fits is {0}.', estimate.largestBatchThatFits)}`;
    }
    case 'padding':
    case 'sequenceLength': {
      const padding = report.shares.find(({ id }) => id === 'padding');
      return padding ? vscode.l10n.t('{0} of the CO₂e is spent on padding.', padding.percent) : undefined;
    }
    case 'precision': {
      const { utilization } = estimate;
      return utilization ? vscode.l10n.t("Uses about {0} % of the GPU's peak in this precision.", rounded(utilization.mid * 100)) : undefined;
    }
    case 'model':
    case 'dataset':
    case 'gpu':
    case 'region':
      return factorText(report, name === 'dataset' ? 'samples' : name === 'region' ? 'grid' : name, String(run.facts[name]?.value));
    default:
      return undefined;
  }
}

function factorText(report: Report, id: string, shown: string): string | undefined {
  const row = report.factors.find((factor) => factor.id === id);
  // The value itself stands in the hover's first line already.
  const rest = row?.value.startsWith(`${shown} · `) ? row.value.slice(shown.length + 3) : row?.value;
  return rest === shown ? undefined : rest;
}

function appendAlternatives(text: vscode.MarkdownString, alternatives: readonly ReportAlternative[], run: RunReference): void {
  for (const { key, title, saving, savingRange } of alternatives.slice(0, mostAlternatives)) {
    text.appendMarkdown(
      `- ${escaped(title)}: **${escaped(saving)}** (${escaped(savingRange)}) ${link(vscode.l10n.t('Apply'), 'trainingFootprint.applyAlternative', [run, key])}\n`,
    );
  }
  if (alternatives.length > 0) text.appendMarkdown('\n');
}

function appendLinks(text: vscode.MarkdownString, report: Report, run: RunReference): void {
  const questions = report.questions.slice(0, 2).map(({ input, label }) => link(vscode.l10n.t('Set {0}…', label), 'trainingFootprint.setInput', [run, input]));
  text.appendMarkdown([link(vscode.l10n.t('Open report'), 'trainingFootprint.openReport', [run]), ...questions].join(' · '));
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

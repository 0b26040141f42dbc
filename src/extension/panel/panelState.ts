// Everything the page shows about one run: its report under the tried inputs, beside what the files say, and the chosen alternatives together.
import * as vscode from 'vscode';
import type { Run } from '../../model/run';
import type { Settings } from '../../model/settings';
import type { Choices, Combined, PanelState } from '../../../webview/protocol';
import { alternativesByKey } from '../actions/alternatives';
import { clash, editsOf } from '../actions/together';
import type { Reading } from '../documents/reading';
import { keepableInputs } from '../settings/keepInputs';
import { choicesOf, inputsOf } from './inputs';

/** What the user does on the page without writing anything. */
export interface Trial {
  readonly whatIf: Settings;
  readonly chosen: readonly string[];
}

/** Lists of hundreds; the same for every report of a window. */
const choicesByEngine = new WeakMap<object, Choices>();

export function panelState(reading: Reading, runIndex: number, settings: Settings, { whatIf, chosen }: Trial): PanelState {
  const { engine } = reading;
  const run = reading.run(runIndex);
  if (!run) return { kind: 'empty', reason: 'nothingTrains', fileName: fileNameOf(reading.uri) };
  const tried = { ...settings, ...whatIf };
  const report = reading.report(runIndex, tried);
  const choices = choicesByEngine.get(engine) ?? choicesOf(engine);
  choicesByEngine.set(engine, choices);
  const trying = Object.keys(whatIf).length > 0;
  const before = trying ? reading.report(runIndex, settings).headline : null;
  return {
    kind: 'report',
    uri: reading.uri.toString(),
    report,
    stale: reading.isStale,
    runs: reading.runs.map((one, index) => ({ value: String(index), label: runLabel(one, index, reading) })),
    choices,
    inputs: inputsOf(run, engine.estimate(run, tried), tried, choices),
    whatIf,
    keepable: keepableInputs(run),
    baseline: before?.interval ? { value: before.value, interval: before.interval } : null,
    combined: combinedOf(reading, run, runIndex, tried, chosen),
  };
}

function runLabel({ anchor }: Run, index: number, { file, runs }: Reading): string {
  const line = anchor.cell === undefined ? vscode.l10n.t('line {0}', anchor.line) : vscode.l10n.t('cell {0}', anchor.cell + 1);
  const launcher = anchor.path === file.path ? undefined : anchor.path.slice(anchor.path.lastIndexOf('/') + 1);
  return vscode.l10n.t('run {0} of {1} · {2}', index + 1, runs.length, launcher ? `${launcher} ${line}` : line);
}

export const fileNameOf = ({ path }: vscode.Uri): string => path.slice(path.lastIndexOf('/') + 1);

function combinedOf(reading: Reading, run: Run, runIndex: number, settings: Settings, keys: readonly string[]): Combined | null {
  const alternatives = alternativesByKey(reading, runIndex, settings, keys);
  if (alternatives.length === 0) return null;
  const edits = editsOf(alternatives);
  const shown = { keys, edits: edits.length };
  if (clash(edits)) return { ...shown, change: '', saving: '', savingRange: '', problem: vscode.l10n.t('These change the same lines; choose one of them.') };
  return { ...shown, ...reading.engine.savingOf(run, settings, alternatives) };
}

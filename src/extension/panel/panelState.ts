// What the page needs to show one run and to estimate it anew: what was read, what the user has decided, and the report that follows.
import * as vscode from 'vscode';
import type { Run } from '../../model/run';
import type { Settings } from '../../model/settings';
import type { Report } from '../../report/reportModel';
import type { PanelState } from '../../../webview/protocol/messages';
import type { Reading } from '../documents/reading';
import { keepablePlaces } from '../settings/keepInputs';
import { choicesOf } from './choices';
import { fileNameOf } from '../../model/paths';

/** What the user tries on the page without writing anything. */
export interface Trial {
  readonly whatIf: Settings;
  /** the number of the page's message that said so */
  readonly heard: number;
}

/** What a page needs, worked out a step at a time; afterwards `panelState` has it all at hand. */
export function* panelSteps(reading: Reading, runIndex: number, settings: Settings): Generator<void> {
  reading.engine.accelerators();
  yield;
  reading.engine.regions();
  yield;
  choicesOf(reading.engine);
  yield;
  if (!reading.run(runIndex)) return;
  const report = reading.report(runIndex, settings);
  for (const section of Object.keys(report) as (keyof Report)[]) {
    void report[section];
    yield;
  }
}

export function panelState(reading: Reading, runIndex: number, settings: Settings, { whatIf, heard }: Trial): PanelState {
  const run = reading.run(runIndex);
  if (!run) return { kind: 'empty', reason: 'nothingTrains', fileName: fileNameOf(reading.uri.path) };
  return {
    kind: 'report',
    uri: reading.uri.toString(),
    file: reading.file,
    runIndex,
    settings,
    report: reading.report(runIndex, settings),
    stale: reading.isStale,
    runs: reading.runs.map((one, index) => ({ value: String(index), label: runLabel(one, index, reading) })),
    choices: choicesOf(reading.engine),
    whatIf,
    heard,
    keepable: keepablePlaces(reading, runIndex, settings),
  };
}

function runLabel({ anchor }: Run, index: number, { file, runs }: Reading): string {
  const line = anchor.cell === undefined ? vscode.l10n.t('line {0}', anchor.line) : vscode.l10n.t('cell {0}', anchor.cell + 1);
  const launcher = anchor.path === file.path ? undefined : fileNameOf(anchor.path);
  return vscode.l10n.t('run {0} of {1} · {2}', index + 1, runs.length, launcher ? `${launcher} ${line}` : line);
}

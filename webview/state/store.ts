// What the page shows: the extension's last state plus what the user is doing to it right now.
import type { Settings } from '../../src/model/settings';
import type { PanelState } from '../protocol';
import { recall, remember, send } from './host';

const remembered = recall();

/** The page's whole state; changed through the functions below, then drawn again. */
export const store: { panel: PanelState; whatIf: Settings; chosen: readonly string[] } = {
  panel: { kind: 'empty', reason: 'noFile' },
  whatIf: remembered.whatIf ?? {},
  chosen: remembered.chosen ?? [],
};

let redraw: () => void = () => undefined;
export const onChange = (draw: () => void): void => void (redraw = draw);

export function showPanel(panel: PanelState): void {
  const before = store.panel;
  store.panel = panel;
  if (panel.kind === 'report') {
    const keys = new Set(panel.report.alternatives.map(({ key }) => key));
    const sameRun = before.kind === 'report' && before.report.runId === panel.report.runId;
    const chosen = store.chosen.filter((key) => keys.has(key));
    store.whatIf = panel.whatIf;
    if (!sameRun && chosen.length > 0) send({ type: 'choose', keys: chosen });
    store.chosen = chosen;
    remember({ uri: panel.uri, run: panel.report.runIndex, whatIf: panel.whatIf, chosen });
  }
  redraw();
}

/** Tries other inputs: `undefined` takes one back. Nothing is written. */
export function tryInput(change: Settings): void {
  const next = Object.fromEntries(Object.entries({ ...store.whatIf, ...change }).filter(([, value]) => value !== undefined)) as Settings;
  store.whatIf = next;
  send({ type: 'whatIf', settings: next });
  redraw();
}

export function resetInputs(): void {
  store.whatIf = {};
  send({ type: 'whatIf', settings: {} });
  redraw();
}

export function choose(key: string, on: boolean): void {
  const others = store.chosen.filter((other) => other !== key);
  store.chosen = on ? [...others, key] : others;
  remember({ chosen: store.chosen });
  send({ type: 'choose', keys: store.chosen });
  redraw();
}

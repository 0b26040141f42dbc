// What the page shows: the extension's last state plus what the user is doing to it right now.
import type { Settings } from '../../src/model/settings';
import type { Inputs } from '../../src/report/reportModel';
import type { PanelState } from '../protocol/messages';
import { prepareEstimator, shownOf } from './estimator';
import { recall, remember, send } from './host';
import type { Shown } from './shown';

const remembered = recall();

/** The page's whole state; changed through the functions below, then drawn again. */
export const store: { panel: PanelState; shown: Shown | undefined; whatIf: Settings; chosen: readonly string[] } = {
  panel: { kind: 'loading', fileName: '' },
  shown: undefined,
  whatIf: remembered.whatIf ?? {},
  chosen: remembered.chosen ?? [],
};

/** The run on show, to tell another one from a new reading of the same. */
let shownRun = remembered.uri === undefined ? undefined : { uri: remembered.uri, run: remembered.run ?? 0 };
/** How often the user has tried something; the extension says up to where it has heard. */
let said = 0;

let redraw: () => void = () => undefined;
export const onChange = (draw: () => void): void => void (redraw = draw);

export function showPanel(panel: PanelState): void {
  store.panel = panel;
  if (panel.kind === 'report') {
    const same = shownRun?.uri === panel.uri && shownRun.run === panel.runIndex;
    if (!same) store.chosen = [];
    if (!same || panel.heard >= said) store.whatIf = panel.whatIf;
    shownRun = { uri: panel.uri, run: panel.runIndex };
  }
  update();
}

/** Tries other inputs: `undefined` takes one back, and so does what stands there anyway. Nothing is written. */
export function tryInput(change: Settings): void {
  const { panel } = store;
  const standing: Partial<Inputs> = panel.kind === 'report' ? panel.report.inputs : {};
  const isTrial = ([name, value]: [string, unknown]): boolean => value !== undefined && value !== standing[name as keyof Inputs];
  setWhatIf(Object.fromEntries(Object.entries({ ...store.whatIf, ...change }).filter(isTrial)) as Settings);
}

export const resetInputs = (): void => setWhatIf({});

function setWhatIf(settings: Settings): void {
  store.whatIf = settings;
  send({ type: 'whatIf', settings, number: ++said });
  update();
}

export function choose(key: string, on: boolean): void {
  const others = store.chosen.filter((other) => other !== key);
  store.chosen = on ? [...others, key] : others;
  update();
}

/** Works out what is shown, remembers it for a reload, and draws. */
function update(): void {
  const { panel, whatIf, chosen } = store;
  if (panel.kind === 'report') {
    store.shown = shownOf(panel, whatIf, chosen);
    const offered = new Set(store.shown.report.alternatives.map(({ key }) => key));
    store.chosen = chosen.filter((key) => offered.has(key));
    if (store.chosen.length < chosen.length) store.shown = shownOf(panel, whatIf, store.chosen);
    remember({ uri: panel.uri, run: panel.runIndex, whatIf, chosen: store.chosen });
    prepareEstimator(update);
  } else store.shown = undefined;
  redraw();
}

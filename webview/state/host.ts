// The page's line to the extension: checked messages both ways, and the little state that survives a reload.
import type { Settings } from '../../src/model/settings';
import { isSettings, readToPage } from '../protocol/checks';
import type { FromPage, ToPage } from '../protocol/messages';

/** What the page remembers while it is hidden or the window reloads. */
export interface Remembered {
  readonly uri?: string;
  readonly run?: number;
  readonly whatIf?: Settings;
  readonly chosen?: readonly string[];
  readonly scroll?: number;
  /** folded sections that the user has opened */
  readonly open?: readonly string[];
}

interface VsCodeApi {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: Remembered): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();

export const send = (message: FromPage): void => api.postMessage(message);

/** Calls back for each well-formed message; anything else is dropped. */
export function listen(receive: (message: ToPage) => void): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = readToPage(event.data);
    if (message) receive(message);
  });
}

export function recall(): Remembered {
  const state = api.getState();
  if (typeof state !== 'object' || state === null) return {};
  const { uri, run, whatIf, chosen, scroll, open } = state as Record<string, unknown>;
  return {
    uri: typeof uri === 'string' ? uri : undefined,
    run: typeof run === 'number' ? run : undefined,
    whatIf: isSettings(whatIf) ? whatIf : undefined,
    chosen: Array.isArray(chosen) ? chosen.filter((key) => typeof key === 'string') : undefined,
    scroll: typeof scroll === 'number' ? scroll : undefined,
    open: Array.isArray(open) ? open.filter((id) => typeof id === 'string') : undefined,
  };
}

export function remember(change: Remembered): void {
  api.setState({ ...recall(), ...change });
}

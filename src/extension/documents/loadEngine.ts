// Loads the engine when it is first needed; activation must load neither grammar nor table.
import * as vscode from 'vscode';
import type { Engine, EngineOptions } from '../../engine';

/** What the two hosts do differently. */
export interface HostOptions {
  /** the TypeScript front end in a chunk of its own; absent where a second file cannot be loaded (the web) */
  readonly loadTypeScript?: EngineOptions['loadTypeScript'];
}

export type EngineLoader = () => Promise<Engine>;

/** @returns a function that gives the one engine of this window. */
export function engineLoader({ loadTypeScript }: HostOptions, log: vscode.LogOutputChannel): EngineLoader {
  let engine: Promise<Engine> | undefined;
  const load = async (): Promise<Engine> => {
    const started = performance.now();
    const { createEngine } = await import('../../engine');
    const created = createEngine({
      loadTypeScript,
      logger: { info: (message) => log.info(message), warn: (message) => log.warn(message) },
      clock: { now: () => performance.now() },
      translate: (message, ...parameters) => vscode.l10n.t(message, ...parameters),
    });
    log.debug(`engine loaded in ${(performance.now() - started).toFixed(0)} ms`);
    return created;
  };
  return () => (engine ??= load());
}

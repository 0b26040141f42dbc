// Loads the engine when it is first needed; activation must load neither grammar nor table.
import type * as vscode from 'vscode';
import type { DocumentReader, Engine, EngineOptions } from '../../engine';
import type { HostMachine } from '../machine/hostMachine';
import { translate } from '../translate';

/** What the two hosts do differently. */
export interface HostOptions {
  /** the TypeScript front end in a chunk of its own; absent where a second file cannot be loaded (the web) */
  readonly loadTypeScript?: EngineOptions['loadTypeScript'];
  /** reads documents on a thread of its own, started with the first of them; absent where there are no threads (the web) */
  readonly startReader?: (log: vscode.LogOutputChannel) => DocumentReader & vscode.Disposable;
  /** the disk, the hardware and the network of the machine beneath; absent in the browser */
  readonly machine?: HostMachine;
}

/** What the engine is built with, beside what the editor itself gives. */
export interface EngineParts extends Pick<EngineOptions, 'loadTypeScript' | 'reader' | 'hub'> {
  readonly log: vscode.LogOutputChannel;
}

export type EngineLoader = () => Promise<Engine>;

/** @returns a function that gives the one engine of this window. */
export function engineLoader({ log, ...parts }: EngineParts): EngineLoader {
  let engine: Promise<Engine> | undefined;
  const load = async (): Promise<Engine> => {
    const started = performance.now();
    // The worker and the engine load side by side.
    parts.reader?.start?.();
    const { createEngine } = await import('../../engine');
    const created = createEngine({
      ...parts,
      logger: { info: (message) => log.info(message), warn: (message) => log.warn(message) },
      clock: { now: () => performance.now() },
      translate,
    });
    log.debug(`engine loaded in ${(performance.now() - started).toFixed(0)} ms`);
    return created;
  };
  return () => (engine ??= load());
}

// Runs the integration suite inside real editors: the desktop or else the server host, and the web host for the browser bundle.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { runSuiteInBrowser, type SuiteOutcome } from '../../test/host/suite/automation';
import { launchBrowser } from '../../test/host/browser';
import { findDesktop, runSuiteOnDesktop } from '../../test/host/editors/desktopHost';
import { HostUnavailable } from '../../test/host/install';
import { installServer, startServer } from '../../test/host/editors/serverHost';
import { installWeb, startWeb } from '../../test/host/editors/webHost';
import { copyExtension, prepareWorkspace } from '../../test/integration/workspace';
import { root } from '../build/bundles';
import type { Tally } from './tally';

const log = (line: string): void => console.log(line);

interface Place {
  /** scratch space of this run */
  readonly folder: string;
  readonly extension: string;
  readonly suite: string;
}

/** A workspace for one host alone: tests edit it. */
const workspaceIn = ({ folder, extension }: Place, host: string): string => prepareWorkspace(path.join(folder, host, 'workspace'), extension);

/** One file that runs in Node and in a web worker alike. */
async function bundleSuite(outfile: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: ['test/integration/suite.ts'],
    outfile,
    bundle: true,
    platform: 'browser',
    format: 'cjs',
    target: 'es2022',
    external: ['vscode'],
    logLevel: 'error',
  });
}

async function onDesktop(place: Place): Promise<{ host: string; outcome: SuiteOutcome }> {
  const executable = await findDesktop(log);
  return {
    host: `desktop (${executable})`,
    outcome: await runSuiteOnDesktop(executable, { ...place, folder: path.join(place.folder, 'desktop'), workspace: workspaceIn(place, 'desktop') }),
  };
}

async function onServer(place: Place, browser: Browser): Promise<{ host: string; outcome: SuiteOutcome }> {
  const program = await installServer(log);
  const server = await startServer(program, { folder: path.join(place.folder, 'server'), automation: true });
  try {
    const address = server.address(workspaceIn(place, 'server'), [
      ['extensionDevelopmentPath', server.remotePath(place.extension)],
      ['extensionTestsPath', server.remotePath(place.suite)],
      ['skipWelcome', 'true'],
    ]);
    return { host: `server (VS Code ${program.version}, extension host in Node)`, outcome: await runSuiteInBrowser(browser, address) };
  } finally {
    await server.stop();
  }
}

async function onWeb(place: Place, browser: Browser): Promise<{ host: string; outcome: SuiteOutcome }> {
  const program = await installWeb(log);
  const server = await startWeb(program, { ...place, workspace: workspaceIn(place, 'web') });
  try {
    return { host: `web (VS Code ${program.version}, extension host in a web worker)`, outcome: await runSuiteInBrowser(browser, server.address) };
  } finally {
    await server.stop();
  }
}

const LINES_OF_CONSOLE = 40;

function report(tally: Tally, host: string, { tests, exitCode, console: printed }: SuiteOutcome): void {
  console.log(`\n${host}`);
  for (const { name, ok, error } of tests) {
    console.log(`  ${ok ? '✔' : '✖'} ${name}${ok ? '' : `\n      ${error ?? ''}`}`);
    if (ok) tally.pass();
    else tally.fail(`${host}: ${name}`);
  }
  const unexplained = exitCode !== 0 && tests.every(({ ok }) => ok);
  if (unexplained || tests.length === 0) tally.fail(`${host}: the suite ended with exit code ${exitCode} after ${tests.length} tests`);
  if (exitCode !== 0) console.log(printed.slice(-LINES_OF_CONSOLE).join('\n'));
}

/** Runs a host; one that cannot be had is noted, anything else that goes wrong is a failure. @returns whether it ran */
async function attempt(tally: Tally, name: string, run: () => Promise<{ host: string; outcome: SuiteOutcome }>): Promise<boolean> {
  try {
    const { host, outcome } = await run();
    report(tally, host, outcome);
    tally.hosts.push(`${name}: ${host}, ${outcome.tests.length} tests`);
    return true;
  } catch (error) {
    if (error instanceof HostUnavailable) {
      tally.hosts.push(`${name}: not run, since ${error.message}`);
      return false;
    }
    tally.fail(`${name} host: ${error instanceof Error ? error.message : String(error)}`);
    return true;
  }
}

/** Every host that can be had; with `TRAINING_FOOTPRINT_ALL_HOSTS` set (as on CI) a missing server or web host is a failure of its own. */
export async function runEditorTests(tally: Tally): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'training-footprint-'));
  const extension = copyExtension(path.join(folder, 'extension'));
  // The web host serves the extension's folder and nothing else.
  const place: Place = { folder, extension, suite: path.join(extension, 'suite.js') };
  let browser: Browser | undefined;
  const withBrowser = async (run: (browser: Browser) => Promise<{ host: string; outcome: SuiteOutcome }>): Promise<{ host: string; outcome: SuiteOutcome }> => {
    browser ??= await launchBrowser();
    return run(browser);
  };
  try {
    await bundleSuite(place.suite);
    const insist = process.env['TRAINING_FOOTPRINT_ALL_HOSTS'] !== undefined;
    const desktop = await attempt(tally, 'desktop', () => onDesktop(place));
    const server = desktop || (await attempt(tally, 'server', () => withBrowser((open) => onServer(place, open))));
    const web = await attempt(tally, 'web', () => withBrowser((open) => onWeb(place, open)));
    if (!desktop && !server && !web) tally.fail(`no editor could run the integration suite:\n    ${tally.hosts.join('\n    ')}`);
    else if (insist && !server) tally.fail('the server host did not run');
    else if (insist && !web) tally.fail('the web host did not run');
  } finally {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  }
}

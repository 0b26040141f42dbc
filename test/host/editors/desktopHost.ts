// The desktop editor, where one can be had: VSCODE_EXECUTABLE_PATH names one, or it is downloaded. Needs a display.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import type { SuiteOutcome } from '../suite/automation';
import { HostUnavailable, cacheFolder, withoutNpmVariables } from '../install';
import { readResults } from '../suite/protocol';

const DOWNLOAD_HOST = 'https://update.code.visualstudio.com/api/releases/stable';
const PROBE_TIMEOUT_MS = 5000;
const DOWNLOAD_TIMEOUT_MS = 5 * 60_000;
const SUITE_TIMEOUT_MS = 180_000;

/** Whether windows can be shown (Linux needs an X or Wayland display). */
export const hasDisplay = (): boolean => process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);

async function downloadIsPossible(): Promise<boolean> {
  try {
    return (await fetch(DOWNLOAD_HOST, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) })).ok;
  } catch {
    return false;
  }
}

/**
 * The path of a desktop editor, downloaded into the cache where necessary.
 * @throws HostUnavailable when there is no display, or neither an editor nor a download
 */
export async function findDesktop(log: (line: string) => void): Promise<string> {
  if (!hasDisplay()) throw new HostUnavailable('there is no display (set DISPLAY, or run under xvfb-run)');
  const named = process.env['VSCODE_EXECUTABLE_PATH'];
  if (named !== undefined && named !== '') return named;
  if (!(await downloadIsPossible())) throw new HostUnavailable('VSCODE_EXECUTABLE_PATH is not set and update.code.visualstudio.com cannot be reached');
  const cachePath = path.join(cacheFolder(), 'desktop');
  mkdirSync(cachePath, { recursive: true });
  log('Downloading VS Code ...');
  return downloadAndUnzipVSCode({ version: 'stable', cachePath, timeout: DOWNLOAD_TIMEOUT_MS });
}

export interface DesktopSettings {
  /** holds the editor's user data and extensions */
  readonly folder: string;
  readonly extension: string;
  readonly workspace: string;
  readonly suite: string;
}

export function runSuiteOnDesktop(executable: string, { folder, extension, workspace, suite }: DesktopSettings): Promise<SuiteOutcome> {
  const child = spawn(
    executable,
    [
      workspace,
      `--extensionDevelopmentPath=${extension}`,
      `--extensionTestsPath=${suite}`,
      `--user-data-dir=${path.join(folder, 'user')}`,
      `--extensions-dir=${path.join(folder, 'extensions')}`,
      ...[
        '--no-sandbox',
        '--disable-gpu-sandbox',
        '--disable-updates',
        '--skip-welcome',
        '--skip-release-notes',
        '--disable-workspace-trust',
        '--disable-telemetry',
      ],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], timeout: SUITE_TIMEOUT_MS, env: withoutNpmVariables(process.env) },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ exitCode: code ?? -1, ...readResults(output.split('\n')) }));
  });
}

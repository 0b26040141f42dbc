// The VS Code server and workbench that code-server ships: a real extension host in Node, the workbench in a browser.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { HostUnavailable, installHost, withoutNpmVariables } from '../install';
import { freePort, stop, untilItSays } from '../processes';

/** An installed server: its Node and its program. */
export interface ServerProgram {
  readonly node: string;
  readonly main: string;
  readonly version: string;
}

export interface ServerSettings {
  /** holds the server's data and extensions */
  readonly folder: string;
  /** answers automation calls of an integration suite; modal dialogs are refused then */
  readonly automation?: boolean;
  /** false leaves workspace trust on, so that a folder opens in Restricted Mode */
  readonly trustEverything?: boolean;
  /** a packaged extension to install before the start */
  readonly vsix?: string;
  /** the user's settings.json */
  readonly userSettings?: Readonly<Record<string, unknown>>;
  readonly port?: number;
}

export interface RunningServer {
  readonly port: number;
  /** the workbench's address for a folder or a `.code-workspace` file; `payload` is the embedder's list of pairs */
  readonly address: (workspace: string, payload?: readonly (readonly [string, string])[]) => string;
  readonly remotePath: (file: string) => string;
  readonly stop: () => Promise<void>;
  readonly process: ChildProcess;
}

/** @throws HostUnavailable */
export async function installServer(log: (line: string) => void): Promise<ServerProgram> {
  const nodeFolder = path.join(await installHost('node', log), 'node_modules', 'node', 'bin');
  const modules = path.join(await installHost('server', log, [nodeFolder]), 'node_modules', 'code-server');
  const main = path.join(modules, 'lib', 'vscode', 'out', 'server-main.js');
  const node = path.join(nodeFolder, process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(main) || !existsSync(node))
    throw new HostUnavailable(
      `${existsSync(main) ? node : main} is missing although the installation went through; delete ${path.dirname(path.dirname(modules))} to install again`,
    );
  const { stdout } = spawnSync(node, [main, '--version'], { encoding: 'utf8', env: withoutNpmVariables(process.env) });
  return { node, main, version: stdout.split('\n').find((line) => /^\d+\.\d+\.\d+/.test(line)) ?? 'unknown' };
}

function installVsix({ node, main }: ServerProgram, vsix: string, folders: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(node, [main, '--install-extension', vsix, ...folders, '--accept-server-license-terms'], {
    encoding: 'utf8',
    env: withoutNpmVariables(process.env),
  });
  if (status !== 0 || /failed/i.test(stdout)) throw new Error(`the server did not install ${vsix}: ${stdout}${stderr}`);
}

/**
 * Starts the server and waits until it listens.
 * @throws Error when it ends or stays silent instead
 */
export async function startServer(program: ServerProgram, settings: ServerSettings): Promise<RunningServer> {
  const data = path.join(settings.folder, 'data');
  const extensions = path.join(settings.folder, 'extensions');
  mkdirSync(extensions, { recursive: true });
  if (settings.userSettings) {
    // code-server keeps the user's settings on disk, where the plain server keeps only the machine's.
    for (const scope of ['User', 'Machine']) {
      mkdirSync(path.join(data, 'data', scope), { recursive: true });
      writeFileSync(path.join(data, 'data', scope, 'settings.json'), JSON.stringify(settings.userSettings));
    }
  }
  const folders = ['--server-data-dir', data, '--extensions-dir', extensions];
  if (settings.vsix !== undefined) installVsix(program, settings.vsix, folders);
  const port = settings.port ?? (await freePort('127.0.0.1'));
  const child = spawn(
    program.node,
    [
      program.main,
      ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--accept-server-license-terms', '--telemetry-level', 'off', ...folders],
      ...(settings.automation === true ? ['--enable-smoke-test-driver'] : []),
      ...(settings.trustEverything === false ? [] : ['--disable-workspace-trust']),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: withoutNpmVariables(process.env) },
  );
  await untilItSays(child, /Web UI available at|Extension host agent listening/);
  const remotePath = (file: string): string => `vscode-remote://127.0.0.1:${port}${file}`;
  return {
    port,
    process: child,
    remotePath,
    address: (workspace, payload = []) =>
      `http://127.0.0.1:${port}/?${workspace.endsWith('.code-workspace') ? 'workspace' : 'folder'}=${encodeURIComponent(workspace)}${payload.length === 0 ? '' : `&payload=${encodeURIComponent(JSON.stringify(payload))}`}`,
    stop: () => stop(child),
  };
}

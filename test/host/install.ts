// Puts an editor host from npm where every clone finds it again: ~/.cache/training-footprint/hosts/NAME-HASH, the hash being that of its lock file.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export type HostPackage = 'node' | 'server' | 'web';

const PACKAGES = path.join(__dirname, 'packages');
/** Debian packages that the server's native modules need to compile. */
const DEBIAN_PACKAGES: Readonly<Record<HostPackage, readonly string[]>> = {
  node: [],
  server: ['build-essential', 'python3', 'pkg-config', 'libkrb5-dev', 'libx11-dev', 'libxkbfile-dev', 'libsecret-1-dev'],
  web: [],
};
const INSTALL_TIMEOUT_MS = 20 * 60_000;

/** Says in words a user can act on why a host cannot be had. */
export class HostUnavailable extends Error {}

export function cacheFolder(): string {
  const base = process.env['TRAINING_FOOTPRINT_CACHE'] ?? path.join(process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'), 'training-footprint');
  return path.join(base, 'hosts');
}

/** Where a host lies or would lie; the name holds what it depends on. */
export function hostFolder(name: HostPackage): string {
  const lock = readFileSync(path.join(PACKAGES, name, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex').slice(0, 12);
  return path.join(cacheFolder(), `${name}-${hash}`);
}

/** The Debian packages among those needed that are not installed; none on systems without dpkg, where the compiler will say what it misses. */
export function missingDebianPackages(names: readonly string[]): readonly string[] {
  if (spawnSync('dpkg-query', ['--version']).status !== 0) return [];
  return names.filter((name) => !spawnSync('dpkg-query', ['-W', '-f=${Status}', name], { encoding: 'utf8' }).stdout.includes('install ok installed'));
}

function npmCi(folder: string, firstOnPath: readonly string[]): Promise<number> {
  const log = createWriteStream(path.join(folder, 'install.log'));
  return new Promise((resolve) => {
    const child = spawn('npm', ['ci', '--no-audit', '--no-fund', '--foreground-scripts'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: INSTALL_TIMEOUT_MS,
      env: {
        ...withoutNpmVariables(process.env),
        PATH: [...firstOnPath, process.env['PATH'] ?? ''].join(path.delimiter),
        // @vscode/test-web would fetch a browser of its own; the tests use the machine's.
        PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
      },
    });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    child.on('error', () => resolve(-1));
    child.on('close', (code) => log.end(() => resolve(code ?? -1)));
  });
}

/** npm passes its own settings on to what it runs (`npm_config_user_agent` among them); the host's installation starts without them. */
export function withoutNpmVariables(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(npm_|INIT_CWD$|NODE_OPTIONS$|NODE_TEST_CONTEXT$)/i.test(name)));
}

/**
 * Installs a host unless it is there, and returns its folder.
 * @param firstOnPath folders before the PATH of the installation (code-server's scripts want Node 24 there)
 * @throws HostUnavailable with what to install or where to look
 */
export async function installHost(name: HostPackage, log: (line: string) => void, firstOnPath: readonly string[] = []): Promise<string> {
  const folder = hostFolder(name);
  if (existsSync(path.join(folder, 'node_modules'))) return folder;
  const missing = missingDebianPackages(DEBIAN_PACKAGES[name]);
  if (missing.length > 0) throw new HostUnavailable(`the Debian packages ${missing.join(', ')} are missing: apt-get install ${missing.join(' ')}`);
  const partial = `${folder}.partial-${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  cpSync(path.join(PACKAGES, name), partial, { recursive: true });
  log(`Installing the ${name} host into ${folder}${name === 'server' ? ' (its native modules compile for some minutes, once)' : ''} ...`);
  const code = await npmCi(partial, firstOnPath);
  if (code !== 0) {
    const kept = `${folder}.failed.log`;
    cpSync(path.join(partial, 'install.log'), kept);
    rmSync(partial, { recursive: true, force: true });
    throw new HostUnavailable(`npm could not install it (exit code ${code}); its output is in ${kept}`);
  }
  try {
    renameSync(partial, folder);
  } catch {
    // Another run was faster; its folder is as good.
    rmSync(partial, { recursive: true, force: true });
  }
  return folder;
}

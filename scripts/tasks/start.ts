// npm start: builds, estimates one example in the terminal, then opens an editor with the extension on examples/ by the first way that works.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { findDesktop, hasDisplay } from '../../test/host/editors/desktopHost';
import { HostUnavailable, cacheFolder } from '../../test/host/install';
import { installServer, startServer } from '../../test/host/editors/serverHost';
import { buildAll } from '../build/buildAll';
import { root } from '../build/bundles';
import { buildIsFresh } from '../build/freshness';
import { packVsix } from '../build/vsix';

const EXAMPLES = path.join(root, 'examples');
const EXAMPLE = ['examples/bert_sentiment.py', '--dataset-samples', '25000'];
const DEFAULT_PORT = 8321;
const say = (line: string): void => console.log(line);

async function build(): Promise<boolean> {
  if (buildIsFresh()) return true;
  const lines: string[] = [];
  say('Building ...');
  if (await buildAll({ production: true, log: (line) => lines.push(line) })) return true;
  console.error(`The build failed:\n${lines.join('\n')}`);
  return false;
}

/** A first figure, before any editor is there. */
function showEstimate(): void {
  say(`\n$ npm run estimate -- ${EXAMPLE.join(' ')}\n`);
  spawnSync(process.execPath, ['dist/cli.js', 'estimate', ...EXAMPLE], { cwd: root, stdio: 'inherit' });
  say('\nAny file of yours, in the terminal:  npm run estimate -- FILE\n');
}

/** The user's own editor, with the extension loaded from this folder. */
function openInstalledEditor(): boolean {
  if (!hasDisplay()) return false;
  const windows = process.platform === 'win32';
  const { status } = spawnSync('code', [`--extensionDevelopmentPath=${root}`, EXAMPLES], { stdio: 'ignore', shell: windows });
  if (status !== 0) return false;
  say('VS Code opens on examples/ with the extension loaded: look above the last line of train() in bert_sentiment.py.');
  return true;
}

/** An editor downloaded for this purpose; stays until its window is closed. */
async function openDownloadedEditor(): Promise<boolean> {
  try {
    const executable = await findDesktop(say);
    const data = path.join(cacheFolder(), 'start');
    const child = spawn(
      executable,
      [
        `--extensionDevelopmentPath=${root}`,
        `--user-data-dir=${path.join(data, 'user')}`,
        `--extensions-dir=${path.join(data, 'extensions')}`,
        '--disable-workspace-trust',
        EXAMPLES,
      ],
      { stdio: 'ignore' },
    );
    const opened = await new Promise<boolean>((resolve) => {
      child.on('spawn', () => resolve(true));
      child.on('error', () => resolve(false));
    });
    if (opened) say('VS Code opens on examples/ with the extension loaded.');
    return opened;
  } catch (error) {
    if (error instanceof HostUnavailable) return false;
    say(`The downloaded editor did not start: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

/** The workbench in any browser, served from this machine only. */
async function serveEditor(): Promise<boolean> {
  try {
    say('There is no desktop editor to open here; starting the VS Code server that the tests use.');
    const program = await installServer(say);
    const folder = path.join(cacheFolder(), 'start');
    mkdirSync(folder, { recursive: true });
    const port = Number(process.env['PORT'] ?? DEFAULT_PORT);
    const server = await startServer(program, { folder, vsix: await packVsix(), port });
    say(
      `\nOpen  ${server.address(EXAMPLES)}  in a browser on this machine (VS Code ${program.version}).\nCtrl+C stops it; PORT=1234 npm start takes another port.`,
    );
    const end = (): void => {
      void server.stop().then(() => process.exit(0));
    };
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
    server.process.once('exit', (code) => process.exit(code ?? 0));
    return true;
  } catch (error) {
    say(`\nNo editor could be opened: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

async function main(): Promise<number> {
  if (!(await build())) return 1;
  showEstimate();
  if (openInstalledEditor() || (await openDownloadedEditor()) || (await serveEditor())) return 0;
  await packVsix();
  say('The packed extension is dist/training-footprint.vsix; install it in any VS Code with  code --install-extension dist/training-footprint.vsix');
  return 0;
}

void main().then((code) => {
  process.exitCode = code;
});

// What the extension costs inside a real editor: the time to a lens, and the longest standstill of the extension host while a long script is typed in and a folder is scanned.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { launchBrowser } from '../../test/host/browser';
import { installServer, startServer } from '../../test/host/editors/serverHost';
import { HostUnavailable } from '../../test/host/install';
import { runSuiteInBrowser } from '../../test/host/suite/automation';
import { copyExtension } from '../../test/integration/workspace';
import { root } from '../build/bundles';
import { readMeasurements, type Measurement } from './inEditor/protocol';
import { example, longScript } from './longScript';
import { median, ms, row } from './measure';

const LENS_SCRIPTS = 9;
const SCRIPT_LINES = 1000;
const LONG_LINES = 5000;
const SCANNED_FILES = 2000;
/** One in so many of the scanned files trains something. */
const TRAINING_EVERY = 10;
const FOLDERS = 40;

/** A folder to measure in: scripts that nobody has read yet, and two thousand files to scan. */
function prepare(folder: string): string {
  mkdirSync(path.join(folder, '.git'), { recursive: true });
  const script = longScript(SCRIPT_LINES).text;
  writeFileSync(path.join(folder, 'first.py'), script);
  for (let index = 0; index < LENS_SCRIPTS; index++) {
    writeFileSync(path.join(folder, `script_${index}.py`), `# ${index}\n${script}`);
    writeFileSync(path.join(folder, `plain_${index}.txt`), script);
  }
  writeFileSync(path.join(folder, 'long.py'), longScript(LONG_LINES).text);
  const training = example('resnet50_imagenet.py').text;
  const helper = example('prepare_data.py').text;
  for (let index = 0; index < SCANNED_FILES; index++) {
    const inner = path.join(folder, `part_${index % FOLDERS}`);
    mkdirSync(inner, { recursive: true });
    writeFileSync(path.join(inner, `module_${index}.py`), `# ${index}\n${index % TRAINING_EVERY === 0 ? training : helper}`);
  }
  return folder;
}

async function measured(folder: string): Promise<readonly Measurement[]> {
  const extension = copyExtension(path.join(folder, 'extension'));
  const suite = path.join(extension, 'bench.js');
  await build({
    absWorkingDir: root,
    entryPoints: ['scripts/bench/inEditor/suite.ts'],
    outfile: suite,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    logLevel: 'error',
  });
  const program = await installServer(() => undefined);
  const server = await startServer(program, { folder: path.join(folder, 'server'), automation: true });
  const browser = await launchBrowser();
  try {
    const address = server.address(prepare(path.join(folder, 'workspace')), [
      ['extensionDevelopmentPath', server.remotePath(extension)],
      ['extensionTestsPath', server.remotePath(suite)],
      ['skipWelcome', 'true'],
    ]);
    const { exitCode, console: printed } = await runSuiteInBrowser(browser, address);
    const measurements = readMeasurements(printed);
    if (exitCode !== 0) throw new Error(`the suite ended with ${exitCode}: ${printed.slice(-5).join('\n')}`);
    return measurements;
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** Prints what it costs, each beside the baseline of the same run; without an editor or a browser it says what it needs. */
export async function editorSpeed(): Promise<void> {
  console.log('\nIn a real editor (its extension host; the baselines are of the same window)');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'training-footprint-bench-'));
  try {
    const measurements = await measured(folder);
    const of = (name: Measurement['name']): number => median(measurements.find((one) => one.name === name)?.milliseconds ?? []);
    const [lens, plain, idle] = [of('lens'), of('plain lens'), of('idle')];
    row('first lens of a window (loads the engine)', ms(of('first lens of a window')));
    row(
      `lens of a script of ${SCRIPT_LINES} lines`,
      ms(lens),
      `${(lens / plain).toFixed(1)} x a provider that answers at once (${ms(plain)}); to be below 150 ms`,
    );
    row('longest standstill: idle', ms(idle), 'the baseline');
    const names = { opening: `opening ${LONG_LINES} lines`, typing: `typing in ${LONG_LINES} lines`, scanning: `scanning ${SCANNED_FILES} files` } as const;
    for (const [name, what] of Object.entries(names) as [keyof typeof names, string][]) {
      row(`longest standstill: ${what}`, ms(of(name)), `${(of(name) / idle).toFixed(1)} x idle; to be below 50 ms`);
    }
  } catch (error) {
    if (!(error instanceof HostUnavailable)) throw error;
    console.log(`  not measured, since ${error.message}`);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  }
}

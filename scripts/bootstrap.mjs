// The entry of every npm script: plain Node without dependencies, so that it works in a fresh clone. Installs what is missing, then runs the task with tsx.
// usage: node scripts/bootstrap.mjs TASK [ARGUMENT...]      (TASK names a file of scripts/tasks)
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE_MAJOR = 20;

/** The packages of a lock file by folder, or undefined where there is none. */
function lockedPackages(file) {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** Whether node_modules holds what package-lock.json asks for (npm keeps its own record of what it installed). */
function dependenciesAreInstalled() {
  const wanted = lockedPackages(path.join(root, 'package-lock.json'));
  const present = lockedPackages(path.join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([folder, { version, optional, devOptional }]) => {
    if (folder === '' || optional || devOptional) return true;
    return present[folder]?.version === version;
  });
}

function installDependencies() {
  console.error('Installing dependencies (npm ci) ...');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  // All of npm's chatter goes to stderr: stdout belongs to the task.
  const { status, error } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  console.error(
    `\nThe dependencies could not be installed${error ? ` (${error.message})` : ''}. Check the network or the npm registry (npm config get registry), then run the command again.`,
  );
  process.exit(2);
}

const [task, ...taskArguments] = process.argv.slice(2);
if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE_MAJOR) {
  console.error(`Training Footprint needs Node.js ${OLDEST_NODE_MAJOR} or newer; this is ${process.version}.`);
  process.exit(2);
}
const script = path.join(root, 'scripts', 'tasks', `${task}.ts`);
if (!task || !existsSync(script)) {
  console.error(`usage: node scripts/bootstrap.mjs TASK [ARGUMENT...]; there is no task "${task ?? ''}"`);
  process.exit(2);
}
if (!dependenciesAreInstalled()) installDependencies();
const child = spawn(process.execPath, ['--import', 'tsx', script, ...taskArguments], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, TRAINING_FOOTPRINT_CALLED_FROM: process.env.INIT_CWD ?? process.cwd() },
});
// The task ends its servers itself; without this a signal would leave it behind as an orphan.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 3));

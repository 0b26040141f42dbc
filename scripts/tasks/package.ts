// npm run package: builds and leaves dist/training-footprint.vsix.
import { statSync } from 'node:fs';
import { buildAll } from '../build/buildAll';
import { packVsix } from '../build/vsix';

const KILOBYTE = 1000;

async function main(): Promise<void> {
  if (!(await buildAll({ production: true, log: (line) => console.log(line) }))) {
    process.exitCode = 1;
    return;
  }
  const file = await packVsix();
  console.log(`  ${file}: ${(statSync(file).size / KILOBYTE).toFixed(0)} kB`);
}

void main();

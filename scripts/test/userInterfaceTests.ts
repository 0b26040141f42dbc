// Runs the user-interface tests: a browser drives the workbench with the packaged extension, and the panel's page alone.
import { browserPath } from '../../test/host/browser';
import { HostUnavailable } from '../../test/host/install';
import { installServer } from '../../test/host/editors/serverHost';
import { VSIX } from '../build/vsix';
import { runNodeTests, testFiles } from './nodeTests';
import type { Tally } from './tally';

export async function runUserInterfaceTests(tally: Tally): Promise<void> {
  try {
    browserPath();
    const { version } = await installServer((line) => console.log(line));
    tally.hosts.push(`user interface: server (VS Code ${version}) with the packaged .vsix, in ${browserPath()}`);
  } catch (error) {
    if (!(error instanceof HostUnavailable)) throw error;
    tally.hosts.push(`user interface: not run, since ${error.message}`);
    tally.fail(`the user-interface tests could not run: ${error.message}`);
    return;
  }
  // One window at a time: two workbenches would slow each other down past their patience.
  await runNodeTests(tally, { name: 'ui', files: testFiles('test/ui'), concurrency: 1, environment: { TRAINING_FOOTPRINT_VSIX: VSIX } });
}

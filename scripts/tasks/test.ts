// npm test [-- PART...]: everything, or some of: static, unit, integration, ui. The last line is "N passed, N failed".
import { buildAll } from '../build/buildAll';
import { packVsix } from '../build/vsix';
import { runEditorTests } from '../test/editorTests';
import { runNodeTests, testFiles } from '../test/nodeTests';
import { runProgram, step, Tally } from '../test/tally';
import { runUserInterfaceTests } from '../test/userInterfaceTests';

const PARTS = ['static', 'unit', 'integration', 'ui'] as const;
const heading = (text: string): void => console.log(`\n== ${text}`);
const node = (script: string, ...scriptArguments: string[]) => runProgram(process.execPath, [script, ...scriptArguments]);

async function staticChecks(tally: Tally): Promise<void> {
  heading('types, lint, format');
  const tsc = 'node_modules/typescript/bin/tsc';
  // Two at a time: more would only fight over the cores.
  const types = async (): Promise<void> => {
    await step(tally, 'types of the pure rooms', () => node(tsc, '-p', 'src'));
    await step(tally, "types of the panel's page", () => node(tsc, '-p', 'webview'));
    await step(tally, 'types of hosts, scripts and tests', () => node(tsc, '-p', '.'));
    await step(tally, "types of the page's tests", () => node(tsc, '-p', 'test/ui/page'));
  };
  const style = async (): Promise<void> => {
    await step(tally, 'lint and layers', () => node('node_modules/eslint/bin/eslint.js', '.', '--max-warnings=0'));
    await step(tally, 'format', () => node('node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'));
  };
  await Promise.all([types(), style()]);
}

async function build(tally: Tally): Promise<boolean> {
  heading('build and package');
  const lines: string[] = [];
  const built = await step(tally, 'build', async () => ({
    code: (await buildAll({ production: true, log: (line) => lines.push(line) })) ? 0 : 1,
    output: lines.join('\n'),
  }));
  if (!built) return false;
  console.log(lines.join('\n'));
  return step(tally, 'package', async () => {
    try {
      return { code: 0, output: await packVsix() };
    } catch (error) {
      return { code: 1, output: error instanceof Error ? error.message : String(error) };
    }
  });
}

async function main(): Promise<number> {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((part) => !PARTS.some((known) => known === part));
  if (unknown.length > 0) {
    console.error(`There is no part ${unknown.join(', ')}; the parts are ${PARTS.join(', ')}.`);
    return 2;
  }
  const wants = (part: (typeof PARTS)[number]): boolean => asked.length === 0 || asked.includes(part);
  const tally = new Tally();
  const built = asked.every((part) => part === 'static') && asked.length > 0 ? true : await build(tally);
  if (wants('static')) await staticChecks(tally);
  if (wants('unit')) {
    heading('unit tests');
    await runNodeTests(tally, { name: 'unit', files: testFiles('test/unit') });
  }
  if (wants('integration') && built) {
    heading('integration tests inside the editor');
    await runEditorTests(tally);
  }
  if (wants('ui') && built) {
    heading('user-interface tests in a browser');
    await runUserInterfaceTests(tally);
  }
  if (tally.hosts.length > 0) console.log(`\nEditors used:\n  ${tally.hosts.join('\n  ')}`);
  if (tally.failures.length > 0) console.log(`\nFailures:\n  ${tally.failures.join('\n  ')}`);
  console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
  const ranTests = tally.passed > 0 || asked.every((part) => part === 'static');
  return tally.failed === 0 && ranTests ? 0 : 1;
}

void main().then((code) => {
  process.exitCode = code;
});

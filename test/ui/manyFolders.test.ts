// A workspace of several folders, and a window that is loaded anew: each folder has its settings, and what was open is there again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { figuresOf, shownReport } from './report';
import { SCRIPT } from './script';
import { eventually, plain, Workbench } from './workbench';

const FIGURE = /^≈ .+ CO₂e \(.+–.+\)/;
let workbench: Workbench;
before(async () => {
  workbench = await Workbench.open({
    secondFolder: { 'tagger.py': SCRIPT, '.vscode/settings.json': JSON.stringify({ 'trainingFootprint.region': 'FR' }) },
  });
});
after(() => workbench.close());

const rows = () => workbench.page.locator('.pane', { hasText: 'Workspace Footprint' }).locator('.monaco-list-row');
const rowTexts = async (): Promise<readonly string[]> => (await rows().evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''))).map(plain);

test('in a workspace of several folders each has its own settings', async () => {
  await workbench.openFile('tagger.py');
  assert.match(await workbench.lens(FIGURE), / · France$/);
  await workbench.openFile('trainer_imdb.py');
  await workbench.goToLine(70);
  const other = await eventually('the lens of the other folder', async () =>
    (await workbench.lenses()).find((text) => FIGURE.test(text) && !/France/.test(text)),
  );
  assert.doesNotMatch(other, /France/);
});

test('the footprint view lists the runs of all folders, each folder by its name', async () => {
  await workbench.runCommand('Training Footprint: Scan Workspace');
  await workbench.page.locator('.pane-header', { hasText: 'Training Footprint' }).first().click();
  const texts = await eventually('runs of both folders', async () => {
    const now = await rowTexts();
    return now.some((text) => text.startsWith('tagger.py, ')) && now.some((text) => text.startsWith('lora_mistral_7b.py, ')) ? now : undefined;
  });
  await workbench.screenshot('two-folders');
  assert.equal(texts.filter((text) => text.startsWith('second ')).length, 1, 'what lies at the top of a workspace folder stands in a folder of the same name');
  for (const name of ['examples', 'second'])
    assert.ok(
      texts.some((text) => text.startsWith(`${name} `)),
      `${name} is not among ${texts.join(' | ')}`,
    );
  // folded again for the tests that follow
  await workbench.page.locator('.pane-header', { hasText: 'Training Footprint' }).first().click();
});

test('after the window is loaded anew, lens and report are there again with their figures', async () => {
  await workbench.openFile('tagger.py');
  const lens = await workbench.lens(FIGURE);
  await workbench.runCommand('Training Footprint: Open Report Beside');
  await workbench.page.locator('.tab', { hasText: 'Footprint: tagger.py' }).waitFor();
  const before = await figuresOf(await shownReport(workbench));
  await Promise.all([workbench.page.waitForEvent('domcontentloaded'), workbench.runCommand('Developer: Reload Window')]);
  await workbench.page.locator('.tab', { hasText: 'Footprint: tagger.py' }).waitFor();
  assert.deepEqual(await figuresOf(await shownReport(workbench)), before);
  assert.equal(await workbench.lens(FIGURE), lens);
  await workbench.screenshot('reloaded');
});

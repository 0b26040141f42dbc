// Where a user is asked for a place or a choice: each question can be answered, and can be left without any trace.
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { EMISSIONS } from './script';
import { eventually, plain, Workbench } from './workbench';

const FIGURE = /^≈ .+ CO₂e \(.+–.+\)/;
let workbench: Workbench;
before(async () => {
  workbench = await Workbench.open();
  writeFileSync(path.join(workbench.workspace, 'measured.csv'), EMISSIONS);
});
after(() => workbench.close());

const input = () => workbench.quickInput().locator('input').first();

/** Picks an entry of the list that is open. */
async function pick(label: string): Promise<void> {
  const entry = workbench.quickInput().locator('.monaco-list-row', { hasText: label }).first();
  await entry.waitFor();
  await entry.click();
}

/** Waits for the question for a file, and gives what it suggests. */
const suggestedPath = (pattern: RegExp): Promise<string> =>
  eventually(`a question for a file like ${String(pattern)}`, async () => {
    const value = await input().inputValue();
    return pattern.test(value) ? value : undefined;
  });

const closed = (): Promise<void> => workbench.quickInput().waitFor({ state: 'hidden' });

test('"Export Report…" that is left at its question for a place writes nothing', async () => {
  await workbench.openFile('trainer_imdb.py');
  await workbench.goToLine(70);
  await workbench.lens(FIGURE);
  await workbench.runCommand('Training Footprint: Export Report');
  await pick('Markdown file');
  await suggestedPath(/trainer_imdb\.footprint\.md$/);
  await workbench.screenshot('export-dialog');
  await workbench.page.keyboard.press('Escape');
  await closed();
  assert.ok(!existsSync(path.join(workbench.workspace, 'trainer_imdb.footprint.md')));
});

test('"Export Report…" writes the report where it is told to, and shows it', async () => {
  await workbench.runCommand('Training Footprint: Export Report');
  await pick('Markdown file');
  await suggestedPath(/trainer_imdb\.footprint\.md$/);
  await workbench.page.keyboard.press('Enter');
  await workbench.page.locator('.tab.active[data-resource-name="trainer_imdb.footprint.md"]').waitFor();
  assert.match(workbench.read('trainer_imdb.footprint.md'), /CO₂e/);
});

test('"Import Measured Emissions…" that is left at its question for a file changes nothing', async () => {
  await workbench.runCommand('Training Footprint: Import Measured Emissions');
  await suggestedPath(/\/examples\/$/);
  await workbench.page.keyboard.press('Escape');
  await closed();
  assert.deepEqual(await workbench.notifications(), []);
});

test('"Import Measured Emissions…" reads a log, asks which run it is of, and sets it beside that run in the report', async () => {
  await workbench.runCommand('Training Footprint: Import Measured Emissions');
  const folder = await suggestedPath(/\/examples\/$/);
  await input().fill(`${folder}measured.csv`);
  await workbench.page.keyboard.press('Enter');
  await pick('trainer_imdb.py');
  await closed();
  await workbench.page.locator('.tab[data-resource-name="trainer_imdb.py"]').click();
  await workbench.runCommand('Training Footprint: Estimate Footprint');
  const report = await workbench.report('.hero .big');
  await eventually('what was measured in the report', async () => (/tagger/.test(plain(await report.locator('body').innerText())) ? true : undefined));
  await workbench.screenshot('measured-imported');
});

test('a file that trains nothing has a report that says so, with a way on', async () => {
  await workbench.openFile('prepare_data.py');
  await workbench.runCommand('Training Footprint: Estimate Footprint');
  const page = await workbench.report('.state h1');
  await eventually('the word on it', async () =>
    plain(await page.locator('.state h1').innerText()) === 'Nothing trains in prepare_data.py' ? true : undefined,
  );
  await workbench.screenshot('trains-nothing');
  await page.locator('.state vscode-button', { hasText: 'Choose a File…' }).click();
  await suggestedPath(/\/examples\/$/);
  await workbench.page.keyboard.press('Escape');
  await closed();
});

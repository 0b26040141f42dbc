// What a user tries on the report inside the real editor: figures at once, nothing written until they are kept, and kept where the user says.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { figuresOf, figuresOfLens, headlineOtherThan, shownReport } from './report';
import { eventually, plain, Workbench } from './workbench';

const FILE = 'trainer_imdb.py';
const TRAINING_LINE = 70;
const FIGURE = /^≈ .+ CO₂e \(.+–.+\)/;
const SETTINGS = '.vscode/settings.json';

let workbench: Workbench;
before(async () => {
  workbench = await Workbench.open();
  await workbench.openFile(FILE);
  await workbench.goToLine(TRAINING_LINE);
  await workbench.lens(FIGURE);
  await workbench.runCommand('Training Footprint: Estimate Footprint');
});
after(() => workbench.close());

const headline = async (): Promise<string> => (await figuresOf(await shownReport(workbench)))[0]!;
const settings = (): string => (existsSync(path.join(workbench.workspace, SETTINGS)) ? workbench.read(SETTINGS) : '');

async function savedText(): Promise<string> {
  await workbench.runCommand('File: Save All Files');
  return workbench.read(FILE);
}

test('what if: another GPU changes the report at once and nothing else', async () => {
  const lens = await workbench.lens(FIGURE);
  const report = await shownReport(workbench);
  const before = await headline();
  await report.locator('#whatIf-gpu').selectOption('L4');
  const tried = await headlineOtherThan(report, before);
  await workbench.screenshot('what-if');
  assert.equal(await workbench.lens(FIGURE), lens);
  assert.equal(settings(), '');
  assert.equal(plain(await report.locator('.was').innerText()), `instead of ${before}`);
  assert.notEqual(tried, before);
});

test('what is tried survives that the report is hidden', async () => {
  const tried = await headline();
  await workbench.runCommand('View: Show Explorer');
  await workbench.runCommand('Training Footprint: Focus on');
  const again = await eventually('the tried figure', async () => {
    const report = await shownReport(workbench);
    return (await report.locator('.was').count()) > 0 ? headline() : undefined;
  });
  assert.equal(again, tried);
});

test('Apply writes the GPU into the workspace settings, and the lens shows the figures that were tried', async () => {
  const report = await shownReport(workbench);
  await report.locator('.was').waitFor();
  const tried = await figuresOf(report);
  await report.getByRole('button', { name: 'Apply what is being tried' }).click();
  await eventually('the setting', () => Promise.resolve(/"trainingFootprint.gpu":\s*"L4"/.test(settings()) || undefined));
  await workbench.goToLine(TRAINING_LINE);
  const lens = await eventually('a lens with the tried figures', async () => {
    const found = (await workbench.lenses()).find((text) => FIGURE.test(text));
    return found && figuresOfLens(found).every((figure) => tried.includes(figure)) ? found : undefined;
  });
  assert.match(lens, /L4/);
});

test('epochs that were tried are applied in the code that says them', async () => {
  const before = await savedText();
  const report = await shownReport(workbench);
  await report.locator('#whatIf-epochs').focus();
  await workbench.page.keyboard.press('ArrowRight');
  await report.getByRole('button', { name: 'Apply what is being tried' }).click();
  const text = await eventually('a changed file', async () => {
    const now = await savedText();
    return now === before ? undefined : now;
  });
  const changed = text.split('\n').filter((line, index) => line !== before.split('\n')[index]);
  assert.equal(changed.length, 1);
  assert.match(changed[0]!, /epochs/);
});

test('an assumed factor can be kept in a comment of the file', async () => {
  const report = await shownReport(workbench);
  await report.getByRole('button', { name: 'GPU: change' }).click();
  await report.locator('#row-gpuCount').fill('4');
  await report.locator('#row-gpuCount').blur();
  await report.getByRole('button', { name: 'in a comment of this file' }).click();
  await eventually('the comment', async () => (/# footprint: gpus=4/.test(await savedText()) ? true : undefined));
  await workbench.screenshot('kept-in-comment');
});

test('the model card block is copied as it would be pasted', async () => {
  const report = await shownReport(workbench);
  await report.getByRole('button', { name: 'Copy: Model card' }).click();
  await workbench.runCommand('File: New Untitled Text File');
  const pasted = await eventually('the pasted block', async () => {
    await workbench.page.keyboard.press('Control+A');
    await workbench.page.keyboard.press('Control+V');
    const text = await workbench.editorText();
    return /co2_eq_emissions/.test(text) ? text : undefined;
  });
  assert.match(pasted, /emissions: [\d.]+/);
  assert.match(pasted, /hardware_used: "4× L4/);
});

test('"What do these figures mean?" opens the page that explains them', async () => {
  const report = await shownReport(workbench);
  await report.getByRole('button', { name: 'What do these figures mean?' }).click();
  await workbench.page.locator('.tab.active', { hasText: 'figures.md' }).waitFor();
  await workbench.report('h2:has-text("Comparing with what was measured")');
  await workbench.screenshot('figures-explained');
});

// What a user does first: opens a script, reads the line above the training, points at a value, opens the report, and acts on it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { figuresOf, figuresOfLens, headlineOtherThan, shownReport } from './report';
import { eventually, plain, Workbench } from './workbench';

/** What is on disk after saving whatever is open. */
async function savedText(): Promise<string> {
  await workbench.runCommand('File: Save All Files');
  return workbench.read('bert_sentiment.py');
}

const FIGURE = /^≈ .+ CO₂e \(.+–.+\)/;
let workbench: Workbench;
before(async () => {
  workbench = await Workbench.open();
});
after(() => workbench.close());

test('opening a training script shows its footprint above the training call', async () => {
  await workbench.openFile('trainer_imdb.py');
  await workbench.goToLine(70);
  const lens = await workbench.lens(FIGURE);
  assert.equal(figuresOfLens(lens).length, 3, lens);
  await workbench.lens(/^\d+ greener options?$/);
  await workbench.screenshot('lens');
});

test('pointing at the model tells its size', async () => {
  await workbench.goToLine(13);
  const text = await workbench.hover('roberta-base');
  await workbench.screenshot('hover');
  assert.match(text, /12[45](\.\d+)? ?M/);
});

test('"Estimate Footprint" in the command palette opens the report with the figures of the lens, to the digit', async () => {
  await workbench.goToLine(70);
  const lens = await workbench.lens(FIGURE);
  await workbench.runCommand('Training Footprint: Estimate Footprint');
  const report = await shownReport(workbench);
  const figures = await figuresOf(report);
  await workbench.screenshot('report');
  for (const figure of figuresOfLens(lens)) assert.ok(figures.includes(figure), `${figure} is not among ${figures.join(', ')}`);
});

test('every figure in the report opens its source', async () => {
  const report = await shownReport(workbench);
  const tiles = await report.locator('.tile').count();
  assert.ok(tiles >= 4, `${tiles} tiles`);
  for (let index = 0; index < tiles; index++) {
    await report.locator('.tile').nth(index).click();
    const dialog = report.locator('dialog[open], [role="dialog"]').first();
    await dialog.waitFor();
    assert.ok((await dialog.innerText()).trim().length > 0, `tile ${index} opens an empty source`);
    await workbench.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  }
});

test('"Apply" on a greener alternative changes the file and then the lens', async () => {
  await workbench.openFile('bert_sentiment.py');
  await workbench.runCommand('Training Footprint: Set Dataset Size');
  await workbench.quickInput().locator('input').first().fill('25000');
  await workbench.quickInput().locator('.monaco-list-row').first().waitFor();
  await workbench.page.keyboard.press('Enter');
  await workbench.goToLine(64);
  const before = await workbench.lens(FIGURE);
  await workbench.screenshot('dataset-size');
  await workbench.runCommand('Training Footprint: Estimate Footprint');
  const report = await eventually('the report of bert_sentiment.py', async () => {
    const frame = await shownReport(workbench);
    return (await frame.locator('h1.run').innerText()) === 'bert_sentiment.py' ? frame : undefined;
  });
  const headline = (await figuresOf(report))[0]!;
  const untouched = await savedText();
  await report.locator('.alt vscode-button', { hasText: 'Apply' }).first().click();
  await eventually('a changed file', async () => ((await savedText()) === untouched ? undefined : true));
  await headlineOtherThan(report, headline);
  await eventually('another lens', async () => {
    const now = (await workbench.lenses()).find((lens) => FIGURE.test(lens));
    return now === undefined || now === before ? undefined : now;
  });
  await workbench.screenshot('applied');
});

test('"Preview" shows what would change, before and after, and changes nothing', async () => {
  const untouched = await savedText();
  const report = await shownReport(workbench);
  await report.locator('.alt vscode-button', { hasText: 'Preview' }).first().click();
  await workbench.page.locator('.monaco-diff-editor').waitFor();
  await workbench.screenshot('preview');
  assert.equal(workbench.read('bert_sentiment.py'), untouched);
  await workbench.runCommand('View: Close All Editors');
  await workbench.openFile('bert_sentiment.py');
});

test('exporting the report as Markdown opens it in an editor', async () => {
  await workbench.runCommand('Training Footprint: Export Report');
  await workbench.quickInput().locator('.monaco-list-row', { hasText: 'Markdown in a new editor' }).click();
  await eventually('a Markdown document with the footprint', async () => {
    const lines = await workbench.editorText();
    return /CO₂e/.test(lines) ? true : undefined;
  });
  await workbench.screenshot('export');
});

test('opening a notebook shows the footprint in the status bar of the cell that trains', async () => {
  await workbench.openFile('fine_tune_distilbert.ipynb', '.notebook-editor');
  await workbench.page.locator('.notebook-editor').first().hover({ force: true }); // the wheel turns what the mouse is over
  const texts = await eventually('a cell status with the footprint', async () => {
    await workbench.page.mouse.wheel(0, 400);
    const found = (await workbench.page.locator('.cell-status-item:visible').allInnerTexts()).map(plain).filter((text) => /≈|footprint needs/.test(text));
    return found.length > 0 ? found : undefined;
  });
  await workbench.screenshot('notebook');
  assert.equal(texts.length, 1, texts.join('; '));
});

test('a script that trains nothing shows no lens', async () => {
  await workbench.openFile('prepare_data.py');
  await workbench.page.waitForTimeout(2000);
  assert.deepEqual(await workbench.lenses(), []);
});

test('nothing pops up uninvited', async () => {
  const ours = (await workbench.notifications()).filter((text) => /footprint/i.test(text));
  assert.deepEqual(ours, []);
});

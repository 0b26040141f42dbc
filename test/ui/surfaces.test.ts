// What stands beside the lens, as a user meets it: hovers, problems with their fix, the way to be rid of each, and the walkthrough.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, plain, Workbench } from './workbench';

const FIGURE = /^≈ .+ CO₂e \(.+–.+\)/;
let workbench: Workbench;
before(async () => {
  workbench = await Workbench.open();
});
after(() => workbench.close());

/** The lines that the view of problems shows. */
const problems = async (): Promise<readonly string[]> => (await workbench.page.locator('.markers-panel .monaco-list-row').allInnerTexts()).map(plain);

test('pointing at the epochs tells what each one costs', async () => {
  await workbench.openFile('trainer_imdb.py');
  await workbench.goToLine(70);
  await workbench.lens(FIGURE);
  await workbench.goToLine(44, 26);
  await workbench.runCommand('Show or Focus Hover');
  const hover = workbench.page.locator('.monaco-hover:visible');
  const text = await eventually('the hover on the epochs', async () => {
    const shown = plain((await hover.allInnerTexts()).join(' '));
    return shown.includes('Each epoch') ? shown : undefined;
  });
  await workbench.screenshot('hover-epochs');
  assert.match(text, /Each epoch: [\d.]+ k?g CO₂e \([\d.]+–[\d.]+\)\./);
  await workbench.page.keyboard.press('Escape');
});

test('hovers can be switched off in a hover, and come back from the message that says so', async () => {
  await workbench.openFile('trainer_imdb.py');
  await workbench.goToLine(44, 26);
  await workbench.runCommand('Show or Focus Hover');
  await workbench.page.locator('.monaco-hover:visible a', { hasText: 'Hide hovers' }).click();
  await eventually('the message', async () => (await workbench.notifications()).find((text) => /Hovers: switched off/.test(text)));
  await workbench.screenshot('hidden');
  await workbench.page.locator('.notification-toast a, .notification-toast .monaco-button', { hasText: 'Show Again' }).first().click();
  // The setting takes a moment to arrive.
  await eventually('the hover to be back', async () => {
    await workbench.page.keyboard.press('Escape');
    await workbench.goToLine(45, 40);
    await workbench.goToLine(44, 26);
    await workbench.runCommand('Show or Focus Hover');
    await workbench.page.waitForTimeout(1000);
    return (await workbench.page.locator('.monaco-hover:visible', { hasText: 'Each epoch' }).count()) > 0 ? true : undefined;
  });
});

test('full padding is among the problems, as information, and its fix makes it go', async () => {
  await workbench.openFile('bert_sentiment.py');
  await workbench.goToLine(67);
  await workbench.lens(/data-?set size/i);
  await workbench.runCommand('Problems: Focus on Problems View');
  await eventually('the remark on padding', async () => (await problems()).find((line) => /of the compute goes into padding/.test(line)));
  await workbench.screenshot('problems');
  await workbench.runCommand('View: Focus Active Editor Group');
  await workbench.goToLine(28, 22);
  const fix = await eventually('the fix', async () => {
    await workbench.page.keyboard.press('Escape');
    await workbench.page.keyboard.press('Control+.');
    await workbench.page.waitForTimeout(1000);
    const row = workbench.page.locator('.action-widget .monaco-list-row', { hasText: 'Pad each batch' }).first();
    return (await row.count()) > 0 ? row : undefined;
  });
  await workbench.screenshot('quick-fix');
  await fix.click();
  await eventually('no remark on padding', async () => ((await problems()).some((line) => /goes into padding/.test(line)) ? undefined : true));
});

test('the walkthrough leads through the extension with pictures of it', async () => {
  await workbench.runCommand('Training Footprint: Open Walkthrough');
  const steps = workbench.page.locator('.gettingStartedContainer .getting-started-step');
  await steps.first().waitFor();
  const titles = (await steps.locator('.step-title').allInnerTexts()).map(plain);
  assert.ok(titles.includes('Read the line above the training'), titles.join('; '));
  const picture = '.gettingStartedContainer .getting-started-media img';
  await workbench.page.locator(picture).first().waitFor();
  await eventually('the picture to be loaded', async () => {
    const widthPixels = await workbench.page.evaluate<number>(`document.querySelector(${JSON.stringify(picture)}).naturalWidth`);
    return widthPixels > 0 ? true : undefined;
  });
  await workbench.screenshot('walkthrough');
});

// What a user does with a config: opens it first thing, asks the light bulb, and says where it will run.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, plain, Workbench } from './workbench';

const FIGURE = /^≈ .+ CO₂e \(.+–.+\)/;
let workbench: Workbench;
before(async () => {
  workbench = await Workbench.open();
});
after(() => workbench.close());

test('a config opened before anything else shows its footprint', async () => {
  await workbench.openFile('axolotl_llama3_qlora.yml');
  await workbench.lens(FIGURE);
  await workbench.screenshot('config');
});

test('the light bulb on the run offers the greener ways with what each saves', async () => {
  await workbench.goToLine(1);
  const offers = await eventually('greener offers in the light bulb', async () => {
    await workbench.page.keyboard.press('Escape');
    await workbench.page.keyboard.press('Control+.');
    await workbench.page.waitForTimeout(1000);
    const rows = (await workbench.page.locator('.action-widget .monaco-list-row').allInnerTexts()).map(plain).filter((text) => text.startsWith('Greener: '));
    return rows.length > 0 ? rows : undefined;
  });
  await workbench.screenshot('light-bulb');
  await workbench.page.keyboard.press('Escape');
  for (const offer of offers) assert.match(offer, /\(−\d+(\.\d+)? % CO₂e\)$/);
});

test('"Set Region…" shows what each place would lead to, and the lens follows the choice', async () => {
  await workbench.runCommand('Training Footprint: Set Region');
  await workbench.quickInput().locator('.monaco-list-row', { hasText: 'France' }).first().waitFor();
  await workbench.quickInput().locator('input').first().fill('France');
  const row = workbench.quickInput().locator('.monaco-list-row', { hasText: 'FR ·' }).first();
  assert.match(plain(await row.innerText()), /France.*CO₂e \(.+–.+\)/);
  await row.click();
  await workbench.lens(/^≈ .+ · France$/);
});

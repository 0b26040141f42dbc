// A folder that nobody trusts: the extension only reads, so it works there as everywhere.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Workbench } from './workbench';

let workbench: Workbench;
before(async () => {
  workbench = await Workbench.open({ trusted: false });
});
after(() => workbench.close());

test('in Restricted Mode the footprint is shown all the same', async () => {
  await workbench.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).first().waitFor();
  await workbench.openFile('trainer_imdb.py');
  await workbench.goToLine(70);
  const lens = await workbench.lens(/^≈ .+ CO₂e/);
  await workbench.screenshot('restricted-mode');
  assert.match(lens, /Wh · /);
});

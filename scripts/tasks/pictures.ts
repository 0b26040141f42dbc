// npm run pictures: takes the README's pictures of the real editor with the packaged extension (after `npm run package`).
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { shownReport } from '../../test/ui/report';
import { Workbench } from '../../test/ui/workbench';
import { root } from '../build/bundles';

const FOLDER = path.join(root, 'media', 'readme');
const WIDTH = 1240;
const HEIGHT = 760;

async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const workbench = await Workbench.open({
    userSettings: { 'workbench.colorTheme': 'Default Dark Modern', 'editor.minimap.enabled': false, 'editor.fontSize': 13 },
  });
  try {
    await workbench.page.setViewportSize({ width: WIDTH, height: HEIGHT });
    await workbench.openFile('bert_sentiment.py');
    await workbench.runCommand('Training Footprint: Set Dataset Size');
    await workbench.quickInput().locator('input').first().fill('25000');
    await workbench.quickInput().locator('.monaco-list-row').first().waitFor();
    await workbench.page.keyboard.press('Enter');
    await workbench.goToLine(67);
    await workbench.lens(/^≈ .+ CO₂e/);
    await workbench.runCommand('Training Footprint: Estimate Footprint');
    await shownReport(workbench);
    await workbench.page.waitForTimeout(2000);
    await workbench.page.screenshot({ path: path.join(FOLDER, 'report.png') });
  } finally {
    await workbench.close();
  }
}

void main();

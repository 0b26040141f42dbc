// npm run screenshots: builds, packs, and takes the pictures of README and walkthrough anew from the real editor.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { shownReport } from '../../test/ui/report';
import { Workbench } from '../../test/ui/workbench';
import { buildAll } from '../build/buildAll';
import { root } from '../build/bundles';
import { packVsix } from '../build/vsix';

const README = path.join(root, 'media', 'readme');
const WALKTHROUGH = path.join(root, 'media', 'walkthrough');
const WIDTH = 1240;
const HEIGHT = 760;
/** The editor draws on after an event has ended: hovers fade in, the report settles. */
const SETTLING_MS = 2000;

/** A part of the window, in pixels. */
interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function main(): Promise<void> {
  if (!(await buildAll({ production: true, log: (line) => console.log(line) }))) {
    process.exitCode = 1;
    return;
  }
  await packVsix();
  mkdirSync(README, { recursive: true });
  mkdirSync(WALKTHROUGH, { recursive: true });
  const workbench = await Workbench.open({
    userSettings: { 'workbench.colorTheme': 'Default Dark Modern', 'editor.minimap.enabled': false, 'editor.fontSize': 13, 'breadcrumbs.enabled': false },
  });
  const take = async (folder: string, name: string, clip?: Clip): Promise<void> => {
    await workbench.page.waitForTimeout(SETTLING_MS);
    const file = path.join(folder, `${name}.png`);
    await workbench.page.screenshot({ path: file, ...(clip && { clip }) });
    console.log(`  ${path.relative(root, file)}`);
  };
  /** The upper middle of the window, where the quick input stands. */
  const quickInput: Clip = { x: 280, y: 0, width: 680, height: 440 };
  try {
    const { page } = workbench;
    await page.setViewportSize({ width: WIDTH, height: HEIGHT });
    await workbench.openFile('bert_sentiment.py');
    await workbench.runCommand('Training Footprint: Set Dataset Size');
    await workbench.quickInput().locator('input').first().fill('25000');
    await workbench.quickInput().locator('.monaco-list-row').first().waitFor();
    await page.keyboard.press('Enter');
    await workbench.goToLine(67);
    await workbench.lens(/^≈ .+ CO₂e/);
    const lens = await page.locator('.editor-instance .codelens-decoration').first().boundingBox();
    const top = Math.max(0, (lens?.y ?? HEIGHT / 2) - 150);
    await take(WALKTHROUGH, 'lens', { x: 355, y: top, width: 800, height: 300 });

    await workbench.runCommand('Training Footprint: Set Hardware');
    await workbench.quickInput().locator('.monaco-list-row', { hasText: 'CO₂e' }).first().waitFor();
    await take(WALKTHROUGH, 'hardware', quickInput);
    await page.keyboard.press('Escape');

    await workbench.runCommand('Training Footprint: Apply Greener Alternative');
    await workbench.quickInput().locator('.monaco-list-row', { hasText: '%' }).first().waitFor();
    await take(WALKTHROUGH, 'greener', quickInput);
    await page.keyboard.press('Escape');

    await workbench.runCommand('Training Footprint: Estimate Footprint');
    await shownReport(workbench);
    await take(README, 'report');
    await take(WALKTHROUGH, 'report');

    await workbench.runCommand('Training Footprint: Estimate Workspace Footprint');
    await page.locator('.tree-explorer-viewlet-tree-view .monaco-list-row', { hasText: 'CO₂e' }).first().waitFor();
    // Only the tree: the report above it is folded, and the scan has ended.
    await page.locator('.pane-header', { hasText: 'Training Footprint' }).first().click();
    await page.locator('.pane-body', { hasText: 'Scanning' }).waitFor({ state: 'hidden' });
    await take(WALKTHROUGH, 'workspace', { x: 0, y: 30, width: 760, height: 420 });
  } finally {
    await workbench.close();
  }
}

void main();

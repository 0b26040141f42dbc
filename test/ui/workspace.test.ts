// What a user does with a whole workspace: looks at the footprint view, goes to a run, compares, sets what was measured beside what was estimated.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { EMISSIONS, SCRIPT } from './script';
import { eventually, plain, Workbench } from './workbench';

let workbench: Workbench;
const write = (file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(workbench.workspace, file)), { recursive: true });
  writeFileSync(path.join(workbench.workspace, file), text);
};

before(async () => {
  workbench = await Workbench.open({ userSettings: { 'trainingFootprint.budgets': { run: { co2eKg: 0.1 } } } });
  write('scripts/train.sh', '#!/bin/bash\ntorchrun --nproc_per_node 4 trainer_imdb.py\n');
  write('tagger/train.py', SCRIPT);
  write('tagger/out/emissions.csv', EMISSIONS);
  write('.gitignore', 'out/\nold/\n');
  write('old/train.py', SCRIPT);
});
after(() => workbench.close());

const rows = () => workbench.page.locator('.pane', { hasText: 'Workspace Footprint' }).locator('.monaco-list-row');
/** What a screen reader says of each row: its name, its figures and what is wrong with them. */
const rowTexts = async (): Promise<readonly string[]> => (await rows().evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''))).map(plain);
const row = (pattern: RegExp): Promise<string> =>
  eventually(`a row that matches ${String(pattern)}`, async () => (await rowTexts()).find((text) => pattern.test(text)));
const rowAt = (name: string) => workbench.page.locator(`.monaco-list-row[aria-label^="${name}, "]`).first();

/** What the Markdown preview shows. */
const preview = (pattern: RegExp): Promise<string> =>
  eventually(`a preview with ${String(pattern)}`, async () => {
    for (const frame of workbench.page.frames()) {
      const text = plain(
        await frame
          .locator('.markdown-body')
          .first()
          .innerText({ timeout: 500 })
          .catch(() => ''),
      );
      if (pattern.test(text)) return text;
    }
    return undefined;
  });

test('"Scan Workspace" opens the footprint view, and shows folders and runs with their figures', async () => {
  // The palette lists a command only once the editor has read the extension's manifest.
  await workbench.page.locator('.activitybar a[aria-label^="Training Footprint"]').first().waitFor();
  await workbench.runCommand('Training Footprint: Scan Workspace');
  // Lists draw only the rows that fit: with the report folded above it, the view has room for all of them.
  await workbench.page.locator('.pane-header', { hasText: 'Training Footprint' }).first().click();
  await row(/^lora_mistral_7b\.py, .+CO₂e \(.+–.+\)/);
  await eventually('the sum above the runs', async () => {
    const text = plain(await workbench.page.locator('.pane', { hasText: 'Workspace Footprint' }).first().innerText());
    return /\d+ runs together · .+ CO₂e \(.+–.+\)/.test(text) ? text : undefined;
  });
  await workbench.screenshot('workspace-view');
  const texts = await rowTexts();
  assert.ok(!texts.some((text) => text.startsWith('prepare_data.py')), 'a script that trains nothing is listed');
  assert.ok(!texts.some((text) => text.startsWith('old')), 'an ignored folder is listed');
});

test('a run that a launcher and its script describe counts once, and says with what', async () => {
  assert.match(await row(/^train\.sh, /), /counts once with trainer_imdb\.py/);
  assert.ok(!(await rowTexts()).some((text) => text.startsWith('trainer_imdb.py')), 'the script is counted as well');
});

test('a run over its budget is marked', async () => {
  const label = await row(/^lora_mistral_7b\.py, /);
  assert.match(label, /is over the 0\.10 kg CO₂e allowed for a run/);
});

test('clicking a run shows the line where it starts', async () => {
  await rowAt('lora_mistral_7b.py').click();
  await workbench.page.locator('.tab.active[data-resource-name="lora_mistral_7b.py"]').waitFor();
  const text = await eventually('the selected line', async () => {
    const status = plain(
      await workbench.page
        .locator('.statusbar-item', { hasText: /^Ln \d+/ })
        .first()
        .innerText(),
    );
    return /^Ln (\d+)/.exec(status)?.[1];
  });
  const line = workbench.read('lora_mistral_7b.py').split('\n')[Number(text) - 1] ?? '';
  assert.match(line, /train\(\)/);
  await workbench.screenshot('workspace-click');
});

test('what a tracker measured stands beside the run, also in an ignored folder', async () => {
  await rowAt('train.py').locator('.monaco-tl-twistie').click();
  assert.match(await row(/^measured/), /20 g CO₂e · .+× the estimate · emissions\.csv:2/);
  await workbench.screenshot('workspace-measured');
});

test('a saved change reaches the view', async () => {
  const before = await row(/^train\.py, /);
  write('tagger/train.py', SCRIPT.replace('num_train_epochs=1', 'num_train_epochs=9'));
  await eventually('another figure', async () => {
    const now = (await rowTexts()).find((text) => text.startsWith('train.py, '));
    return now === undefined || now === before ? undefined : now;
  });
});

test('"Compare Runs…" sets runs beside each other, with the one that is selected in the view ticked', async () => {
  await workbench.runCommand('Training Footprint: Compare Runs');
  const picks = workbench.quickInput().locator('.monaco-list-row');
  await picks.nth(1).waitFor();
  assert.match(
    plain(await picks.filter({ has: workbench.page.locator('input:checked, .monaco-checkbox.checked') }).innerText()),
    /^lora_mistral_7b\.py line 67/,
  );
  await picks.filter({ hasText: 'resnet50_imagenet.py' }).click();
  await workbench.page.keyboard.press('Enter');
  const tab = workbench.page.locator('.tab.active', { hasText: 'Training runs compared' });
  await tab.waitFor();
  const text = await preview(/Training runs compared/);
  assert.match(text, /costs .+ times what .+ does/);
  assert.match(text, /GPU-hours.+GPU-h \(.+ – .+\)/);
  await workbench.screenshot('workspace-compare');
});

test('"Estimate Workspace Footprint" shows the report over all runs', async () => {
  await workbench.runCommand('Training Footprint: Estimate Workspace Footprint');
  await workbench.page.locator('.tab.active', { hasText: 'Workspace footprint' }).waitFor();
  const text = await preview(/Training footprint of the workspace/);
  assert.match(text, /scripts\/train\.sh line 2.+also in trainer_imdb\.py/);
  assert.match(text, /tagger\/train\.py line 7.+measured \(CodeCarbon · tagger · 2026-11-02\): /);
  await workbench.screenshot('workspace-report');
});

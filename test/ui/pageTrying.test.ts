// Trying other inputs on the report's page: worked out in the page, with the extension's figures to the digit, and written only when the user says so.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { until } from './page/openPage';
import { withoutSpaces } from './page/text';
import { reportWith, shown, togetherOf, unanswered } from './page/fixture';
import { pageTests } from './page/harness';

const headlineOf = async (page: Page): Promise<string> => withoutSpaces(await page.locator('.big .figure').innerText());
/** Waits until the estimator has been loaded, for what must then go without waiting. */
const ready = (page: Page): Promise<void> => until(page, "performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/reporting.js'))");

describe('what if', () => {
  const on = pageTests();

  test('other inputs change headline, tiles, charts and alternatives in the page itself, without an answer from the extension', () =>
    on({ state: shown }, async ({ page, asked }) => {
      await page.getByLabel('GPU', { exact: true }).first().selectOption('L4');
      const expected = reportWith({ gpu: 'L4' });
      await page.locator('.was').waitFor();
      assert.equal(await headlineOf(page), withoutSpaces(expected.headline!.value));
      assert.deepEqual(
        (await page.locator('.tile .v').allInnerTexts()).map(withoutSpaces),
        expected.tiles.map(({ value }) => withoutSpaces(value)),
      );
      assert.deepEqual(
        await page.locator('.alt .t').allInnerTexts(),
        expected.alternatives.map(({ title }) => title),
      );
      assert.equal(await page.locator('#memory small').innerText(), expected.memory!.summary);
      assert.deepEqual(
        await page.locator('.compare .row.on .name').allInnerTexts(),
        [...expected.compare.regions, ...expected.compare.gpus].filter(({ current }) => current).map(({ label }) => label),
      );
      assert.deepEqual((await asked()).slice(1), [{ type: 'whatIf', settings: { gpu: 'L4' }, number: 1 }]);
    }));

  for (const [name, label, value, settings] of [
    ['the number of GPUs', 'Number', '8', { gpuCount: 8 }],
    ['the data-set size', 'Samples', '120 000', { datasetSamples: 120_000 }],
  ] as const) {
    test(`${name} can be tried`, () =>
      on({ state: shown }, async ({ page }) => {
        await page.getByLabel(label, { exact: true }).fill(value);
        await page.getByLabel(label, { exact: true }).blur();
        await page.locator('.was').waitFor();
        assert.equal(await headlineOf(page), withoutSpaces(reportWith(settings).headline!.value));
      }));
  }

  for (const [name, label, value, settings] of [
    ['the region', 'Region', 'SE', { region: 'SE' }],
    ['the precision', 'Precision', 'bf16', { precision: 'bf16' }],
    ['the method', 'Method', 'lora', { method: 'lora' }],
  ] as const) {
    test(`${name} can be tried`, () =>
      on({ state: shown }, async ({ page }) => {
        await page.getByLabel(label, { exact: true }).first().selectOption(value);
        await page.locator('.was').waitFor();
        assert.equal(await headlineOf(page), withoutSpaces(reportWith(settings).headline!.value));
      }));
  }

  for (const [name, label, settings] of [
    ['epochs', 'Epochs', { epochs: 4 }],
    ['the batch size', 'Batch', { perDeviceBatchSize: 32 }],
  ] as const) {
    test(`the arrow keys move the slider of ${name}, and the figures follow`, () =>
      on({ state: shown }, async ({ page, asked }) => {
        await ready(page);
        await page.getByRole('slider', { name: label }).focus();
        await page.keyboard.press('ArrowRight');
        assert.equal(await headlineOf(page), withoutSpaces(reportWith(settings).headline!.value));
        assert.deepEqual((await asked()).at(-1), { type: 'whatIf', settings, number: 1 });
        await page.keyboard.press('ArrowLeft');
        assert.equal(await headlineOf(page), withoutSpaces(shown.report.headline!.value));
        assert.deepEqual((await asked()).at(-1), { type: 'whatIf', settings: {}, number: 2 });
      }));
  }

  test('figures and charts follow a slider before the next frame is drawn', () =>
    on({ state: shown }, async ({ page }) => {
      await ready(page);
      // The page works it out while it handles the event: when the event has been dispatched, the figures stand.
      const [before, after] = (await page.evaluate(`(() => {
        const slider = document.getElementById('whatIf-epochs');
        const read = () => document.querySelector('.big .figure').textContent;
        const before = read();
        slider.value = '10';
        slider.dispatchEvent(new Event('input'));
        return [before, read()];
      })()`)) as [string, string];
      assert.notEqual(before, after);
      assert.equal(withoutSpaces(after), withoutSpaces(reportWith({ epochs: 10 }).headline!.value));
    }));

  test('nothing is written until Apply, which says where each value goes', () =>
    on({ state: shown }, async ({ page, asked }) => {
      await page.getByLabel('Region', { exact: true }).first().selectOption('FR');
      await page.getByLabel('Precision', { exact: true }).selectOption('bf16');
      const box = page.locator('.sum', { hasText: '→' });
      assert.match(await box.innerText(), /Region: in this workspace · Precision: in a comment of this file/);
      assert.equal((await asked()).filter(({ type }) => type === 'keep').length, 0);
      await box.getByRole('button', { name: 'Apply what is being tried' }).click();
      assert.deepEqual((await asked()).at(-1), { type: 'keep', settings: { region: 'FR', precision: 'bf16' } });
    }));

  test('Reset takes everything back', () =>
    on({ state: shown }, async ({ page }) => {
      await page.getByLabel('Region', { exact: true }).first().selectOption('FR');
      await page.getByRole('button', { name: 'Reset what is being tried' }).click();
      assert.equal(await headlineOf(page), withoutSpaces(shown.report.headline!.value));
      assert.equal(await page.getByLabel('Region', { exact: true }).first().inputValue(), 'DE');
    }));

  test('a new reading of the file does not take back what the user has tried since', () =>
    on({ state: shown }, async ({ page, say }) => {
      await page.getByLabel('Region', { exact: true }).first().selectOption('FR');
      await say({ ...shown, whatIf: {}, heard: 0 });
      assert.equal(await page.getByLabel('Region', { exact: true }).first().inputValue(), 'FR');
      await say({ ...shown, settings: { ...shown.settings, region: 'FR' }, report: reportWith({ region: 'FR' }), whatIf: {}, heard: 1 });
      assert.equal(await page.locator('.was').count(), 0);
    }));

  test('a number that is none is marked and not tried', () =>
    on({ state: shown }, async ({ page, asked }) => {
      const before = (await asked()).length;
      await page.getByLabel('Samples', { exact: true }).fill('many');
      await page.getByLabel('Samples', { exact: true }).blur();
      assert.equal(await page.getByLabel('Samples', { exact: true }).getAttribute('aria-invalid'), '');
      assert.equal((await asked()).length, before);
    }));

  test('a row of the comparison is tried by choosing it', () =>
    on({ state: shown }, async ({ page, asked }) => {
      await page
        .getByRole('group', { name: 'Regions: CO₂e of the same run' })
        .getByRole('button', { name: /^Sweden/ })
        .click();
      assert.deepEqual((await asked()).at(-1), { type: 'whatIf', settings: { region: 'SE' }, number: 1 });
    }));
});

describe('an assumed factor', () => {
  const on = pageTests();

  test('is marked, changed in its own row, and kept where the user wants it', () =>
    on({ state: shown }, async ({ page, asked }) => {
      const row = page.getByRole('row', { name: /^GPU/ });
      assert.equal(await row.locator('.tag.assumed').innerText(), 'assumed');
      await page.getByRole('button', { name: 'GPU: change' }).click();
      await page.locator('#row-gpu').selectOption('T4');
      const places = page.getByRole('group', { name: 'Where to keep it' });
      assert.deepEqual(await places.locator('vscode-button').allInnerTexts(), ['in this workspace', 'in a comment of this file', 'only now']);
      await places.getByRole('button', { name: 'in a comment of this file' }).click();
      assert.deepEqual((await asked()).at(-1), { type: 'keep', settings: { gpu: 'T4' }, where: 'file' });
    }));

  test('is only tried when the user wants it only now', () =>
    on({ state: shown }, async ({ page, asked }) => {
      await page.getByRole('button', { name: 'PUE: change' }).click();
      await page.locator('#row-pue').fill('1.4');
      await page.locator('#row-pue').blur();
      await page.getByRole('button', { name: 'only now' }).click();
      assert.deepEqual((await asked()).at(-1), { type: 'whatIf', settings: { pue: 1.4 }, number: 1 });
      assert.equal(await page.getByRole('row', { name: /^PUE/ }).locator('.tag').innerText(), 'tried');
      assert.equal(await page.evaluate('document.activeElement.id'), 'change-pue');
    }));

  test('a missing data set size is asked for with the consequence of each answer', () =>
    on({ state: unanswered }, async ({ page, asked }) => {
      const [, suggestion] = unanswered.report.questions.find(({ input }) => input === 'datasetSamples')!.suggestions;
      const button = page.locator('.suggestion').nth(1);
      assert.equal(withoutSpaces(await button.innerText()), withoutSpaces(`${suggestion!.label}${suggestion!.consequence}`));
      await button.click();
      assert.deepEqual((await asked()).at(-1), { type: 'keep', settings: { datasetSamples: Number(suggestion!.value) } });
    }));
});

describe('greener alternatives', () => {
  const on = pageTests();
  const withEdits = shown.report.alternatives.filter(({ edits }) => edits.length > 0);
  const [first, second] = withEdits;

  test('are sorted by what they save, each with its range, its cost in quality, its evidence and a way to take it', () =>
    on({ state: shown }, async ({ page, asked }) => {
      const saved = shown.report.alternatives.map(({ savingPercent }) => savingPercent.mid);
      assert.deepEqual(
        saved,
        [...saved].sort((a, b) => b - a),
      );
      const row = page.locator('.alt', { hasText: first!.title });
      assert.equal(withoutSpaces(await row.locator('.s').innerText()), withoutSpaces(`${first!.saving}(${first!.savingRange})`));
      assert.ok((await row.locator('.d').innerText()).startsWith(first!.qualityCost));
      await row
        .getByRole('link', { name: /evidence/ })
        .first()
        .click();
      assert.deepEqual((await asked()).at(-1), { type: 'openLink', url: first!.evidence[0]!.url });
      await row.getByRole('button', { name: `Preview: ${first!.title}` }).click();
      assert.deepEqual((await asked()).at(-1), { type: 'preview', keys: [first!.key] });
    }));

  test('chosen together are estimated as a whole, not summed', () =>
    on({ state: shown }, async ({ page, asked }) => {
      for (const { title } of [first!, second!]) await page.getByRole('checkbox', { name: `Choose: ${title}` }).click();
      const keys = [first!.key, second!.key];
      const { change, saving, savingRange } = togetherOf(keys);
      const box = page.locator('.sum');
      await page.getByText(change).waitFor();
      assert.match(withoutSpaces(await box.innerText()), new RegExp(`^${escaped(withoutSpaces(`With the 2 chosen: ${change}${saving}(${savingRange})`))}`));
      assert.notEqual(Number(/\d+/.exec(saving)![0]), Math.round(first!.savingPercent.mid + second!.savingPercent.mid));
      await page.getByRole('button', { name: 'Apply all 2' }).click();
      assert.deepEqual((await asked()).at(-1), { type: 'apply', keys });
    }));
});

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

// The report's page, opened alone in a browser under the editor's security policy: looks, keyboard, screen readers, and what it asks the extension for.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { PanelState } from '../../webview/protocol';
import { combined, shown, unanswered, whatIfShown } from './page/fixture';
import { bundlePage, launch, openPage, type Bundle, type OpenedPage, type OpenOptions } from './page/openPage';
import { themes, type ThemeName } from './page/themes';

const axeSource = createRequire(__filename).resolve('axe-core/axe.min.js');
const pictures = path.resolve(__dirname, '../../.screenshots/page');
const widths = [300, 900] as const;

const withChoice: OpenOptions = { state: { ...shown, combined }, remembered: { chosen: ['padding', 'bf16'] } };
const states: Readonly<Record<string, PanelState>> = {
  report: { ...shown, combined },
  'what-if': whatIfShown,
  question: unanswered,
  empty: { kind: 'empty', reason: 'noFile' },
  'nothing-trains': { kind: 'empty', reason: 'nothingTrains', fileName: 'prepare_data.py' },
  loading: { kind: 'loading', fileName: 'train.py' },
  error: { kind: 'error', fileName: 'train.py', message: 'The file could not be read.' },
};

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

async function seriousFindings(page: Page): Promise<readonly string[]> {
  const { violations } = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as { violations: readonly Violation[] };
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary.replace(/\s+/g, ' ')}`).join('; ')}`);
}

describe('the report page', () => {
  let browser: Browser;
  let bundle: Bundle;

  before(async () => {
    mkdirSync(pictures, { recursive: true });
    [browser, bundle] = await Promise.all([launch(), bundlePage()]);
  });
  after(() => browser.close());

  /** Opens the page, runs the check, and holds it to the security policy on the way. */
  async function on(options: OpenOptions, check: (opened: OpenedPage) => Promise<void>): Promise<void> {
    const opened = await openPage(browser, bundle, options);
    try {
      await check(opened);
      assert.deepEqual(opened.complaints, []);
    } finally {
      await opened.page.close();
    }
  }

  for (const theme of Object.keys(themes) as ThemeName[]) {
    test(`in the ${theme} theme every state shows wide and narrow without a sideways scroll or a serious accessibility finding`, () =>
      on({ theme, remembered: { chosen: ['padding', 'bf16'] } }, async ({ page, say }) => {
        await page.evaluate(readFileSync(axeSource, 'utf8'));
        for (const [name, state] of Object.entries(states)) {
          await say(state);
          for (const width of widths) {
            await page.setViewportSize({ width, height: 900 });
            await page.screenshot({ path: path.join(pictures, `${name}-${theme}-${width}.png`), fullPage: true });
            assert.equal(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth'), true, `${name} is wider than ${width} px`);
          }
          assert.deepEqual(await seriousFindings(page), [], name);
        }
      }));
  }

  test('announces the headline when it changes, and keeps it apart from its unit', () =>
    on({ state: shown }, async ({ page, say }) => {
      const headline = page.locator('[aria-live=polite]', { hasText: 'CO₂e' });
      assert.match(await headline.innerText(), /^0\.34\s+kg CO₂e$/);
      await say(whatIfShown);
      assert.match(await headline.innerText(), /^0\.042\s+kg CO₂e\s+instead of 0\.34 kg CO₂e$/);
    }));

  test('a link to a line asks the editor to show that line', () =>
    on({ state: shown }, async ({ page, asked }) => {
      await page.getByRole('button', { name: 'Model: show line 31 in the code' }).click();
      assert.deepEqual((await asked()).at(-1), {
        type: 'reveal',
        span: shown.report.factors[0]!.links[0]!.target.kind === 'code' ? shown.report.factors[0]!.links[0]!.target.span : undefined,
      });
    }));

  test('every figure opens its source, Escape closes it, and the focus returns', () =>
    on({ state: shown }, async ({ page }) => {
      const figures = page.locator('.figure, .tile');
      for (let index = 0; index < (await figures.count()); index++) {
        const figure = figures.nth(index);
        await figure.focus();
        await page.keyboard.press('Enter');
        const source = page.getByRole('dialog');
        await source.waitFor({ state: 'visible' });
        assert.ok((await source.locator('section').count()) > 0);
        await page.keyboard.press('Escape');
        await source.waitFor({ state: 'hidden' });
        assert.equal(await page.evaluate("[...document.querySelectorAll('.figure, .tile')].indexOf(document.activeElement)"), index);
      }
    }));

  test('a source on the web is opened by the editor, never by the page', () =>
    on({ state: shown }, async ({ page, asked }) => {
      await page.getByRole('button', { name: 'Grid: Ember' }).click();
      await page.getByRole('link', { name: /^ember-energy\.org/ }).click();
      assert.deepEqual((await asked()).at(-1), { type: 'openLink', url: 'https://ember-energy.org/data/yearly-electricity-data/' });
      assert.equal(new URL(page.url()).pathname, '/');
    }));

  test('with the keyboard alone one reaches an alternative, chooses it and applies it', () =>
    on({ state: shown }, async ({ page, asked }) => {
      const focused = (): Promise<string> => page.evaluate('document.activeElement?.getAttribute("aria-label") ?? ""');
      for (let steps = 0; (await focused()) !== 'Choose: Pad each batch to its longest text'; steps++) {
        assert.ok(steps < 40, 'the check box cannot be reached with Tab');
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Space');
      assert.deepEqual((await asked()).at(-1), { type: 'choose', keys: ['padding'] });
      for (let steps = 0; (await focused()) !== 'Apply: Pad each batch to its longest text'; steps++) {
        assert.ok(steps < 10, 'Apply cannot be reached with Tab');
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Enter');
      assert.deepEqual((await asked()).at(-1), { type: 'apply', keys: ['padding'] });
    }));

  test('the sum of the chosen ones appears with what they save together', () =>
    on(withChoice, async ({ page, asked }) => {
      assert.match(await page.locator('.sum').innerText(), /With the 2 chosen:\s+0\.34 → 0\.09 kg CO₂e\s+−74 % \(64–80\)/);
      await page.getByRole('button', { name: 'Apply all 2' }).click();
      assert.deepEqual((await asked()).at(-1), { type: 'apply', keys: ['padding', 'bf16'] });
    }));

  test('a changed control is tried at once and written only when it is kept', () =>
    on({ state: shown }, async ({ page, asked, say }) => {
      await page.getByLabel('GPU', { exact: true }).first().selectOption('L4');
      assert.deepEqual((await asked()).at(-1), { type: 'whatIf', settings: { gpu: 'L4' } });
      await page.getByLabel('Samples', { exact: true }).fill('120 000');
      await page.getByLabel('Samples', { exact: true }).blur();
      assert.deepEqual((await asked()).at(-1), { type: 'whatIf', settings: { gpu: 'L4', datasetSamples: 120_000 } });
      await say({ ...whatIfShown, whatIf: { gpu: 'L4', datasetSamples: 120_000 } });
      await page.getByRole('button', { name: 'Keep' }).click();
      assert.deepEqual((await asked()).at(-1), { type: 'keep', settings: { gpu: 'L4', datasetSamples: 120_000 } });
    }));

  test('a number that is none is marked and not tried', () =>
    on({ state: shown }, async ({ page, asked }) => {
      const before = (await asked()).length;
      await page.getByLabel('Samples', { exact: true }).fill('many');
      await page.getByLabel('Samples', { exact: true }).blur();
      assert.equal(await page.getByLabel('Samples', { exact: true }).getAttribute('aria-invalid'), '');
      assert.equal((await asked()).length, before);
    }));

  test('an assumed factor is changed in its own row', () =>
    on({ state: shown }, async ({ page, asked }) => {
      await page.getByRole('button', { name: 'PUE: change' }).click();
      await page.locator('#row-pue').fill('1.4');
      await page.locator('#row-pue').blur();
      assert.deepEqual((await asked()).at(-1), { type: 'whatIf', settings: { pue: 1.4 } });
    }));

  test('a missing data set size is asked for with the consequence of each answer', () =>
    on({ state: unanswered }, async ({ page, asked }) => {
      assert.match(await page.locator('.suggestion').nth(1).innerText(), /25,000\s+≈ 0\.34 kg CO₂e/);
      await page.locator('.suggestion').nth(1).click();
      assert.deepEqual((await asked()).at(-1), { type: 'keep', settings: { datasetSamples: 25_000 } });
    }));

  test('what the page remembered is asked for again when it comes back', () =>
    on({ remembered: { uri: 'file:///workspace/train.py', run: 1, whatIf: { region: 'FR' } } }, async ({ asked }) => {
      assert.deepEqual((await asked())[0], { type: 'ready', uri: 'file:///workspace/train.py', run: 1, whatIf: { region: 'FR' } });
    }));

  test("text of the user's files never becomes markup", () =>
    on({ state: { ...shown, report: { ...shown.report, fileName: '<img src=x onerror=alert(1)>.py' } } }, async ({ page }) => {
      assert.equal(await page.locator('.run').innerText(), '<img src=x onerror=alert(1)>.py');
      assert.equal(await page.locator('img').count(), 0);
    }));

  test('messages that are not ours change nothing', () =>
    on({ state: shown }, async ({ page, say }) => {
      await say({ kind: 'report', report: 'nonsense' } as unknown as PanelState);
      await say({ kind: 'other' } as unknown as PanelState);
      assert.equal(await page.locator('.run').innerText(), 'bert_sentiment.py');
    }));

  test("words come in the editor's language, figures stay", () =>
    on({ state: shown, strings: { 'Greener alternatives': '更环保的方案', 'line {0}': '第 {0} 行' } }, async ({ page }) => {
      assert.match(await page.locator('#alternatives').innerText(), /更环保的方案/);
      assert.match(await page.locator('.top .tag').innerText(), /fine-tuning · 第 52 行/);
    }));
});

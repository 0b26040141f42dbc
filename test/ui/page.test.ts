// The report's page, opened alone in a browser under the editor's security policy: looks, keyboard, screen readers, state and words.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { PanelState } from '../../webview/protocol/messages';
import { shown, staleShown, unanswered } from './page/fixture';
import { pageTests } from './page/harness';
import { themes, type ThemeName } from './page/themes';

const axeSource = createRequire(__filename).resolve('axe-core/axe.min.js');
const pictures = path.resolve(__dirname, '../../.screenshots/page');
const widths = [300, 900] as const;

/** The report as it stands; with inputs tried, two alternatives chosen and everything unfolded; and what is shown without one. */
const states: Readonly<Record<string, PanelState>> = {
  report: shown,
  'what-if': { ...staleShown, whatIf: { gpu: 'L4', epochs: 5 } },
  question: unanswered,
  empty: { kind: 'empty', reason: 'noFile' },
  'nothing-trains': { kind: 'empty', reason: 'nothingTrains', fileName: 'prepare_data.py' },
  loading: { kind: 'loading', fileName: 'train.py' },
  error: { kind: 'error', fileName: 'train.py', message: 'The file could not be read.' },
};
const [first, second] = shown.report.alternatives.filter(({ edits }) => edits.length > 0).map(({ key }) => key);
const opened = { uri: shown.uri, run: 0, chosen: [first, second], open: ['serving'] };

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

const fits = (page: Page): Promise<boolean> => page.evaluate('document.documentElement.scrollWidth <= window.innerWidth');

describe('the report page', () => {
  const on = pageTests();
  mkdirSync(pictures, { recursive: true });

  for (const theme of Object.keys(themes) as ThemeName[]) {
    test(`in the ${theme} theme every state shows wide and narrow without a sideways scroll or a serious accessibility finding`, () =>
      on({ theme, remembered: opened }, async ({ page, say }) => {
        await page.evaluate(readFileSync(axeSource, 'utf8'));
        for (const [name, state] of Object.entries(states)) {
          await say(state);
          if (name === 'what-if') await page.getByText('With the 2 chosen').waitFor();
          for (const width of widths) {
            await page.setViewportSize({ width, height: 900 });
            await page.screenshot({ path: path.join(pictures, `${name}-${theme}-${width}.png`), fullPage: true });
            assert.equal(await fits(page), true, `${name} is wider than ${width} px`);
          }
          assert.deepEqual(await seriousFindings(page), [], name);
        }
      }));
  }

  test('at 200 % zoom in a side bar nothing is cut off sideways', () =>
    // Zooming to 200 % halves the pixels that a page of the same window has.
    on({ state: shown, width: 320 }, async ({ page }) => {
      for (const width of [320, 240]) {
        await page.setViewportSize({ width, height: 450 });
        assert.equal(await fits(page), true, `${width} px`);
      }
    }));

  test('announces the headline when it changes, and keeps it apart from its unit', () =>
    on({ state: shown }, async ({ page }) => {
      const headline = page.locator('[aria-live=polite]', { hasText: 'CO₂e' });
      const before = shown.report.headline!.value;
      assert.equal((await headline.innerText()).replace(/\s+/g, ' ').trim(), before);
      await page.getByLabel('Region', { exact: true }).first().selectOption('SE');
      await headline.getByText(`instead of ${before}`).waitFor();
    }));

  test('every figure opens its source, Escape closes it, and the focus returns', () =>
    on({ state: shown }, async ({ page }) => {
      const figures = page.locator('.figure, .tile');
      for (let index = 0; index < (await figures.count()); index++) {
        await figures.nth(index).focus();
        await page.keyboard.press('Enter');
        const source = page.getByRole('dialog');
        await source.waitFor({ state: 'visible' });
        assert.ok((await source.locator('section').count()) > 0);
        await page.keyboard.press('Escape');
        await source.waitFor({ state: 'hidden' });
        assert.equal(await page.evaluate("[...document.querySelectorAll('.figure, .tile')].indexOf(document.activeElement)"), index);
      }
    }));

  test('with the keyboard alone one reaches an alternative, chooses it and applies it', () =>
    on({ state: shown }, async ({ page, asked }) => {
      const { key, title } = shown.report.alternatives.find(({ edits }) => edits.length > 0)!;
      const focused = (): Promise<string> => page.evaluate('document.activeElement?.getAttribute("aria-label") ?? ""');
      for (let steps = 0; (await focused()) !== `Choose: ${title}`; steps++) {
        assert.ok(steps < 40, 'the check box cannot be reached with Tab');
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Space');
      await page.getByText('With the one chosen').waitFor();
      for (let steps = 0; (await focused()) !== `Apply: ${title}`; steps++) {
        assert.ok(steps < 10, 'Apply cannot be reached with Tab');
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Enter');
      assert.deepEqual((await asked()).at(-1), { type: 'apply', keys: [key] });
    }));

  test('a comparison is one stop of the Tab key, and the arrow keys go through its rows', () =>
    on({ state: shown }, async ({ page, asked }) => {
      const rows = page.getByRole('group', { name: 'GPUs: CO₂e of the same run' }).getByRole('button');
      const stops = await rows.evaluateAll((buttons) => buttons.filter((button) => (button as { tabIndex?: number }).tabIndex === 0).length);
      assert.equal(stops, 1);
      await rows.and(page.locator('[tabindex="0"]')).focus();
      await page.keyboard.press('Home');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      const message = (await asked()).at(-1);
      assert.deepEqual(message, { type: 'whatIf', settings: { gpu: shown.report.compare.gpus[1]!.key }, number: 1 });
    }));

  test('what the page remembered is asked for again when it comes back, and stands there again', () =>
    on({ remembered: { uri: shown.uri, run: 0, whatIf: { region: 'FR' }, chosen: [first], open: ['serving'] } }, async ({ page, asked, say }) => {
      assert.deepEqual((await asked())[0], { type: 'ready', uri: shown.uri, run: 0, whatIf: { region: 'FR' } });
      await say({ ...shown, whatIf: { region: 'FR' } });
      await page.getByText('With the one chosen').waitFor();
      assert.equal(await page.getByLabel('Region', { exact: true }).first().inputValue(), 'FR');
      assert.equal(await page.locator('details.fold').getAttribute('open'), '');
    }));

  test('what was tried and chosen for one run is not carried to another', () =>
    on({ remembered: { uri: 'file:///workspace/other.py', run: 0, whatIf: { region: 'FR' }, chosen: [first] } }, async ({ page, say }) => {
      await say(shown);
      assert.equal(await page.getByLabel('Region', { exact: true }).first().inputValue(), 'DE');
      assert.equal(await page.getByText('With the one chosen').count(), 0);
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
      assert.match(await page.locator('.top .tag').innerText(), /fine-tuning · 第 67 行/);
    }));
});

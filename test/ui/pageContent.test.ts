// What the report's page says: headline, origins, data and memory, inference, and the report to take away.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { shown } from './page/fixture';
import { pageTests } from './page/harness';
import { until } from './page/openPage';
import { withoutSpaces } from './page/text';

const { report } = shown;
const pictures = path.resolve(__dirname, '../../.screenshots/page');

describe('the headline', () => {
  const on = pageTests();

  test('is one big figure with its range, what dominates it, and what one can picture', () =>
    on({ state: shown }, async ({ page }) => {
      const hero = page.getByRole('region', { name: 'Summary' });
      assert.equal(withoutSpaces(await hero.locator('.figure').innerText()), withoutSpaces(report.headline!.value));
      const [low, high] = report.headline!.range.split(' – ');
      await hero.getByRole('img', { name: `90 percent interval: ${low} to ${high}` }).waitFor();
      await hero.getByText(report.sentence!.emphasis).waitFor();
      for (const { text } of report.equivalents) await hero.getByText(text).waitFor();
      assert.equal(report.equivalents.length, 2);
    }));

  test('says what would narrow the range most, and leads to the control that states it', () =>
    on({ state: { ...shown, report: { ...report, narrowing: 'Stating the GPU would narrow the range from 3.2× to 1.6×.' } } }, async ({ page }) => {
      await page.getByText('would narrow the range').waitFor();
      await page.getByRole('region', { name: 'Summary' }).getByRole('button', { name: /^Set / }).click();
      assert.match(await page.evaluate('document.activeElement.id'), /^whatIf-/);
    }));

  test('has tiles for GPU-hours, energy, wall-clock, memory against the GPU, cost and water', () =>
    on({ state: shown }, async ({ page }) => {
      assert.deepEqual(await page.locator('.tile .k').allInnerTexts(), ['GPU-hours', 'Energy', 'Wall-clock', 'Peak memory', 'Cost', 'Water']);
      assert.match(await page.locator('.tile', { hasText: 'Peak memory' }).innerText(), /fits 80 GiB/);
    }));

  test('leads to the page that explains the figures', () =>
    on({ state: shown }, async ({ page, asked }) => {
      await page.getByRole('button', { name: 'What do these figures mean?' }).click();
      assert.deepEqual((await asked()).at(-1), { type: 'command', command: 'explainFigures' });
    }));
});

describe('where it comes from', () => {
  const on = pageTests();

  test('is told by two bars whose words say what they draw', () =>
    on({ state: shown }, async ({ page }) => {
      for (const { label, parts } of report.breakdown) {
        const said = parts.map((part) => `${part.label} ${part.percent}`).join(', ');
        await page.getByRole('img', { name: `${label}: ${said}`, exact: true }).waitFor();
      }
      assert.deepEqual(
        report.breakdown.map(({ id, parts }) => [id, parts.map((part) => part.id)]),
        [
          ['causes', ['compute', 'host', 'overhead', 'embodied']],
          ['work', ['forward', 'backward']],
        ],
      );
    }));

  test('every factor of the chain has at least one link that opens', () =>
    on({ state: shown }, async ({ page }) => {
      for (const { label, links } of report.factors) {
        assert.ok(links.length > 0, label);
        const row = page.locator('tr', { has: page.locator(`th:text-is("${label}")`) });
        assert.equal(await row.locator('.from > button:not([aria-expanded])').count(), links.length, label);
      }
    }));

  test('a link to a line asks the editor to show that line', () =>
    on({ state: shown }, async ({ page, asked }) => {
      const model = report.factors.find(({ id }) => id === 'model')!;
      const link = model.links.find(({ target }) => target.kind === 'code')!;
      await page.getByRole('button', { name: `Model: show ${link.label} in the code` }).click();
      assert.deepEqual((await asked()).at(-1), { type: 'reveal', span: link.target.kind === 'code' && link.target.span });
    }));

  test('a source on the web is opened by the editor, never by the page', () =>
    on({ state: shown }, async ({ page, asked }) => {
      const grid = report.factors.find(({ id }) => id === 'grid')!;
      const source = grid.links.find(({ target }) => target.kind === 'table')!;
      await page.getByRole('button', { name: `Grid: ${source.label}` }).click();
      await page.getByRole('dialog').getByRole('link').first().click();
      assert.deepEqual((await asked()).at(-1), { type: 'openLink', url: source.target.kind === 'table' && source.target.url });
      assert.equal(new URL(page.url()).pathname, '/');
    }));
});

describe('data, memory and inference', () => {
  const on = pageTests();

  test('memory is shown by part against what the GPU holds', () =>
    on({ state: shown }, async ({ page }) => {
      const bar = page.getByRole('img', { name: /^Peak memory of a GPU, in GiB:/ });
      for (const { label } of report.memory!.parts) assert.ok((await bar.getAttribute('aria-label'))!.includes(label), label);
      assert.equal(await page.locator('#memory small').innerText(), report.memory!.summary);
    }));

  test('samples, tokens, download and checkpoint are listed, each with where it comes from', () =>
    on({ state: shown }, async ({ page }) => {
      const table = page.getByRole('region', { name: 'Data and storage' }).getByRole('table');
      for (const { label, value } of report.demand)
        await table
          .getByRole('row', { name: `${label} ${value}` })
          .first()
          .waitFor();
      for (const id of ['samples', 'tokens', 'download', 'checkpoint'])
        assert.ok(
          report.demand.some((row) => row.id === id),
          id,
        );
      assert.ok(report.demand.every(({ links }) => links.length > 0));
    }));

  test('inference is folded until somebody opens it, and is never part of the headline', () =>
    on({ state: shown }, async ({ page }) => {
      const fold = page.locator('details.fold');
      assert.equal(await fold.getAttribute('open'), null);
      await fold.locator('summary').click();
      await fold.getByText(report.serving!.summary).waitFor();
      assert.equal(await fold.locator('tbody tr').count(), report.serving!.rows.length);
    }));
});

describe('measured against estimated', () => {
  const on = pageTests();
  const row = { id: 'energy', label: 'Energy', measured: '0.31 kWh', estimated: '0.26 kWh', range: '0.098 – 0.73', ratio: '1.2×', inside: true };
  const link = {
    label: 'emissions.csv line 2',
    target: { kind: 'code', span: { ...report.anchor, path: '/workspace/emissions.csv', line: 2 }, origin: 'literal' },
  } as const;
  const measured = [{ title: 'CodeCarbon · sentiment', link, notes: ['CodeCarbon counts no data-centre overhead.'], rows: [row] }];

  test('is absent while nothing was measured', () =>
    on({ state: shown }, async ({ page }) => {
      assert.equal(await page.getByText('Measured against estimated').count(), 0);
    }));

  test('shows each measured figure beside its estimate, with the file that it stands in', () =>
    on({ state: { ...shown, report: { ...report, measured } } }, async ({ page, asked }) => {
      const table = page.getByRole('region', { name: /^Measured against estimated/ }).getByRole('table');
      assert.match(await table.getByRole('row', { name: /^Energy/ }).innerText(), /0\.31 kWh\s+0\.26 kWh \(0\.098 – 0\.73\)\s+1\.2×\s+within the range/);
      await page.getByRole('button', { name: /emissions\.csv line 2/ }).click();
      assert.deepEqual((await asked()).at(-1), { type: 'reveal', span: link.target.span });
    }));
});

describe('export', () => {
  const on = pageTests();

  for (const [name, format] of [
    ['Markdown', 'markdown'],
    ['Model card', 'modelCard'],
    ['Statement for a paper', 'statement'],
    ['JSON', 'json'],
    ['CSV', 'csv'],
  ] as const) {
    test(`${name} can be copied and saved`, () =>
      on({ state: shown }, async ({ page, asked }) => {
        await page.getByRole('button', { name: `Copy: ${name}` }).click();
        assert.deepEqual((await asked()).at(-1), { type: 'export', format, to: 'clipboard' });
        await page.getByRole('button', { name: `Save: ${name}` }).click();
        assert.deepEqual((await asked()).at(-1), { type: 'export', format, to: 'file' });
      }));
  }

  test('the picture can be saved as SVG, and as PNG that the page has drawn', () =>
    on({ state: shown }, async ({ page, asked }) => {
      await page.getByRole('button', { name: 'Save as SVG' }).click();
      assert.deepEqual((await asked()).at(-1), { type: 'export', format: 'svg', to: 'file' });
      await page.getByRole('button', { name: 'Save as PNG' }).click();
      await until(page, "window.asked.some(({ type }) => type === 'savePicture')");
      const saved = (await asked()).at(-1);
      assert.equal(saved?.type, 'savePicture');
      const png = Buffer.from(saved?.type === 'savePicture' ? saved.png : '', 'base64');
      assert.equal(png.subarray(1, 4).toString(), 'PNG');
      // Twice the 720 of the drawing, from the header's width.
      assert.equal(png.readUInt32BE(16), 1440);
      mkdirSync(pictures, { recursive: true });
      writeFileSync(path.join(pictures, 'exported.png'), png);
    }));
});

// The report's page inside the workbench, as a user sees and uses it.
import type { Frame } from 'playwright-core';
import { eventually, plain, type Workbench } from './workbench';

/** The report once it shows figures. */
export const shownReport = (workbench: Workbench): Promise<Frame> => workbench.report('.hero .big');

/** The figures of the headline and the tiles: "0.34 kg CO₂e", "2.6 GPU-h", ... */
export async function figuresOf(report: Frame): Promise<readonly string[]> {
  const big = await report.locator('.hero .big .figure').innerText();
  const tiles = await report.locator('.tile .v').allInnerTexts();
  return [big, ...tiles].map(plain);
}

/** Waits until the headline reads differently from `before`. */
export function headlineOtherThan(report: Frame, before: string): Promise<string> {
  return eventually(`a headline other than ${before}`, async () => {
    const now = plain(await report.locator('.hero .big .figure').innerText());
    return now === before ? undefined : now;
  });
}

/** "≈ 2.6 GPU-h · 0.9 kWh · 0.34 kg CO₂e (0.2–0.6) · ..." to its three figures. */
export const figuresOfLens = (lens: string): readonly string[] =>
  lens
    .replace(/^~?\s*≈\s*/, '')
    .split(' · ')
    .slice(0, 3)
    .map((figure) => figure.replace(/\s*\(.*$/, '').trim());

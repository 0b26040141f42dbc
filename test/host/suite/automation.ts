// Runs an integration suite in a host whose workbench a browser shows: the page is told the extension host's console and the suite's end.
import type { Browser } from 'playwright-core';
import { readResults, type SuiteTest } from './protocol';

export interface SuiteOutcome {
  readonly tests: readonly SuiteTest[];
  /** 0 when the suite's run() settled well */
  readonly exitCode: number;
  /** what else the extension host printed, for a failure's sake */
  readonly console: readonly string[];
}

const SUITE_TIMEOUT_MS = 300_000;

/** Visits the workbench at `address` and waits for the suite named in it; a suite that does not end in time has exit code -1. */
export async function runSuiteInBrowser(browser: Browser, address: string): Promise<SuiteOutcome> {
  const page = await browser.newPage();
  const lines: string[] = [];
  try {
    const exitCode = await new Promise<number>((resolve, reject) => {
      const timer = setTimeout(() => {
        lines.push(`the suite did not end within ${SUITE_TIMEOUT_MS / 1000} s`);
        resolve(-1);
      }, SUITE_TIMEOUT_MS);
      const start = async (): Promise<void> => {
        await page.exposeFunction('codeAutomationLog', (_type: string, parts: unknown[]) => lines.push(...parts.map(String).join(' ').split('\n')));
        await page.exposeFunction('codeAutomationExit', (code: number) => {
          clearTimeout(timer);
          resolve(code);
        });
        await page.goto(address, { waitUntil: 'commit', timeout: SUITE_TIMEOUT_MS });
      };
      start().catch((error: unknown) => {
        clearTimeout(timer);
        reject(error instanceof Error ? error : new Error(String(error)));
      });
    });
    return { exitCode, ...readResults(lines) };
  } finally {
    await page.close();
  }
}

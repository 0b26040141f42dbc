// One browser and one bundle for a file of tests; each test opens the page anew and holds it to the security policy on the way.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import type { Browser } from 'playwright-core';
import { bundlePage, launch, openPage, type Bundle, type OpenedPage, type OpenOptions } from './openPage';

export type On = (options: OpenOptions, check: (opened: OpenedPage) => Promise<void>) => Promise<void>;

/** Call inside `describe`: @returns a function that opens the page, runs a check, and fails on any error or violation that the page has had. */
export function pageTests(): On {
  let browser: Browser;
  let bundle: Bundle;
  before(async () => {
    [browser, bundle] = await Promise.all([launch(), bundlePage()]);
  });
  after(() => browser.close());
  return async (options, check) => {
    const opened = await openPage(browser, bundle, options);
    try {
      await check(opened);
      assert.deepEqual(opened.complaints, []);
    } finally {
      await opened.page.close();
    }
  };
}

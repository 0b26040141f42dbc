// Opens the report's page alone, in a browser, as the editor would: the same document, security policy and bundle, with a stand-in for the editor's side.
import { build } from 'esbuild';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { bundles } from '../../../scripts/build/bundles';
import { pageHtml } from '../../../src/extension/panel/pageHtml';
import type { FromPage, PanelState } from '../../../webview/protocol/messages';
import { themes, type ThemeName } from './themes';

const origin = 'http://report.test';
const pollMilliseconds = 20;

export { launchBrowser as launch } from '../../host/browser';

/** The page's files by name, as they lie in dist/webview. */
export type Bundle = ReadonlyMap<string, string>;

/** Bundles the page in memory, as the build does. */
export async function bundlePage(): Promise<Bundle> {
  const panel = bundles(true).find(({ name }) => name === 'panel');
  if (!panel) throw new Error('no bundle is called panel');
  const { outputFiles = [] } = await build({ ...panel.options, write: false });
  return new Map(outputFiles.map((file) => [path.basename(file.path), file.text]));
}

export interface OpenOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly state?: PanelState;
  readonly strings?: Readonly<Record<string, string>>;
  /** what the page remembered before it was hidden */
  readonly remembered?: unknown;
}

export interface OpenedPage {
  readonly page: Page;
  /** what the page broke: policy violations, errors, failed requests */
  readonly complaints: readonly string[];
  /** sends a message as the extension would */
  say(state: PanelState): Promise<void>;
  /** what the page has asked for since it was opened */
  asked(): Promise<readonly FromPage[]>;
}

/** @returns the page with its first state drawn. */
export async function openPage(browser: Browser, bundle: Bundle, options: OpenOptions = {}): Promise<OpenedPage> {
  const { theme = 'dark', width = 900, state, strings, remembered } = options;
  const page = await browser.newPage({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  const html = pageHtml({
    cspSource: origin,
    script: `${origin}/main.js`,
    style: `${origin}/main.css`,
    nonce: 'test-nonce',
    styleNonce: 'test-style-nonce',
    language: 'en',
  });
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    const file = bundle.get(pathname.slice(1));
    if (file !== undefined) return route.fulfill({ contentType: pathname.endsWith('.css') ? 'text/css' : 'text/javascript', body: file });
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: html });
    return route.abort();
  });
  await page.addInitScript(`(${standIn})(${JSON.stringify({ ...themes[theme], remembered })})`);
  await page.goto(`${origin}/`);
  await until(page, 'window.asked?.length > 0');
  if (strings) await post(page, { type: 'strings', strings, locale: 'zh-cn' });
  if (state) await post(page, { type: 'state', state });
  return {
    page,
    complaints,
    say: (next) => post(page, { type: 'state', state: next }),
    asked: async () => (await page.evaluate('window.asked')) as readonly FromPage[],
  };
}

/** Waits until an expression holds in the page, whose own policy forbids the browser driver's usual way. */
export async function until(page: Page, expression: string): Promise<void> {
  while (!(await page.evaluate(expression))) await page.waitForTimeout(pollMilliseconds);
}

async function post(page: Page, message: unknown): Promise<void> {
  await page.evaluate(`new Promise((done) => { window.postMessage(${JSON.stringify(message)}, '*'); setTimeout(done, 60); })`);
}

/** Runs in the page before its own script: what a VS Code webview finds there. Text, so that no compiler adds helpers that the page lacks. */
const standIn = `function ({ bodyClass, variables, remembered }) {
  window.asked = [];
  let state = remembered;
  window.acquireVsCodeApi = () => ({ postMessage: (message) => window.asked.push(message), getState: () => state, setState: (next) => { state = next; } });
  document.addEventListener('DOMContentLoaded', () => {
    for (const [name, value] of Object.entries(variables)) document.documentElement.style.setProperty('--vscode-' + name, value);
    document.body.classList.add(bodyClass);
    document.body.style.background = variables['editor-background'];
  });
}`;

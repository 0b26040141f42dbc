// A workbench in a browser with the packaged extension installed, and the gestures a user makes in it.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Frame, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../host/browser';
import { installServer, startServer, type RunningServer } from '../host/editors/serverHost';

const root = path.resolve(__dirname, '../..');
const SCREENSHOTS = path.join(root, '.screenshots');
const PATIENCE_MS = 60_000;
const FIRST_PAGE_MS = 180_000;
const POLL_MS = 150;

export interface WorkbenchSettings {
  /** false opens the folder as one that nobody trusts */
  readonly trusted?: boolean;
  readonly userSettings?: Readonly<Record<string, unknown>>;
  /** a second folder of the workspace, beside the examples: its files by their names */
  readonly secondFolder?: Readonly<Record<string, string>>;
}

/** Asks until `read` gives something. @throws Error with what did not happen, and what `read` last threw */
export async function eventually<T>(what: string, read: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  let last: unknown;
  for (;;) {
    try {
      const value = await read();
      if (value !== undefined) return value;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`${what}: did not happen within ${PATIENCE_MS / 1000} s${last instanceof Error ? ` (${last.message})` : ''}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

export class Workbench {
  private constructor(
    readonly page: Page,
    readonly workspace: string,
    private readonly browser: Browser,
    private readonly server: RunningServer,
    private readonly folder: string,
  ) {}

  /** Starts a server of its own on a copy of the examples. */
  static async open({ trusted = true, userSettings = {}, secondFolder }: WorkbenchSettings = {}): Promise<Workbench> {
    const vsix = process.env['TRAINING_FOOTPRINT_VSIX'] ?? path.join(root, 'dist', 'training-footprint.vsix');
    const folder = mkdtempSync(path.join(os.tmpdir(), 'training-footprint-ui-'));
    const workspace = path.join(folder, 'examples');
    cpSync(path.join(root, 'examples'), workspace, { recursive: true });
    mkdirSync(path.join(workspace, '.git'));
    const opened = secondFolder ? writeRoots(folder, secondFolder) : workspace;
    const program = await installServer((line) => console.log(line));
    const server = await startServer(program, {
      folder,
      vsix,
      trustEverything: trusted,
      userSettings: {
        'workbench.startupEditor': 'none',
        'window.confirmBeforeClose': 'never',
        'security.workspace.trust.startupPrompt': 'never',
        'chat.disableAIFeatures': true,
        'workbench.secondarySideBar.defaultVisibility': 'hidden',
        ...userSettings,
      },
    });
    const browser = await launchBrowser();
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(server.address(opened, [['skipWelcome', 'true']]), { waitUntil: 'commit', timeout: FIRST_PAGE_MS });
    await page.locator('.monaco-workbench').waitFor({ timeout: FIRST_PAGE_MS });
    return new Workbench(page, workspace, browser, server, folder);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    // The extension host may still be writing its last words.
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  }

  /** What a file of the workspace holds on disk. */
  read(file: string): string {
    return readFileSync(path.join(this.workspace, file), 'utf8');
  }

  /** Opens a file by its name in the quick input; `content` is what its editor shows when it is there. */
  async openFile(name: string, content = '.editor-instance .view-line'): Promise<void> {
    await this.page.keyboard.press('Control+P');
    const input = this.page.locator('.quick-input-widget input[type="text"], .quick-input-widget input').first();
    await input.fill(name);
    // The row itself rather than Enter: while the list still grows another one may be in front.
    await this.page
      .locator('.quick-input-list .monaco-list-row', { hasText: path.basename(name) })
      .first()
      .click();
    await this.page.locator(`.tab.active[data-resource-name="${path.basename(name)}"]`).waitFor();
    await this.page.locator(content).first().waitFor();
  }

  /** Runs a command by its title, as a user finds it. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press('Control+Shift+P');
    const input = this.page.locator('.quick-input-widget input').first();
    await input.fill(`>${title}`);
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
    await row.waitFor();
    await row.click();
  }

  /** Puts the cursor at a line and shows it. */
  async goToLine(line: number, column = 1): Promise<void> {
    await this.page.keyboard.press('Control+G');
    await this.page.locator('.quick-input-widget input').first().fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
  }

  /** The texts of all lenses that the editor shows now. */
  async lenses(): Promise<readonly string[]> {
    const texts = await this.page.locator('.editor-instance .codelens-decoration a, .editor-instance .codelens-decoration > span').allInnerTexts();
    return texts.map(plain).filter((text) => text !== '');
  }

  /** The first lens that matches, once it is there. */
  lens(pattern: RegExp): Promise<string> {
    return eventually(`a lens that matches ${String(pattern)}`, async () => (await this.lenses()).find((text) => pattern.test(text)));
  }

  /** Points at a word in the editor and returns what the hover says. */
  async hover(word: string): Promise<string> {
    const target = this.page.locator('.editor-instance .view-line span span', { hasText: word }).first();
    await target.hover();
    const hover = this.page.locator('.monaco-hover:visible .hover-contents, .monaco-hover:visible .monaco-hover-content');
    return eventually(`a hover on ${word}`, async () => {
      const texts = (await hover.allInnerTexts()).map(plain).filter((text) => text !== '' && !/^Loading/.test(text));
      return texts.length === 0 ? undefined : texts.join('\n');
    });
  }

  /** The frame of the report's page, once it has drawn something. */
  report(selector: string): Promise<Frame> {
    return eventually(`the report with ${selector}`, async () => {
      for (const frame of this.page.frames().filter((candidate) => candidate.url().includes('fake.html'))) {
        if ((await frame.locator(selector).count()) > 0) return frame;
      }
      return undefined;
    });
  }

  /** The lines of the active editor that are on screen. */
  async editorText(): Promise<string> {
    return (await this.page.locator('.editor-group-container.active .view-line').allInnerTexts()).map(plain).join('\n');
  }

  quickInput(): Locator {
    return this.page.locator('.quick-input-widget');
  }

  notifications(): Promise<readonly string[]> {
    return this.page.locator('.notification-toast .notification-list-item-message').allInnerTexts();
  }

  /** Keeps a picture in .screenshots/ (not committed). */
  async screenshot(name: string): Promise<void> {
    mkdirSync(SCREENSHOTS, { recursive: true });
    await this.page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });
  }
}

/** A workspace of two folders: the examples and `second`. @returns its file */
function writeRoots(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, 'second', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const workspace = path.join(folder, 'two.code-workspace');
  writeFileSync(workspace, JSON.stringify({ folders: [{ path: 'examples' }, { path: 'second' }] }));
  return workspace;
}

/** Text as a reader sees it: no-break spaces are spaces, runs of space are one. */
export const plain = (text: string): string => text.replace(/[\u00a0\u202f\s]+/g, ' ').trim();

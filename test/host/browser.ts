// Finds and starts the Chromium that drives the workbench.
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { HostUnavailable } from './install';

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const QUIET_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** @throws HostUnavailable with what to install */
export function browserPath(): string {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new HostUnavailable(`CHROMIUM_PATH names ${named}, which does not exist`);
  }
  const found = USUAL_PLACES.find((file) => existsSync(file));
  if (found === undefined) throw new HostUnavailable('no browser was found: install Chromium (Debian: apt-get install chromium) or set CHROMIUM_PATH to one');
  return found;
}

export const launchBrowser = (): Promise<Browser> => chromium.launch({ executablePath: browserPath(), args: QUIET_FLAGS, headless: true });

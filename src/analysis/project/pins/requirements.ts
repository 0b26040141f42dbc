// What the files say that Python projects write their packages down in: name and specifier of each.
import type { Pin } from './versions';
import { pinOf } from './versions';

export type Pins = ReadonlyMap<string, Pin>;

/** Package names are compared without case, and dots and underscores are dashes (PEP 503). */
export const packageName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

/** Lines or entries of one file that are looked at. */
const mostRequirements = 5000;

function collect(pairs: Iterable<readonly [string, string]>): Pins {
  const pins = new Map<string, Pin>();
  let seen = 0;
  for (const [name, specifier] of pairs) {
    if (++seen > mostRequirements) break;
    const pin = pinOf(specifier);
    if (pin && !pins.has(packageName(name))) pins.set(packageName(name), pin);
  }
  return pins;
}

const requirement = /^\s*["']?([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*\(?\s*((?:[=~<>!^]=?=?)\s*[^;#"')]+)/;

function* ofLines(lines: Iterable<string>): Generator<readonly [string, string]> {
  for (const line of lines) {
    const match = requirement.exec(line);
    if (match) yield [match[1]!, match[2]!];
  }
}

function* ofPattern(text: string, pattern: RegExp): Generator<readonly [string, string]> {
  for (const match of text.matchAll(pattern)) yield [match[1]!, match[2]!];
}

/** `[[package]]` of uv.lock and poetry.lock */
const lockedPackage = /^name = "([\w.-]+)"\r?\nversion = "([\w.+!-]+)"/gm;
/** `"transformers": {"hashes": […], "index": "pypi", "version": "==4.38.2"}` of Pipfile.lock */
const lockedByPipenv = /"([\w.-]+)":\s*\{[^{}]*?"version":\s*"([^"]+)"/g;
/** `transformers = "^4.38"`, `torch = {version = "2.1", source = …}` of Poetry's and Pipenv's own tables */
const tableEntry = /^([\w.-]+)\s*=\s*(?:\{[^}\n]*?version\s*=\s*)?["']([^"'\n]+)["']/gm;
/** `"transformers==4.38"` in a list of texts: PEP 621, setup.py, inline metadata of a script */
const quoted = /["']([A-Za-z0-9][\w.-]*(?:\[[^\]'"]*\])?\s*[=~<>!]=?=?[^"'\n;]*)["';]/g;
/** ` - pytorch=2.1` and `  - transformers==4.38` under `- pip:` */
const condaEntry = /^\s*-\s*["']?(?:[\w-]+::)?([A-Za-z0-9][\w.-]*)\s*((?:[=~<>]=?)\s*[\w.*,<>= ]+)/gm;

/** @returns nothing for files of other names. */
export function pinsIn(fileName: string, text: string): Pins {
  const name = fileName.toLowerCase();
  if (name === 'uv.lock' || name === 'poetry.lock') return collect(ofPattern(text, lockedPackage));
  if (name === 'pipfile.lock') return collect(ofPattern(text, lockedByPipenv));
  if (name === 'pyproject.toml' || name === 'pipfile') return collect([...ofQuoted(text), ...ofPattern(text, tableEntry)]);
  if (name === 'setup.py') return collect(ofQuoted(text));
  if (name === 'setup.cfg' || /^(requirements|constraints)[\w.-]*\.txt$/.test(name)) return collect(ofLines(text.split(/\r?\n/)));
  return /^(environment|env|conda)[\w.-]*\.ya?ml$/.test(name) ? collect(ofPattern(text, condaEntry)) : new Map();
}

const ofQuoted = (text: string): Generator<readonly [string, string]> => ofLines([...text.matchAll(quoted)].map(([, entry]) => entry!));

const install = /^\s*[!%]?\s*(?:uv\s+)?(?:python\d?\s+-m\s+)?pip\d?\s+install\s+(.*)$/gm;
const inlineMetadata = /^# \/\/\/ script\r?\n((?:#.*\r?\n)*?)# \/\/\/\s*$/m;

/** What the shell lines of a notebook install: `pip install trl==0.9.6`, the mark of the line before it or not. */
export const pinsInShell = (text: string): Pins => collect(ofLines([...text.matchAll(install)].flatMap(([, rest = '']) => rest.split(/\s+/))));

/** The inline metadata of a script (PEP 723). */
export const pinsInScript = (text: string): Pins => collect(ofQuoted(inlineMetadata.exec(text)?.[1] ?? ''));

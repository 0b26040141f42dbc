// The words of editor, page and report exist in Chinese, with the same places for figures.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { reasonForms } from '../../../src/report/figures/reasons';

const root = path.resolve(__dirname, '../../..');
const read = (file: string): Record<string, string> => JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Record<string, string>;
const holes = (text: string): string => [...new Set(text.match(/\{\d+\}/g) ?? [])].sort().join(' ');

const sources = (folder: string): readonly string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(path.join(root, folder, file), 'utf8'));

/** The literal in the first argument of each call; a message that is put together elsewhere is not seen here. */
function messages(text: string, call: RegExp): readonly string[] {
  return [...text.matchAll(new RegExp(`${call.source}(?:'((?:\\\\.|[^'\\\\\\n])*)'|"((?:\\\\.|[^"\\\\\\n])*)")`, 'g'))].map(([, single, double]) =>
    (single ?? double ?? '').replace(/\\n/g, '\n').replace(/\\(.)/g, '$1'),
  );
}

const used: Readonly<Record<string, readonly string[]>> = {
  'the editor': sources('src/extension').flatMap((text) => messages(text, /l10n\.t\(/)),
  'the page': sources('webview').flatMap((text) => messages(text, /(?<![\w.])t\(/)),
  'the report': sources('src/report').flatMap((text) => messages(text, /translate\(/)),
  'the workspace': sources('src/workspace').flatMap((text) => messages(text, /translate\(/)),
  'the alternatives': sources('src/alternatives').flatMap((text) => messages(text, /translate\(/)),
  'the reasons of assumptions': reasonForms,
  'the evidence of the alternatives': sources('src/alternatives').flatMap((text) => messages(text, /\bclaim:\s*/)),
};

for (const [room, keys] of Object.entries(used)) {
  test(`every message of ${room} has a Chinese translation`, () => {
    const bundle = read('l10n/bundle.l10n.zh-cn.json');
    assert.ok(keys.length > 0);
    assert.deepEqual(
      keys.filter((key) => !Object.hasOwn(bundle, key)),
      [],
    );
  });
}

test('translations keep the places for figures', () => {
  const wrong = Object.entries(read('l10n/bundle.l10n.zh-cn.json')).filter(([english, chinese]) => holes(english) !== holes(chinese));
  assert.deepEqual(wrong, []);
});

test('every string of the manifest exists in English and in Chinese', () => {
  const manifest = readFileSync(path.join(root, 'package.json'), 'utf8');
  const keys = [...new Set([...manifest.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key!))].sort();
  for (const file of ['package.nls.json', 'package.nls.zh-cn.json']) {
    assert.deepEqual(Object.keys(read(file)).sort(), keys, file);
  }
});

// Messages between page and extension: what is believed and what is dropped.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isWebLink, readFromPage, readToPage } from '../../../webview/protocol/checks';
import { shown, unanswered } from '../../ui/page/fixture';

describe('what the page may ask for', () => {
  test('a known request passes as it is', () => {
    const message = { type: 'whatIf', settings: { gpu: 'H100', epochs: 0.5, pue: 1 }, number: 3 };
    assert.equal(readFromPage(message), message);
  });

  for (const [why, message] of [
    ['no message at all', null],
    ['a list', ['ready']],
    ['an unknown type', { type: 'runShell', command: 'rm' }],
    ['a type that every object has', { type: 'constructor' }],
    ['an unknown setting', { type: 'whatIf', settings: { shell: '/bin/sh' }, number: 1 }],
    ['a trial without its number', { type: 'whatIf', settings: {} }],
    ['a place to keep that does not exist', { type: 'keep', settings: { gpu: 'L4' }, where: 'registry' }],
    ['a form that no report has', { type: 'export', format: 'exe', to: 'file' }],
    ['a picture that is none', { type: 'savePicture', png: 'PHNjcmlwdD4=' }],
    ['a fractional count of GPUs', { type: 'keep', settings: { gpuCount: 1.5 } }],
    ['a PUE below one', { type: 'keep', settings: { pue: 0.9 } }],
    ['an infinite data set', { type: 'keep', settings: { datasetSamples: Infinity } }],
    ['epochs of nothing', { type: 'keep', settings: { epochs: 0 } }],
    ['a place without a line', { type: 'reveal', span: { path: '/a.py', line: 0, column: 0, endLine: 1, endColumn: 0 } }],
    ['a command that is not one of the page', { type: 'command', command: 'workbench.action.terminal.new' }],
    ['a link that runs a command', { type: 'openLink', url: 'command:workbench.action.quit' }],
    ['keys that are no text', { type: 'apply', keys: [1] }],
    ['a path of a megabyte', { type: 'ready', uri: 'x'.repeat(1_000_000) }],
  ] as const) {
    test(`${why} is dropped`, () => assert.equal(readFromPage(message), undefined));
  }

  test('only pages on the web count as links', () => {
    assert.deepEqual(['https://arxiv.org/abs/1', 'http://a.b', 'file:///etc/passwd', 'javascript:alert(1)', 'vscode://x', 'not a link', 7].map(isWebLink), [
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('what the page shows', () => {
  test('a report passes, with a figure or with a question', () => {
    for (const state of [shown, unanswered])
      assert.deepEqual(readToPage(JSON.parse(JSON.stringify({ type: 'state', state }))), JSON.parse(JSON.stringify({ type: 'state', state })));
  });

  test('a state without its report, or of an unknown kind, is dropped', () => {
    assert.equal(readToPage({ type: 'state', state: { ...shown, report: undefined } }), undefined);
    assert.equal(readToPage({ type: 'state', state: { ...shown, file: { path: '/a.py', runs: [{}] } } }), undefined);
    assert.equal(readToPage({ type: 'state', state: { kind: 'party' } }), undefined);
    assert.equal(readToPage({ type: 'state', state: { kind: 'toString' } }), undefined);
  });

  test('words must be text', () => {
    assert.equal(readToPage({ type: 'strings', locale: 'zh-cn', strings: { Copy: 7 } }), undefined);
    assert.deepEqual(readToPage({ type: 'strings', locale: 'zh-cn', strings: { Copy: '复制' } }), {
      type: 'strings',
      locale: 'zh-cn',
      strings: { Copy: '复制' },
    });
  });
});

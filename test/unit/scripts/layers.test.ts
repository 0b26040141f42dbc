// The layer rule: what may import what, and that ESLint really says so.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { ESLint } from 'eslint';
import { complaint, MAY_IMPORT } from '../../../scripts/lint/layers.mjs';

const root = path.resolve(__dirname, '../../..');

test('an import down the stair is allowed', () => {
  assert.equal(complaint('src/resolve/resolveRun.ts', 'src/knowledge/knowledge'), undefined);
  assert.equal(complaint('src/engine.ts', 'src/report/buildReport'), undefined);
  assert.equal(complaint('src/extension/lens/lens.ts', 'src/engine'), undefined);
});

test('an import up the stair is reported with both rooms', () => {
  assert.match(complaint('src/estimate/estimate.ts', 'src/report/buildReport') ?? '', /estimate may not import report/);
  assert.match(complaint('src/model/run.ts', 'src/analysis/analyze') ?? '', /model may not import analysis/);
});

test('only hosts know the machine', () => {
  assert.equal(complaint('src/cli/files/diskReader.ts', 'src/machine/machineFiles.node'), undefined);
  assert.match(complaint('src/engine.ts', 'src/machine/hub/hubClient.node') ?? '', /engine may not import machine/);
  assert.match(complaint('src/machine/machineFiles.node.ts', 'src/engine') ?? '', /machine may not import engine/);
});

test('analysis and knowledge do not know each other', () => {
  assert.match(complaint('src/analysis/analyze.ts', 'src/knowledge/knowledge') ?? '', /analysis may not import knowledge/);
  assert.match(complaint('src/knowledge/knowledge.ts', 'src/analysis/analyze') ?? '', /knowledge may not import analysis/);
});

test('nothing in the product imports scripts or tests', () => {
  assert.match(complaint('src/engine.ts', 'scripts/build/bundles') ?? '', /no room of the product/);
});

test('the panel and its host share the message protocol and nothing else', () => {
  assert.equal(complaint('src/extension/panel/panel.ts', 'webview/protocol/messages'), undefined);
  assert.match(complaint('src/extension/panel/panel.ts', 'webview/main') ?? '', /extension may not import webview/);
});

test('hosts load the TypeScript front end themselves; nobody else may', () => {
  assert.equal(complaint('src/cli/main.ts', 'src/analysis/languages/typescript/typescriptFrontEnd'), undefined);
  assert.match(complaint('src/report/buildReport.ts', 'src/analysis/languages/typescript/typescriptFrontEnd') ?? '', /report may not import analysis/);
  assert.match(complaint('src/cli/main.ts', 'src/analysis/analyze') ?? '', /cli may not import analysis/);
});

test('the rooms form a stair: no two may import each other', () => {
  for (const [room, below] of Object.entries(MAY_IMPORT)) for (const other of below) assert.ok(!MAY_IMPORT[other]?.includes(room), `${room} and ${other}`);
});

/** The rules that fire for a text as if it stood in `file`; rules that need types are left out, so that the file need not exist. */
async function lint(file: string, text: string): Promise<readonly string[]> {
  const eslint = new ESLint({
    cwd: root,
    overrideConfig: [
      {
        files: ['**/*.ts'],
        languageOptions: { parserOptions: { projectService: false } },
        rules: Object.fromEntries(TYPED_RULES.map((rule) => [rule, 'off'])),
      },
    ],
  });
  const [result] = await eslint.lintText(text, { filePath: path.join(root, file) });
  return (result?.messages ?? []).map(({ ruleId, message }) => `${ruleId ?? 'fatal'}: ${message}`);
}
const TYPED_RULES = ['@typescript-eslint/no-floating-promises', '@typescript-eslint/no-misused-promises', '@typescript-eslint/await-thenable'];

test('ESLint reports an import of the report from the estimate', async () => {
  const messages = await lint('src/estimate/forbidden.ts', "import { buildReport } from '../report/buildReport';\nexport const again = buildReport;\n");
  assert.deepEqual(messages, ['layers/down-only: estimate may not import report: arrows point down only (docs/architecture.md)']);
});

test('ESLint reports a forbidden dynamic import and a forbidden type', async () => {
  const messages = await lint('src/model/forbidden.ts', "export const later = () => import('../engine');\nexport type Later = import('../engine').Engine;\n");
  assert.equal(messages.filter((message) => message.startsWith('layers/down-only')).length, 2, messages.join('\n'));
});

test('ESLint reports the editor outside src/extension, Node in a pure room, the toolkit outside its module and default exports', async () => {
  const messages = await lint(
    'src/analysis/forbidden.ts',
    "import * as vscode from 'vscode';\nimport fs from 'node:fs';\nimport { provideVSCodeDesignSystem } from '@vscode/webview-ui-toolkit';\nexport default [vscode, fs, provideVSCodeDesignSystem];\n",
  );
  const count = (rule: string): number => messages.filter((message) => message.startsWith(rule)).length;
  assert.equal(count('no-restricted-imports'), 3, messages.join('\n'));
  assert.equal(count('no-restricted-syntax'), 1, messages.join('\n'));
});

test('ESLint lets the extension import the editor', async () => {
  assert.deepEqual(await lint('src/extension/allowed.ts', "import * as vscode from 'vscode';\nexport const version = vscode.version;\n"), []);
});

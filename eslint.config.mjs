// Lint rules: TypeScript's strict set, the layer rule, and who may import what. Formatting is prettier's business.
import tseslint from 'typescript-eslint';
import { layers } from './scripts/lint/layers.mjs';

const DEFAULT_EXPORT = { selector: 'ExportDefaultDeclaration', message: 'Export by name; a default export has a different name in every file.' };
const VSCODE = { name: 'vscode', message: 'Only src/extension (and what runs inside an editor to test or measure it) knows the editor.' };
const TOOLKIT = { name: '@vscode/webview-ui-toolkit', message: 'Import it in webview/components/toolkit.ts only, so that it can be replaced in one place.' };
const NODE = { group: ['node:*'], message: 'The pure rooms know no Node; pass an interface in (src/model/host.ts), or name the file *.node.ts.' };
const TS_MORPH = { name: 'ts-morph', message: 'It weighs 7 MB: only the TypeScript front end (a chunk of its own) may import it.' };

const restrict = (...rules) => ['error', { paths: rules.filter((rule) => 'name' in rule), patterns: rules.filter((rule) => 'group' in rule) }];

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'out/',
      'node_modules/',
      'coverage/',
      '.screenshots/',
      '.cache/',
      '**/*.generated.ts',
      'examples/',
      'test/corpus/',
      'test/host/packages/',
      'media/',
    ],
  },
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { layers },
    rules: {
      'layers/down-only': 'error',
      'no-restricted-imports': restrict(VSCODE, TOOLKIT, TS_MORPH),
      'no-restricted-syntax': ['error', DEFAULT_EXPORT],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      // Facts and settings are dictionaries by name; leaving one out by a computed key is what is meant.
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Index access is `T | undefined` here; an assertion after a bounds check is honest.
      '@typescript-eslint/no-non-null-assertion': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'prefer-const': 'error',
      'no-console': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/extension/**', 'src/cli/**', '**/*.node.ts'],
    rules: { 'no-restricted-imports': restrict(VSCODE, TOOLKIT, TS_MORPH, NODE), 'no-console': 'error' },
  },
  { files: ['src/extension/**/*.ts'], rules: { 'no-restricted-imports': restrict(TOOLKIT, TS_MORPH), 'no-console': 'error' } },
  { files: ['src/analysis/languages/typescript/**/*.ts'], rules: { 'no-restricted-imports': restrict(VSCODE, TOOLKIT) } },
  { files: ['webview/components/toolkit.ts'], rules: { 'no-restricted-imports': restrict(VSCODE, TS_MORPH) } },
  { files: ['test/integration/**/*.ts', 'scripts/bench/inEditor/**/*.ts'], rules: { 'no-restricted-imports': restrict(TOOLKIT, TS_MORPH) } },
  // node:test's `test` and `describe` return promises that nobody awaits.
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-floating-promises': 'off' } },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);

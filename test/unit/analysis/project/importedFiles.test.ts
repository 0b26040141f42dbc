// Asking for imported files before a program is followed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askForImports } from '../../../../src/analysis/project/importedFiles';
import { createEngine } from '../../../../src/engine';

const asked = (text: string, files: Readonly<Record<string, string>>): string[] => {
  const paths = new Set<string>();
  askForImports('app/train.py', text, { root: 'app', read: (path) => (paths.add(path), files[path]), list: () => undefined });
  return [...paths];
};

test('imports are followed through loaded files, in functions and branches too, and libraries are left alone', () => {
  const paths = asked('import torch\ntry:\n    import a\nexcept ImportError:\n    pass\ndef main():\n    from pkg import b\n', {
    'app/a.py': 'from deep import x\n',
    'app/pkg/__init__.py': '',
  });
  for (const path of ['app/a.py', 'app/deep.py', 'app/pkg/__init__.py', 'app/pkg/b.py']) assert.ok(paths.includes(path), path);
  assert.ok(!paths.some((path) => path.includes('torch')));
});

test('modules that import each other are asked for once each', () => {
  assert.deepEqual(
    asked('import a\n', { 'app/a.py': 'import b\n', 'app/b.py': 'import a\nimport b\n' }).filter((path) => path.endsWith('a.py')),
    ['app/a.py'],
  );
});

test('a chain of imports reaches the analysis whatever its depth', async () => {
  const files: Record<string, string> = { '/w/last.py': 'EPOCHS = 6\n' };
  for (let index = 0; index < 5; index++) files[`/w/m${index}.py`] = `from ${index === 4 ? 'last' : `m${index + 1}`} import EPOCHS\n`;
  const text = `import torch
from m0 import EPOCHS
model = torch.nn.Linear(2, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(EPOCHS):
    model(x).sum().backward()
    optimizer.step()
`;
  const reader = { root: '/w', read: async (path: string) => files[path], list: async () => Object.keys(files) };
  const { runs } = await createEngine().analyze({ path: '/w/train.py', text }, reader);
  assert.equal(runs[0]?.facts.epochs?.value, 6);
});

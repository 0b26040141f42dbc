import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pythonCell } from '../../../../src/analysis/languages/notebook/cellMagics';
import { readNotebook } from '../../../../src/analysis/languages/notebook/readNotebook';

const notebook = (cells: readonly object[], metadata: object = {}): string => JSON.stringify({ cells, metadata, nbformat: 4 });
const code = (source: string | readonly string[]): object => ({ cell_type: 'code', source });

test('cells are counted among all cells and sources may be lists of lines', () => {
  const read = readNotebook(notebook([{ cell_type: 'markdown', source: '# Title' }, code(['import torch\n', 'x = 1'])]));
  assert.deepEqual(read?.cells, [{ cell: 1, text: 'import torch\nx = 1' }]);
});

test('magics and shell lines are blanked in place, so that lines and columns stay', () => {
  const read = pythonCell('%matplotlib inline\nx = 1\n!python train.py --lr 1e-3\ny = 2');
  assert.equal(read.python, '                  \nx = 1\n                          \ny = 2');
  assert.equal(read.shell, '                  \n     \n python train.py --lr 1e-3\n     ');
});

test('a timed statement stays a statement at its own column', () => {
  assert.equal(pythonCell('%time model.fit(x, y)').python, 'if 1: model.fit(x, y)');
});

test('a modulo on a line of its own inside brackets is no magic', () => {
  const source = 'x = (a\n  % b)';
  assert.equal(pythonCell(source).python, source);
});

test('a line of text inside triple quotes is no shell line', () => {
  const source = 's = """\n!not a command\n"""\n!ls';
  assert.equal(pythonCell(source).python, 's = """\n!not a command\n"""\n   ');
});

test('cells of other languages are left out', () => {
  assert.deepEqual(pythonCell('%%html\n<b>hi</b>'), {});
  assert.equal(pythonCell('%%bash\npython train.py').shell, '      \npython train.py');
});

test('a written file is kept under its name', () => {
  assert.deepEqual(pythonCell('%%writefile train.py\nimport torch').file, { name: 'train.py', text: 'import torch' });
});

test("Colab's and Kaggle's metadata name the GPU, a bare accelerator does not", () => {
  assert.equal(readNotebook(notebook([], { accelerator: 'GPU', colab: { gpuType: 'T4' } }))?.gpu?.value, 'T4');
  assert.equal(readNotebook(notebook([], { kaggle: { accelerator: 'nvidiaTeslaP100' } }))?.gpu?.value, 'P100');
  assert.equal(readNotebook(notebook([], { accelerator: 'GPU', colab: {} }))?.gpu, undefined);
});

test('a notebook of another kernel has no Python, and a text that is none is none', () => {
  assert.deepEqual(readNotebook(notebook([code('x <- 1')], { kernelspec: { language: 'R' } }))?.cells, []);
  assert.equal(readNotebook('{"a": 1}'), undefined);
  assert.equal(readNotebook('not json'), undefined);
});

test('a cell that the editor marks as shell or as another language is read as such', () => {
  const marked = (languageId: string, source: string): object => ({ cell_type: 'code', metadata: { vscode: { languageId } }, source });
  const read = readNotebook(notebook([marked('shellscript', 'torchrun train.py'), marked('sql', 'select 1'), marked('python', 'x = 1')]));
  assert.deepEqual(read?.shell, [{ cell: 0, text: 'torchrun train.py' }]);
  assert.deepEqual(read?.cells, [{ cell: 2, text: 'x = 1' }]);
});

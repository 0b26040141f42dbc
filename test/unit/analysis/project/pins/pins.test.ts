// The release of a library that a program runs with, from specifiers, from files, and from the program itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProjectPins } from '../../../../../src/analysis/project/pins/projectPins';
import { pinsIn, pinsInScript, pinsInShell } from '../../../../../src/analysis/project/pins/requirements';
import { isBefore, pinOf } from '../../../../../src/analysis/project/pins/versions';
import type { Sources } from '../../../../../src/analysis/project/sources';

const before = (specifier: string, bound: string): boolean | undefined => {
  const pin = pinOf(specifier);
  return pin && isBefore(pin, bound);
};

test('an exact release is before the later ones only', () => {
  assert.deepEqual([before('==4.38.2', '4.38.2'), before('==4.38.2', '4.38.3'), before('==4.38.2', '4.4'), before('4.9', '4.10')], [false, true, false, true]);
  assert.deepEqual([before('==2.1.2+cu118', '2.2'), before('===1.0', '1.0'), before('==1.12.0rc1', '1.12')], [true, false, false]);
});

test('a range counts with the newest release that it allows', () => {
  assert.deepEqual([before('<4.40', '4.40'), before('<4.40', '4.39.9'), before('<=4.40', '4.40')], [true, false, false]);
  assert.deepEqual([before('>=4.30,<5', '5.0'), before('~=4.38.0', '4.39'), before('~=4.38', '5'), before('~=4.38', '4.39')], [true, true, true, false]);
  assert.deepEqual([before('^4.36', '5'), before('^0.9.3', '0.10'), before('==4.36.*', '4.37'), before('=2.1', '2.2')], [true, true, true, true]);
});

test('what sets no upper bound is no pin', () => {
  for (const open of ['>=4.30', '>1', '!=4.2', '*', '', 'git+https://github.com/huggingface/trl', '@ file:///x']) assert.equal(pinOf(open), undefined, open);
});

const versions = (name: string, text: string): Record<string, string> => Object.fromEntries([...pinsIn(name, text)].map(([key, { text: pin }]) => [key, pin]));

test('each kind of file is read in its own form', () => {
  assert.deepEqual(versions('requirements-dev.txt', '# x\n-r base.txt\ntrl == 0.9.6 ; python_version > "3.8"\nSentence_Transformers[x]==2.7.0\npeft>=0.4\n'), {
    trl: '0.9.6',
    'sentence-transformers': '2.7.0',
  });
  assert.deepEqual(
    versions('uv.lock', '[[package]]\nname = "trl"\nversion = "0.19.1"\nsource = { registry = "x" }\n\n[[package]]\nname = "torch"\nversion = "2.7.0+cu126"\n'),
    {
      trl: '0.19.1',
      torch: '2.7.0',
    },
  );
  assert.deepEqual(versions('poetry.lock', '[[package]]\nname = "transformers"\nversion = "4.38.2"\n'), { transformers: '4.38.2' });
  assert.deepEqual(versions('Pipfile.lock', '{"default": {"trl": {"hashes": ["sha256:1"], "index": "pypi", "version": "==0.9.6"}}}'), { trl: '0.9.6' });
  assert.deepEqual(
    versions('pyproject.toml', '[project]\nname = "x"\nversion = "1.2"\ndependencies = [\n  "trl==0.9.6",\n  "torch>=2.1,<2.3",\n]\n')['trl'],
    '0.9.6',
  );
  assert.deepEqual(
    versions('pyproject.toml', '[tool.poetry.dependencies]\npython = "^3.10"\ntrl = "0.9.6"\ntorch = {version = "2.1.0", source = "cu"}\n')['torch'],
    '2.1.0',
  );
  assert.deepEqual(versions('environment.yml', 'dependencies:\n  - python=3.10\n  - pytorch::pytorch=2.1.0\n  - pip:\n    - trl==0.9.6\n'), {
    python: '=3.10',
    pytorch: '2.1.0',
    trl: '0.9.6',
  });
  assert.deepEqual(versions('setup.py', "setup(name='x', install_requires=['trl==0.9.6', \"peft\"])"), { trl: '0.9.6' });
  assert.deepEqual(versions('setup.cfg', '[options]\ninstall_requires =\n    trl==0.9.6\n'), { trl: '0.9.6' });
  assert.deepEqual(versions('train.py', 'trl==0.9.6'), {});
});

test('cells that install and inline metadata of scripts count', () => {
  assert.equal(pinsInShell('  pip install -q "trl==0.9.6" peft\n').get('trl')?.text, '0.9.6');
  assert.equal(pinsInShell('%pip install trl<0.12\n').get('trl')?.text, '<0.12');
  assert.equal(pinsInScript('# /// script\n# dependencies = [\n#   "trl==0.9.6",\n# ]\n# ///\nimport trl\n').get('trl')?.text, '0.9.6');
  assert.equal(pinsInShell('echo pip install trl==0.9.6').get('trl'), undefined);
});

const project = (files: Readonly<Record<string, string>>): Sources => ({
  root: '/w',
  read: (path) => files[path],
  list: (folder) => Object.keys(files).filter((path) => path.slice(0, path.lastIndexOf('/')) === folder),
});

test('the nearest folder wins, a lock over what it was made from, the program over all', () => {
  const sources = project({
    '/w/requirements.txt': 'trl==0.8.0\ntransformers==4.38.2',
    '/w/a/requirements.txt': 'trl==0.9.0',
    '/w/a/uv.lock': 'name = "trl"\nversion = "0.9.6"\n',
  });
  const pins = new ProjectPins('/w/a/train.py', { script: ['import trl'], shell: [] }, sources);
  assert.deepEqual([pins.of('trl')?.text, pins.of('trl')?.where], ['0.9.6', 'uv.lock']);
  assert.deepEqual([pins.of('transformers')?.text, pins.of('peft')], ['4.38.2', undefined]);
  assert.equal(new ProjectPins('/w/a/train.py', { script: [], shell: ['pip install trl==0.12.0'] }, sources).of('trl')?.where, 'the program');
});

test('hostile files take no time', () => {
  const long = `${'a'.repeat(200_000)}\n${'"a==1'.repeat(40_000)}\n${'- '.repeat(100_000)}`;
  for (const name of ['requirements.txt', 'pyproject.toml', 'Pipfile.lock', 'environment.yml', 'setup.py', 'uv.lock'])
    assert.ok(pinsIn(name, long).size <= 5000, name);
});

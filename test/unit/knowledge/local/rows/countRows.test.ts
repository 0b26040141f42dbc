// Rows of the user's own files: counted to the end, sampled where they are large, left alone where they can't be told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countRows, filesNamed } from '../../../../../src/knowledge/local/rows/countRows';
import { memoryFiles } from '../memoryFiles';

const rowsOf = async (name: string, content: string | Uint8Array) => (await countRows(`/d/${name}`, 'rows', memoryFiles({ [`/d/${name}`]: content })))?.rows;

test('a table has a row a line under its header, and line breaks in quotes are none', async () => {
  assert.equal(await rowsOf('a.csv', 'text,label\none,0\n"two\nlines, ""quoted""",1\nthree,0'), 3);
  assert.equal(await rowsOf('crlf.csv', 'a,b\r\n1,2\r\n\r\n3,4\r\n'), 2);
  assert.equal(await rowsOf('a.tsv', 'a\tb\n1\t2\n'), 1);
  assert.equal(await rowsOf('empty.csv', ''), 0);
});

test('JSON lines are counted without empty ones, text with them', async () => {
  assert.equal(await rowsOf('a.jsonl', '{"a":1}\n\n{"a":2}\n{"a":3}'), 3);
  assert.equal(await rowsOf('a.txt', 'one\n\ntwo\n'), 3);
});

test('a JSON list has as many rows as elements, whatever is inside them', async () => {
  assert.equal(await rowsOf('a.json', '[]'), 0);
  assert.equal(await rowsOf('a.json', ' [ {"t": "],[\\"{", "n": [1, [2, 3]]}, 4 ,"x,y" ]\n'), 3);
  assert.equal(await rowsOf('lines.json', '{"a": [1, 2]}\n{"a": "}{"}\n'), 2);
});

test('one JSON object, a cut list and broken text give no count', async () => {
  assert.equal(await rowsOf('a.json', '{"data": [1, 2, 3]}'), undefined);
  assert.equal(await rowsOf('a.json', '[1, 2'), undefined);
  assert.equal(await rowsOf('a.json', 'hello'), undefined);
  assert.equal(await rowsOf('a.pkl', 'x\ny'), undefined);
});

test('lengths of texts are told from the first rows', async () => {
  const files = memoryFiles({
    '/d/a.csv': `text,label\n${'a'.repeat(90)},0\n"${'b'.repeat(110)}",1\n`,
    '/d/a.jsonl': `${JSON.stringify({ messages: [{ role: 'user', content: 'c'.repeat(96) }], id: 7 })}\n`,
    '/d/n.csv': 'a,b\n1,2\n3,4\n',
  });
  assert.equal((await countRows('/d/a.csv', 'rows', files))?.charactersPerRow, 100);
  assert.equal((await countRows('/d/a.jsonl', 'rows', files))?.charactersPerRow, 100);
  assert.equal((await countRows('/d/n.csv', 'rows', files))?.charactersPerRow, undefined);
});

test('a large file is sampled, says how much was read, and its range holds the truth', async () => {
  // rows of 60 to 139 bytes
  const row = (index: number): string => `{"text":"${'x'.repeat(47 + ((index * 7919) % 80))}"}\n`;
  const parts = Array.from({ length: 800_000 }, (_, index) => row(index));
  const counted = await countRows('/d/big.jsonl', 'rows', memoryFiles({ '/d/big.jsonl': Buffer.from(parts.join('')) }));
  assert.equal(counted?.how, 'sampled');
  assert.ok(counted!.shareRead > 0.2 && counted!.shareRead < 0.5, String(counted!.shareRead));
  assert.ok(counted!.low! < 800_000 && counted!.high! > 800_000, `${counted!.low} ${counted!.high}`);
  assert.ok(Math.abs(counted!.rows / 800_000 - 1) < 0.02, String(counted!.rows));
});

test('images are counted in all classes; other files and hidden folders are none', async () => {
  const images = memoryFiles({ '/d/cat/1.jpg': '', '/d/cat/2.PNG': '', '/d/dog/deep/3.webp': '', '/d/dog/readme.txt': '', '/d/.cache/4.jpg': '' });
  assert.equal((await countRows('/d', 'images', images))?.rows, 3);
  assert.equal(await countRows('/nowhere', 'images', images), undefined);
  assert.equal(await countRows('/d', 'images', memoryFiles({ '/d/a/x.txt': '' })), undefined);
});

test('a pattern names the files of one folder', async () => {
  const files = memoryFiles({ '/d/train-2.csv': '', '/d/train-1.csv': '', '/d/test-1.csv': '', '/d/sub/train-3.csv': '' });
  assert.deepEqual(await filesNamed('/d/train-*.csv', files), ['/d/train-1.csv', '/d/train-2.csv']);
  assert.deepEqual(await filesNamed('/*/train-1.csv', files), []);
  assert.deepEqual(await filesNamed('/d/other.csv', files), ['/d/other.csv']);
});

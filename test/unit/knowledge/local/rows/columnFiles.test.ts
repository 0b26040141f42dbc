// Parquet's footer and Arrow's stream: files of four rows as pyarrow 25 writes them, and damaged ones.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countRows } from '../../../../../src/knowledge/local/rows/countRows';
import { memoryFiles } from '../memoryFiles';

const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));

/** Two row groups. */
const parquet = bytes(
  'UEFSMRUAFRwVHCwVBBUAFQYVBhwAAAACAAAABAEBAAAAAgAAABUAFRQVFCwVBBUAFQYVBhwAAAACAAAAAwEDAAAAFQQZLDUAGAZzY2hlbWEVAgAVAiUCGAFhABYIGSwZHCYAHBUCGSUG' +
    'ABkYAWEVABYEFkIWQiYISRwVABUAFQIAPCkGGSYABAAAABZCFgQmCBZCABkcJgAcFQIZJQYAGRgBYRUAFgQWOhY6JkpJHBUAFQAVAgA8KQYZJgICAAAAFjoWBCZKFjoAKCBwYXJxdWV0' +
    'LWNwcC1hcnJvdyB2ZXJzaW9uIDI1LjAuMRkcHAAAAK8AAABQQVIx',
);

/** Two record batches, of three rows and of one. */
const arrow = bytes(
  '/////3gAAAAQAAAAAAAKAAwABgAFAAgACgAAAAABBAAMAAAACAAIAAAABAAIAAAABAAAAAEAAAAUAAAAEAAUAAgABgAHAAwAAAAQABAAAAAAAAECEAAAABwAAAAEAAAAAAAAAAEAAABh' +
    'AAAACAAMAAgABwAIAAAAAAAAASAAAAD/////iAAAABQAAAAAAAAADAAWAAYABQAIAAwADAAAAAADBAAYAAAAEAAAAAAAAAAAAAoAGAAMAAQACAAKAAAAPAAAABAAAAADAAAAAAAAAAAA' +
    'AAACAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEAAAAAAAAAAAAAAAAQAAAAMAAAAAAAAAAAAAAAAAAAABAAAAAgAAAAMAAAAAAAAA/////4gAAAAUAAAAAAAAAAwAFgAGAAUACAAM' +
    'AAwAAAAAAwQAGAAAABAAAAAAAAAAAAAKABgADAAEAAgACgAAADwAAAAQAAAAAQAAAAAAAAAAAAAAAgAAAAAAAAAAAAAAAQAAAAAAAAAIAAAAAAAAAAQAAAAAAAAAAAAAAAEAAAABAAAA' +
    'AAAAAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAP////8AAAAA',
);

const count = async (name: string, content: Uint8Array) => countRows(`/d/${name}`, 'rows', memoryFiles({ [`/d/${name}`]: content }));

test('the footer of a Parquet file says how many rows all its groups have', async () => {
  assert.deepEqual(await count('a.parquet', parquet), { rows: 4, how: 'counted', shareRead: 1 });
});

test('the batches of an Arrow stream are added up', async () => {
  assert.deepEqual(await count('a.arrow', arrow), { rows: 4, how: 'counted', shareRead: 1 });
});

test('a data set saved by the datasets library is counted in the files that its state names', async () => {
  const state = (...names: string[]): string => JSON.stringify({ _data_files: names.map((filename) => ({ filename })) });
  const saved = memoryFiles({ '/d/train/state.json': state('data-0.arrow', 'data-1.arrow'), '/d/train/data-0.arrow': arrow, '/d/train/data-1.arrow': arrow });
  assert.equal((await countRows('/d/train', 'saved', saved))?.rows, 8);
  const outside = memoryFiles({ '/d/train/state.json': state('../other.arrow'), '/d/other.arrow': arrow });
  assert.equal(await countRows('/d/train', 'saved', outside), undefined);
  assert.equal(await countRows('/d/train', 'saved', memoryFiles({ '/d/train/state.json': state('gone.arrow') })), undefined);
});

test('no damage to a column file gives a number that is not there, or ends in an error', async () => {
  for (const [name, whole] of [
    ['a.parquet', parquet],
    ['a.arrow', arrow],
  ] as const) {
    for (let length = 0; length < whole.length; length += 7) {
      const cut = await count(name, whole.slice(0, length));
      assert.ok(cut === undefined || cut.rows <= 4, `${name} cut at ${length} gives ${cut?.rows}`);
    }
    for (let at = 0; at < whole.length; at++) {
      const damaged = whole.slice();
      damaged[at] = damaged[at]! ^ 0xff;
      await count(name, damaged);
    }
  }
});

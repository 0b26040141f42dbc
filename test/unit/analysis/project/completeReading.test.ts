// Reading a document with what it names: what is loaded, how often it is looked for, and what an edit loads again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CompleteReading } from '../../../../src/analysis/project/completeReading';
import type { FileReader } from '../../../../src/model/host';

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** Files of a project, and which of them were looked for on the disk. */
function project(files: Record<string, string>): FileReader & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    root: '/p',
    asked,
    read(path) {
      asked.push(path);
      return Promise.resolve(files[path]);
    },
    list: (folder) => Promise.resolve(Object.keys(files).filter((path) => folderOf(path) === folder)),
  };
}

const training = (head: string, epochs = 'EPOCHS'): string => `${head}
import torch
model = torch.nn.Linear(2, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(${epochs}):
    model(x).sum().backward()
    optimizer.step()
`;

const epochsOf = async (reading: CompleteReading, text: string, files: FileReader): Promise<unknown> =>
  (await reading.read({ path: '/p/train.py', text }, files, {}))?.runs[0]?.facts.epochs?.value;

test('modules are looked for only where a folder has a file of their name', async () => {
  const files = project({ '/p/train.py': '', '/p/settings.py': 'EPOCHS = 4\n' });
  assert.equal(await epochsOf(new CompleteReading(), training('from settings import EPOCHS\nimport elsewhere'), files), 4);
  assert.deepEqual(files.asked, ['/p/settings.py']);
});

test('a configuration whose name is put together while the program runs is found, and what it names in turn', async () => {
  const head = 'import json\nname = "ba" + "se.js" + "on"\nEPOCHS = json.load(open(name))["epochs"]';
  assert.equal(await epochsOf(new CompleteReading(), training(head), project({ '/p/train.py': '', '/p/base.json': '{"epochs": 9}' })), 9);
});

test('after an edit each file is read once more, and what is not there is looked for only once', async () => {
  const reading = new CompleteReading();
  const files = project({ '/p/train.py': '', '/p/settings.py': 'EPOCHS = 4\n' });
  const text = training('import json\nfrom settings import EPOCHS\ndata = json.load(open("nowhere/data.json"))');
  await epochsOf(reading, text, files);
  files.asked.length = 0;
  assert.equal(await epochsOf(reading, `${text}\n# an edit\n`, files), 4);
  assert.equal(files.asked.filter((path) => path === '/p/settings.py').length, 1);
  assert.equal(files.asked.filter((path) => path === '/p/nowhere/data.json').length, 1);
});

test('a file that appears, changes or goes is seen at the next edit', async () => {
  const reading = new CompleteReading();
  const contents: Record<string, string> = { '/p/train.py': '' };
  const files = project(contents);
  const text = training('import json\nEPOCHS = json.load(open("settings/run.json"))["epochs"]');
  assert.equal(await epochsOf(reading, text, files), undefined);
  contents['/p/settings/run.json'] = '{"epochs": 5}';
  assert.equal(await epochsOf(reading, `${text}#\n`, files), 5);
  contents['/p/settings/run.json'] = '{"epochs": 6}';
  assert.equal(await epochsOf(reading, `${text}##\n`, files), 6);
  delete contents['/p/settings/run.json'];
  assert.equal(await epochsOf(reading, `${text}###\n`, files), undefined);
});

test('a program that is being followed when its reading is cancelled is followed no further', async () => {
  const looks = { count: 0 };
  const cancellation = {
    get isCancelled() {
      return ++looks.count > 100;
    },
  };
  const long = training('x = 1\n'.repeat(1000), '3');
  assert.equal(await new CompleteReading().read({ path: '/p/train.py', text: long }, project({}), {}, cancellation), undefined);
  assert.ok(looks.count < 200, `${looks.count} looks`);
});

test('a reading that is cancelled gives nothing', async () => {
  const document = { path: '/p/train.py', text: training('', '3') };
  assert.equal(await new CompleteReading().read(document, project({}), {}, { isCancelled: true }), undefined);
});

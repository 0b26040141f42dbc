// What the engine finds outside of the files and the tables: local models, data files, the hub.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../../src/engine';
import type { FileReader, HubModel, ModelHub } from '../../../src/model/host';
import { memoryFiles } from '../knowledge/local/memoryFiles';

const CONFIG = JSON.stringify({ model_type: 'gpt2', architectures: ['GPT2LMHeadModel'], n_layer: 2, n_embd: 64, n_head: 4, vocab_size: 100, n_positions: 32 });

const script = (model: string, data = "load_dataset('imdb', split='train')"): string => `from datasets import load_dataset
from transformers import AutoModelForCausalLM, Trainer, TrainingArguments
data = ${data}
model = AutoModelForCausalLM.from_pretrained('${model}')
Trainer(model=model, args=TrainingArguments('out', num_train_epochs=2), train_dataset=data).train()
`;

/** The disk as both the texts that are read and the bytes beyond them. */
const filesWith = (contents: Readonly<Record<string, string>>, caches: readonly string[] = []): FileReader => ({
  root: '/w',
  read: () => Promise.resolve(undefined),
  list: () => Promise.resolve([]),
  machine: memoryFiles(contents, { caches }),
});

function hubWith(models: Readonly<Record<string, HubModel>>): ModelHub & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    describe(id) {
      asked.push(id);
      return Promise.resolve(models[id]);
    },
  };
}

async function factsOf(text: string, files: FileReader, hub?: ModelHub) {
  const engine = createEngine({ hub });
  const file = await engine.lookUp(await engine.analyze({ path: '/w/src/train.py', text }, files), files);
  return { engine, file, run: file.runs[0]!, facts: file.runs[0]!.facts };
}

test('a model in a folder beside the script or at the root is counted, and its name on the disk beats its likeness to another', async () => {
  for (const folder of ['/w/models/llama-2-7b-mini', '/w/src/models/llama-2-7b-mini']) {
    const { facts, run } = await factsOf(script('models/llama-2-7b-mini'), filesWith({ [`${folder}/config.json`]: CONFIG }));
    assert.equal(facts.parameters?.value, 108_544, folder);
    assert.equal(run.found?.model?.layers, 2);
  }
});

test("the estimate rests on what was found and says where it's from", async () => {
  const { engine, run, file } = await factsOf(script('./mini'), filesWith({ '/w/mini/config.json': CONFIG }));
  assert.ok(engine.estimate(run, {}).co2eKg);
  assert.match(JSON.stringify(engine.report(file, 0, {}).factors), /config\.json in \.\/mini/);
});

test('a model of the tables is looked for nowhere', async () => {
  const hub = hubWith({});
  const files = filesWith({});
  await factsOf(script('bert-base-uncased'), files, hub);
  assert.deepEqual(hub.asked, []);
  assert.deepEqual((files.machine as ReturnType<typeof memoryFiles>).asked, []);
});

test('an unknown id is looked for in the cache before the hub is asked', async () => {
  const hub = hubWith({ 'acme/writer': { storedElements: { BF16: 3_000_000 }, config: JSON.parse(CONFIG) as unknown } });
  const cached = filesWith({ '/cache/models--acme--writer/snapshots/abc/config.json': CONFIG }, ['/cache']);
  assert.equal((await factsOf(script('acme/writer'), cached, hub)).facts.parameters?.value, 108_544);
  assert.deepEqual(hub.asked, []);
  const other = hubWith({ 'acme/writer': { storedElements: { BF16: 3_000_000 } } });
  assert.equal((await factsOf(script('acme/writer'), filesWith({}), other)).facts.parameters?.value, 3_000_000);
  assert.deepEqual(other.asked, ['acme/writer']);
});

test('what may be a path of the user is never asked of the hub', async () => {
  const hub = hubWith({});
  const files = filesWith({ '/w/acme/notes.txt': '' });
  for (const own of ['./acme/writer', 'outputs/run-7', 'checkpoints/final', '/data/acme/writer', 'acme/writer', 'acme/weights.pt', 'a/b/c'])
    await factsOf(script(own), files, hub);
  assert.deepEqual(hub.asked, []);
});

test('rows of the own file become the size of the data set, with the place that names it', async () => {
  const rows = Array.from({ length: 40 }, (_, index) => JSON.stringify({ text: `${index} ${'word '.repeat(20)}` })).join('\n');
  const data = "load_dataset('json', data_files='data/train.jsonl', split='train').train_test_split(test_size=0.1)['train']";
  const { facts, engine, run } = await factsOf(script('gpt2', data), filesWith({ '/w/data/train.jsonl': rows }));
  assert.equal(facts.datasetSamples?.value, 36);
  assert.equal(facts.datasetSamples?.span?.line, 3);
  assert.equal(facts.datasetSamples?.inputs?.[0]?.label, '40 rows counted in data/train.jsonl, 90 % of them for training');
  assert.ok(!run.unknowns.some(({ fact }) => fact === 'datasetSamples'));
  assert.ok(engine.estimate(run, {}).co2eKg);
});

test('where one of several files is missing there is no size', async () => {
  const data = "load_dataset('csv', data_files=['a.csv', 'b.csv'], split='train')";
  const both = { '/w/a.csv': 't\n1\n2\n', '/w/b.csv': 't\n3\n' };
  assert.equal((await factsOf(script('gpt2', data), filesWith(both))).facts.datasetSamples?.value, 3);
  const { facts, run } = await factsOf(script('gpt2', data), filesWith({ '/w/a.csv': both['/w/a.csv'] }));
  assert.equal(facts.datasetSamples, undefined);
  assert.ok(run.unknowns.some(({ fact }) => fact === 'datasetSamples'));
});

test('what was found is there at once when the document is read again, and the file is the same object where nothing is new', async () => {
  const engine = createEngine();
  const files = filesWith({ '/w/mini/config.json': CONFIG });
  const document = { path: '/w/train.py', text: script('./mini') };
  const first = await engine.lookUp(await engine.analyze(document, files), files);
  assert.equal(first.runs[0]?.facts.parameters?.value, 108_544);
  const again = await engine.analyze({ ...document, text: `${document.text}\n` }, files);
  assert.equal(again.runs[0]?.facts.parameters?.value, 108_544);
  assert.equal(await engine.lookUp(again, files), again);
});

test('a host without a disk finds nothing and says nothing wrong', async () => {
  const { file } = await factsOf(script('./mini'), { ...filesWith({}), machine: undefined });
  assert.equal(file.runs[0]?.facts.parameters, undefined);
});

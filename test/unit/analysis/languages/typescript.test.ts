import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeDocument } from '../../../../src/analysis/analyze';
import * as typescript from '../../../../src/analysis/languages/typescript/typescriptFrontEnd';
import type { Run } from '../../../../src/model/run';
import { memorySources } from '../memorySources';

const runsOf = (text: string, files: Readonly<Record<string, string>> = {}, path = 'train.ts'): readonly Run[] =>
  analyzeDocument({ path: `/repo/${path}`, text }, memorySources(files), { typescript }).runs;
const values = (run: Run | undefined): Record<string, unknown> =>
  Object.fromEntries(Object.entries(run?.facts ?? {}).map(([name, fact]) => [name, (fact as { value: unknown }).value]));

const model = `
import * as tf from '@tensorflow/tfjs';
export const SIZE = 28;
export function createModel() {
  const model = tf.sequential();
  model.add(tf.layers.conv2d({ inputShape: [SIZE, SIZE, 1], filters: 8, kernelSize: 5, activation: 'relu' }));
  model.add(tf.layers.maxPooling2d({ poolSize: 2, strides: 2 }));
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units: 10 }));
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
  return model;
}
`;

test('a model of another file brings its layers, optimizer and input, and fit its defaults', () => {
  const [run] = runsOf(
    "import { createModel } from './model';\nconst EPOCHS = 5;\nasync function train(xs: any, ys: any) {\n  const model = createModel();\n  await model.fit(xs, ys, { epochs: EPOCHS });\n}\n",
    { 'model.ts': model },
  );
  // 5*5*1*8 + 8 weights of the convolution, 12*12*8*10 + 10 of the dense layer
  assert.deepEqual(values(run), {
    parameters: 208 + 11_530,
    flopsPerSample: 2 * (5 * 5 * 8 * 24 * 24 + 12 * 12 * 8 * 10),
    method: 'pretrain',
    imageSize: 28,
    optimizer: 'adam',
    learningRate: 0.001,
    perDeviceBatchSize: 32,
    epochs: 5,
    precision: 'fp32',
  });
  assert.deepEqual([run?.anchor.line, run?.facts.epochs?.span?.line, run?.facts.perDeviceBatchSize?.origin], [5, 2, 'library-default']);
});

test('sgd has no rate of its own, and the rate follows the parameters of functions', () => {
  const source =
    "import * as tf from '@tensorflow/tfjs';\nconst m = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });\nasync function go({ rate = 0.1, epochs }: any) {\n  m.compile({ optimizer: tf.train.sgd(rate), loss: 'x' });\n  await m.fit(a, b, { epochs, batchSize: 2 * 8 });\n}\ngo({ epochs: 7 });\n";
  const [run] = runsOf(source);
  assert.deepEqual(
    [
      run?.facts.learningRate?.value,
      run?.facts.learningRate?.origin,
      run?.facts.epochs?.value,
      run?.facts.perDeviceBatchSize?.value,
      run?.facts.parameters?.value,
    ],
    [0.1, 'argument-default', 7, 16, 2],
  );
});

test('epochs that nobody passes are not known', () => {
  const [run] = runsOf(
    "import * as tf from '@tensorflow/tfjs';\nexport async function train(model: tf.LayersModel, epochs: number, data: any) {\n  await model.fitDataset(data.batch(64), { epochs });\n}\n",
  );
  assert.equal(run?.facts.epochs, undefined);
  assert.equal(run?.facts.perDeviceBatchSize?.value, 64);
});

test('layers that a loop of unknown length adds leave the parameters unknown', () => {
  const [run] = runsOf(
    "import * as tf from '@tensorflow/tfjs';\nfunction go(n: number) {\n  const m = tf.sequential();\n  m.add(tf.layers.dense({ units: 4, inputShape: [2] }));\n  for (let i = 0; i < n; i++) m.add(tf.layers.dense({ units: 4 }));\n  m.fit(a, b, { epochs: 1 });\n}\n",
  );
  assert.equal(run?.facts.parameters, undefined);
});

test('an optimizer stepped by hand is a run at the outermost loop', () => {
  const [run] = runsOf(
    "import * as tf from '@tensorflow/tfjs';\nconst optimizer = tf.train.adam(0.01);\nfor (let epoch = 0; epoch < 20; epoch++) {\n  for (const batch of batches) {\n    optimizer.minimize(() => loss(batch));\n  }\n}\n",
  );
  assert.deepEqual([run?.anchor.line, run?.facts.epochs?.value, run?.facts.optimizer?.value, run?.facts.learningRate?.value], [3, 20, 'adam', 0.01]);
});

test('brain.js counts iterations over the data and keeps silent about options that it does not see', () => {
  const base = "import brain from 'brain.js';\nconst net = new brain.NeuralNetwork();\n";
  assert.deepEqual(values(runsOf(`${base}net.train(data, { iterations: 500, learningRate: 0.05 });\n`, {}, 'a.js')[0]), {
    epochs: 500,
    learningRate: 0.05,
    optimizer: 'sgd',
    precision: 'fp32',
    method: 'pretrain',
  });
  assert.equal(runsOf(`${base}net.train(data, options);\n`, {}, 'a.js')[0]?.facts.epochs, undefined);
  assert.equal(runsOf(`${base}net.train(data);\n`, {}, 'a.js')[0]?.facts.epochs?.value, 20_000);
});

test("a job at OpenAI's service is a run", () => {
  const [run] = runsOf(
    "import OpenAI from 'openai';\nconst client = new OpenAI();\nawait client.fineTuning.jobs.create({ training_file: id, model: 'gpt-4o-mini-2024-07-18', hyperparameters: { n_epochs: 3 } });\n",
  );
  assert.deepEqual(
    [run?.framework, run?.anchor.line, run?.facts.model?.value, run?.facts.epochs?.value],
    ['openai-finetuning', 3, 'gpt-4o-mini-2024-07-18', 3],
  );
});

test('prediction, a scaler and half-typed code are no runs', () => {
  assert.deepEqual(runsOf("import * as tf from '@tensorflow/tfjs';\nconst m = await tf.loadLayersModel('m.json');\nm.predict(x);\n"), []);
  assert.deepEqual(runsOf("import { StandardScaler } from 'somewhere';\nnew StandardScaler().fit(data);\n"), []);
  assert.deepEqual(runsOf("import * as tf from '@tensorflow/tfjs';\nmodel.fit("), []);
});

test('names that are defined in circles end', () => {
  assert.equal(
    runsOf("import * as tf from '@tensorflow/tfjs';\nconst m = tf.sequential();\nconst a = b;\nconst b = a;\nm.fit(x, y, { epochs: a });\n")[0]?.facts.epochs,
    undefined,
  );
});

test('a name for a model that is built here and loaded there holds what the function of the fit builds', () => {
  const [run] = runsOf(`
import * as tf from '@tensorflow/tfjs';
let model: any;
async function train(xs: any, ys: any) {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 3, inputShape: [4] }));
  model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
  await model.fit(xs, ys, { epochs: 5 });
  return model;
}
async function main() {
  model = await tf.loadLayersModel('https://example.org/iris/model.json');
  model = await train(1, 2);
}
`);
  assert.deepEqual([run?.facts.method?.value, run?.facts.model], ['pretrain', undefined]);
});

test('epochs count the turns of the loop around a fit, and stay open where those are not known', () => {
  const source = (head: string): string =>
    `import * as tf from '@tensorflow/tfjs';\nlet rounds;\nrounds = 6;\nconst m = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });\nasync function go(xs: any, ys: any, unknown: number) {\n  ${head} {\n    await m.fit(xs, ys, { epochs: 2 });\n  }\n}\n`;
  const epochs = (head: string): unknown => runsOf(source(head))[0]?.facts.epochs?.value;
  assert.equal(epochs('for (let i = 0; i < rounds; i++)'), 12);
  assert.equal(epochs('for (let i = 0; i < unknown; i++)'), undefined);
  assert.equal(epochs('while (true)'), undefined);
  assert.equal(epochs('for (const rate of [0.1, 0.01])'), 2);
});

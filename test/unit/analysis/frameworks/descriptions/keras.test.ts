import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readRun, readRuns } from './readRuns';

const model = `
from tensorflow import keras
from tensorflow.keras import layers
(x_train, y_train), _ = keras.datasets.mnist.load_data()
model = keras.Sequential([layers.Input((28, 28, 1)), layers.Conv2D(8, 3, activation="relu"), layers.Flatten(), layers.Dense(10)])
`;

describe('Keras', () => {
  it('reads compile and fit, with the batch of 32 that arrays get', () => {
    const { framework, line, facts, run } = readRun(`${model}model.compile("adam", "sparse_categorical_crossentropy")
model.fit(x_train, y_train, epochs=5)
`);
    assert.equal(framework, 'keras');
    assert.equal(line, 7);
    assert.deepEqual(facts, {
      method: 'pretrain',
      parameters: 54_170,
      flopsPerSample: 2 * 9 * 8 * 26 * 26 + 2 * 5408 * 10,
      imageSize: 28,
      optimizer: 'adam',
      learningRate: 0.001,
      precision: 'fp32',
      perDeviceBatchSize: 32,
      dataset: 'mnist',
      epochs: 5,
    });
    assert.equal(run.facts.perDeviceBatchSize?.origin, 'library-default');
    assert.match(run.facts.learningRate?.source ?? '', /keras/);
  });

  it('takes the batch from a tf.data pipeline and leaves it open where the pipeline does', () => {
    const pipeline = (steps: string): string => `${model}import tensorflow as tf
data = tf.data.Dataset.from_tensor_slices((x_train, y_train))${steps}
model.compile(keras.optimizers.SGD(0.1))
model.fit(data, epochs=2)
`;
    assert.equal(readRun(pipeline('.shuffle(1000).batch(256).prefetch(1)')).facts.perDeviceBatchSize, 256);
    assert.equal(readRun(pipeline('.shuffle(1000)')).facts.perDeviceBatchSize, undefined);
    assert.equal(readRun(pipeline('.batch(256)')).facts.learningRate, 0.1);
  });

  it('tells frozen from fine-tuned, before and after unfreezing', () => {
    const runs = readRuns(`
import keras
base = keras.applications.MobileNetV2(include_top=False, weights="imagenet", input_shape=(160, 160, 3))
base.trainable = False
model = keras.Sequential([base, keras.layers.GlobalAveragePooling2D(), keras.layers.Dense(5)])
train = keras.utils.image_dataset_from_directory("photos", image_size=(160, 160))
model.compile(optimizer=keras.optimizers.Adam(1e-3))
model.fit(train, epochs=10)
base.trainable = True
model.compile(optimizer=keras.optimizers.Adam(1e-5))
model.fit(train, epochs=4)
`);
    assert.deepEqual(
      runs.map(({ facts }) => [facts.model, facts.method, facts.learningRate, facts.epochs]),
      [
        ['MobileNetV2', 'frozen', 1e-3, 10],
        ['MobileNetV2', 'full', 1e-5, 4],
      ],
    );
    assert.equal(runs[0]?.facts.parameters, 2_257_984 + 1281 * 5);
    assert.equal(runs[0]?.facts.perDeviceBatchSize, 32);
    assert.equal(runs[0]?.facts.imageSize, 160);
  });

  it('reads the precision policy and the peak of a schedule', () => {
    const { facts } = readRun(`${model}keras.mixed_precision.set_global_policy("mixed_float16")
schedule = keras.optimizers.schedules.CosineDecay(0.0, 1000, warmup_target=3e-4, warmup_steps=100)
model.compile(keras.optimizers.AdamW(learning_rate=schedule))
model.fit(x_train, y_train, batch_size=64, epochs=3)
`);
    assert.equal(facts.precision, 'fp16');
    assert.equal(facts.optimizer, 'adamw');
    assert.equal(facts.learningRate, 3e-4);
  });

  it('calls a batch under a strategy global, and a multiple of the replicas a batch a device', () => {
    const under = (batch: string): string => `${model}import tensorflow as tf
strategy = tf.distribute.MirroredStrategy()
data = tf.data.Dataset.from_tensor_slices((x_train, y_train)).batch(${batch})
model.compile("adam")
model.fit(data)
`;
    assert.equal(readRun(under('64')).facts.globalBatchSize, 64);
    assert.equal(readRun(under('64')).facts.perDeviceBatchSize, undefined);
    assert.equal(readRun(under('16 * strategy.num_replicas_in_sync')).facts.perDeviceBatchSize, 16);
  });

  it('reads a loop with a gradient tape', () => {
    const { framework, facts } = readRun(`${model}import tensorflow as tf
optimizer = keras.optimizers.Adam(5e-4)
data = tf.data.Dataset.from_tensor_slices((x_train, y_train)).batch(100)
@tf.function
def step(x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(model(x))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
for epoch in range(7):
    for x, y in data:
        step(x, y)
`);
    assert.equal(framework, 'tensorflow');
    assert.deepEqual(
      [facts.epochs, facts.learningRate, facts.optimizer, facts.perDeviceBatchSize, facts.parameters, facts.dataset],
      [7, 5e-4, 'adam', 100, 54_170, 'mnist'],
    );
  });

  it('does not take evaluate, predict or scikit-learn’s fit for training', () => {
    assert.deepEqual(
      readRuns(
        `${model}model.evaluate(x_train, y_train)\nmodel.predict(x_train)\nfrom sklearn.linear_model import LogisticRegression\nLogisticRegression().fit(x_train, y_train)\n`,
      ),
      [],
    );
  });

  it('counts no model whose layers aren’t all in sight', () => {
    const fit = 'model.compile("adam", "mse")\nmodel.fit(np.zeros((8, 4)), np.zeros(8))\n';
    const head = 'import keras, os\nimport numpy as np\nfrom keras import layers\n';
    const parameters = (build: string): unknown => readRun(head + build + fit).facts.parameters;
    const stacked = (count: string): string =>
      `model = keras.Sequential([keras.Input(shape=(4,))])\nfor _ in range(${count}):\n    model.add(layers.Dense(4))\n`;
    assert.equal(parameters(stacked('3')), 60);
    assert.equal(parameters(stacked('len(os.listdir("."))')), undefined);
    const joined = (width: number): string =>
      `i = keras.Input(shape=(8, 8, 3))\na = layers.Conv2D(2, 1)(i)\nb = layers.Conv2D(2, ${width})(i)\nmodel = keras.Model(i, layers.Conv2D(1, 1)(layers.concatenate([a, b])))\n`;
    assert.equal(parameters(joined(1)), 8 + 8 + 5);
    assert.equal(parameters(joined(3)), undefined);
  });

  it('follows layers of one’s own through their call, with the weights that they hold themselves where their shape is known', () => {
    const program = (layer: string): string => `
import keras, numpy as np
import tensorflow as tf
class Twice(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.inner = keras.layers.Dense(6)
    ${layer}
inputs = keras.Input(shape=(6,))
model = keras.Model(inputs, keras.layers.Dense(1)(Twice()(inputs)))
model.compile("adam", "mse")
model.fit(np.zeros((8, 6)), np.zeros(8))
`;
    assert.equal(readRun(program('def call(self, x):\n        return tf.nn.relu(self.inner(self.inner(x)) + x)')).facts.parameters, 42 + 7);
    const holding = (size: string): string =>
      `def build(self, shape):\n        self.w = self.add_weight(shape=(${size},))\n    def call(self, x):\n        return self.inner(x) * self.w`;
    assert.equal(readRun(program(holding('6'))).facts.parameters, 42 + 6 + 7);
    assert.equal(readRun(program(holding('int(input())'))).facts.parameters, undefined);
  });

  it('leaves the image size to the pipeline’s last resize', () => {
    const { facts } = readRun(`
import tensorflow as tf, tensorflow_datasets as tfds
data = tfds.load("cifar10", split="train", as_supervised=True)
data = data.map(lambda image, label: (tf.image.resize(image, (64, 64)), label)).batch(8)
model = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(10)])
model.compile("adam", "mse")
model.fit(data, epochs=2)
`);
    assert.equal(facts.imageSize, 64);
    assert.equal(facts.parameters, 64 * 64 * 3 * 10 + 10);
  });
});

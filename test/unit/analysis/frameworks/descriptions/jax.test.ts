import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readRun } from './readRuns';

const network = `
import jax, jax.numpy as jnp, optax
import flax.linen as nn
from flax.training import train_state
import tensorflow_datasets as tfds

class CNN(nn.Module):
    dtype: jnp.dtype = jnp.bfloat16
    @nn.compact
    def __call__(self, x):
        return nn.Dense(10, dtype=self.dtype)(x)
`;

describe('JAX', () => {
  it('finds the update through jit and the optimizer through the train state', () => {
    const { framework, line, facts } = readRun(`${network}
model = CNN()
schedule = optax.warmup_cosine_decay_schedule(0.0, 3e-3, 100, 1000)
state = train_state.TrainState.create(apply_fn=model.apply, params=model.init(0), tx=optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(schedule)))

@jax.jit
def step(state, batch):
    grads = jax.grad(lambda p: 0.0)(state.params)
    return state.apply_gradients(grads=grads)

data = tfds.load("cifar10", split="train").shuffle(1000).batch(256)
for epoch in range(12):
    for batch in data:
        state = step(state, batch)
`);
    assert.equal(framework, 'flax');
    assert.equal(line, 23);
    assert.deepEqual([facts.optimizer, facts.learningRate, facts.epochs, facts.precision, facts.method], ['adamw', 3e-3, 12, 'bf16', 'pretrain']);
  });

  it('reads optax updates in a loop over steps', () => {
    const { framework, facts } = readRun(`
import jax, optax
optimizer = optax.MultiSteps(optax.sgd(0.1), every_k_schedule=4)
params = {}
opt_state = optimizer.init(params)
def update(params, opt_state, x):
    updates, opt_state = optimizer.update(jax.grad(loss)(params, x), opt_state)
    return optax.apply_updates(params, updates), opt_state
update = jax.jit(update)
for step in range(500):
    params, opt_state = update(params, opt_state, step)
`);
    assert.equal(framework, 'jax');
    assert.deepEqual([facts.optimizer, facts.learningRate, facts.gradientAccumulation, facts.maxSteps, facts.epochs], ['sgd', 0.1, 4, 500, undefined]);
  });

  it('names Adam with decay that is chained from its parts', () => {
    const { facts } = readRun(`
import optax
tx = optax.chain(optax.scale_by_adam(), optax.add_decayed_weights(1e-4), optax.scale(-2e-4))
params, state = {}, tx.init({})
for step in range(10):
    updates, state = tx.update({}, state, params)
    params = optax.apply_updates(params, updates)
`);
    assert.deepEqual([facts.optimizer, facts.learningRate], ['adamw', 2e-4]);
  });
});

describe('JAX updates out of reach', () => {
  it('takes an update by a function that is not in reach for a step, where what it is given was made with an optimizer', () => {
    const { line, facts } = readRun(`import optax, jax
from project.agents import actor
from project.networks import Model
from . import updates
_update_jit = jax.jit(updates.mse_update)
class Learner:
    def __init__(self, lr=3e-4):
        self.actor = Model.create(net, tx=optax.adam(learning_rate=lr))
    def update(self, batch):
        self.actor, info = _update_jit(self.actor, batch)
        return info
agent = Learner()
for i in range(1000):
    agent.update(data.sample(256))
`);
    assert.equal(line, 13);
    assert.deepEqual([facts.optimizer, facts.learningRate, facts.maxSteps], ['adam', 3e-4, 1000]);
  });

  it("reads a library's own training function by the optimizer that it is given", () => {
    const { line, facts } = readRun(`import optax, trainers
trainers.train(key, loss, optax.adam(1e-3), model, num_steps=500)
`);
    assert.equal(line, 2);
    assert.deepEqual([facts.optimizer, facts.learningRate, facts.maxSteps], ['adam', 1e-3, 500]);
  });

  it('takes the peak of a schedule of one’s own at its turning point, and none of one that only grows', () => {
    const program = (body: string): string => `
import jax, jax.numpy as jnp, optax
peak = 4e-3
warmup = 250
def schedule(step):
    ${body}
tx = optax.adam(schedule)
params = {"w": jnp.zeros((2, 2))}
state = tx.init(params)
for step in range(900):
    updates, state = tx.update(jax.grad(lambda p: 0.0)(params), state, params)
    params = optax.apply_updates(params, updates)
`;
    assert.equal(readRun(program('return peak * jnp.minimum((step + 1) / warmup, 1.0)')).facts.learningRate, 4e-3);
    assert.equal(readRun(program('return jnp.where(step < warmup, peak * step / warmup, peak * warmup / jnp.maximum(step, 1))')).facts.learningRate, 4e-3);
    assert.equal(readRun(program('return peak * (step + 1)')).facts.learningRate, undefined);
  });

  it('leaves the method open where weights are loaded before the training', () => {
    const { facts } = readRun(`
import jax, jax.numpy as jnp, optax, pickle
import flax.linen as nn
model = nn.Dense(10)
params = pickle.load(open("weights.pkl", "rb"))
tx = optax.sgd(0.1)
state = tx.init(params)
for step in range(10):
    updates, state = tx.update(jax.grad(lambda p: 0.0)(params), state)
    params = optax.apply_updates(params, updates)
`);
    assert.equal(facts.method, undefined);
  });

  it('counts no network in which a layer or a number of layers is open', () => {
    const program = (call: string): string => `
import jax, jax.numpy as jnp, optax
import flax.linen as nn
from flax.training.train_state import TrainState
class Net(nn.Module):
    @nn.compact
    def __call__(self, x):
        ${call}
model = Net()
state = TrainState.create(apply_fn=model.apply, params=model.init(jax.random.PRNGKey(0), jnp.ones((1, 8))), tx=optax.adam(1e-3))
for epoch in range(3):
    state = state.apply_gradients(grads=jax.grad(lambda p: 0.0)(state.params))
`;
    assert.equal(readRun(program('return nn.Dense(4, use_bias=False)(nn.LayerNorm()(x))')).facts.parameters, 16 + 32);
    assert.equal(readRun(program('return nn.Dense(4)(nn.SpectralNorm(nn.Dense(8))(x))')).facts.parameters, undefined);
    assert.equal(readRun(program('return nn.Dense(width)(x)')).facts.parameters, undefined);
  });

  it('reads the batch that is drawn, and not the one drawn for evaluation', () => {
    const { facts } = readRun(`${network}
model = CNN()
state = train_state.TrainState.create(apply_fn=model.apply, params=model.init(0), tx=optax.adam(1e-3))
train = iter(tfds.load("mnist", split="train").repeat().batch(96))
test = iter(tfds.load("mnist", split="test").repeat().batch(1000))
for step in range(500):
    if step % 50 == 0:
        model.apply(state.params, next(test))
    batch = next(train)
    state = state.apply_gradients(grads=jax.grad(lambda p: 0.0)(state.params))
`);
    assert.equal(facts.perDeviceBatchSize, 96);
    assert.equal(facts.dataset, 'mnist');
  });
});

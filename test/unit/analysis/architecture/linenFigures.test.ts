// Flax networks: conditions on the shapes of arrays are decided, so that a projection counts only where there is one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzePython } from '../../../../src/analysis/project/pythonProgram';

const noSources = { read: () => undefined, exists: () => false, list: () => undefined } as never;
const factsOf = (text: string) => analyzePython({ path: 'train.py', segments: [{ text }] }, noSources).runs[0]?.facts ?? {};

const program = (condition: string): string => `
import jax, optax
import jax.numpy as jnp
from flax import linen as nn
from flax.training.train_state import TrainState

class Block(nn.Module):
    width: int
    @nn.compact
    def __call__(self, x):
        y = nn.relu(nn.Dense(self.width)(x))
        if ${condition}:
            x = nn.Dense(self.width, use_bias=False)(x)
        return x + y

class Net(nn.Module):
    @nn.compact
    def __call__(self, x):
        return nn.Dense(3)(Block(16)(Block(16)(x)))

net = Net()
params = net.init(jax.random.PRNGKey(0), jnp.ones((4, 8)))['params']
state = TrainState.create(apply_fn=net.apply, params=params, tx=optax.adam(1e-3))
for epoch in range(5):
    for x, y in batches:
        def loss_fn(p):
            return jnp.mean((state.apply_fn({'params': p}, x) - y) ** 2)
        grads = jax.grad(loss_fn)(state.params)
        state = state.apply_gradients(grads=grads)
`;

test('a projection counts in the block whose input has another width, and not in the next', () => {
  const facts = factsOf(program('x.shape != y.shape'));
  assert.equal(facts.parameters?.value, 8 * 16 + 16 + 8 * 16 + (16 * 16 + 16) + 16 * 3 + 3);
  assert.equal(facts.flopsPerSample?.value, 2 * (8 * 16 + 8 * 16 + 16 * 16 + 16 * 3));
});

test('a projection under a condition that nobody knows leaves the count open', () => {
  assert.equal(factsOf(program('jax.device_count() > 1')).parameters, undefined);
});

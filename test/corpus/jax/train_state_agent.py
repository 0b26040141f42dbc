import jax
import numpy as np
import optax
from flax import linen as nn
from flax.training.train_state import TrainState


class QNetwork(nn.Module):
    actions: int

    @nn.compact
    def __call__(self, x):
        x = nn.relu(nn.Dense(120)(x))
        x = nn.relu(nn.Dense(84)(x))
        return nn.Dense(self.actions)(x)


class ReplayBuffer:
    def __init__(self, size):
        self.observations = np.zeros((size, 4))
        self.size = 0

    def sample(self, batch_size):
        index = np.random.randint(0, self.size, size=batch_size)
        return self.observations[index]


network = QNetwork(actions=2)
state = TrainState.create(apply_fn=network.apply, params=network.init(jax.random.PRNGKey(0), np.zeros((1, 4))), tx=optax.adam(learning_rate=2.5e-4))
buffer = ReplayBuffer(10_000)


@jax.jit
def update(state, observations):
    grads = jax.grad(lambda p: network.apply(p, observations).mean())(state.params)
    return state.apply_gradients(grads=grads)


for step in range(500_000):
    if step > 1000 and step % 10 == 0:
        state = update(state, buffer.sample(128))

# A Flax network on digits.
import jax
import jax.numpy as jnp
import optax
import tensorflow_datasets as tfds
from flax import linen as nn
from flax.training import train_state


class Net(nn.Module):
    features: int

    @nn.compact
    def __call__(self, x):
        x = x.reshape((x.shape[0], -1))
        return nn.Dense(10)(nn.relu(nn.Dense(self.features)(x)))


@jax.jit
def train_step(state, images, labels):
    def loss_fn(params):
        logits = state.apply_fn({'params': params}, images)
        return optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()

    grads = jax.grad(loss_fn)(state.params)
    return state.apply_gradients(grads=grads)


def train_and_evaluate(config, workdir):
    data = tfds.load('mnist', split='train').batch(config.batch_size)
    net = Net(config.model.features)
    params = net.init(jax.random.key(0), jnp.ones((1, 28, 28, 1)))['params']
    state = train_state.TrainState.create(apply_fn=net.apply, params=params, tx=optax.sgd(config.learning_rate, config.momentum))
    for epoch in range(1, config.num_epochs + 1):
        for batch in tfds.as_numpy(data):
            state = train_step(state, batch['image'] / 255.0, batch['label'])

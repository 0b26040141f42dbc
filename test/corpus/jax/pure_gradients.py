import jax
import jax.numpy as jnp
from jax.example_libraries import optimizers

batch_size = 64
init, update, get_params = optimizers.momentum(0.01, mass=0.9)
state = init([jax.random.normal(jax.random.PRNGKey(0), (784, 10))])


@jax.jit
def step(i, state, batch):
    grads = jax.grad(lambda p: jnp.mean(batch[0] @ p[0]))(get_params(state))
    return update(i, grads, state)


def batches(images, labels):
    order = jax.random.permutation(jax.random.PRNGKey(1), 60000)
    for i in range(60000 // batch_size):
        chosen = order[i * batch_size : (i + 1) * batch_size]
        yield images[chosen], labels[chosen]


def main(images, labels):
    global state
    for epoch in range(12):
        for i, batch in enumerate(batches(images, labels)):
            state = step(i, state, batch)

import equinox as eqx
import jax
import optax
from snaxlike import train_lib


class Model(eqx.Module):
    weight: jax.Array


model = Model(jax.random.normal(jax.random.PRNGKey(0), (3, 3)))
train_lib.train(jax.random.PRNGKey(1), lambda m: m.weight.sum(), optax.adam(3e-4), model, num_steps=100_000)

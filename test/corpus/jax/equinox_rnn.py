import equinox as eqx
import jax
import jax.numpy as jnp
import jax.random as jrandom
import optax


class RNN(eqx.Module):
    cell: eqx.nn.GRUCell
    linear: eqx.nn.Linear

    def __init__(self, in_size, out_size, hidden_size, *, key):
        cell_key, linear_key = jrandom.split(key)
        self.cell = eqx.nn.GRUCell(in_size, hidden_size, key=cell_key)
        self.linear = eqx.nn.Linear(hidden_size, out_size, key=linear_key)

    def __call__(self, inputs):
        hidden = jnp.zeros((self.cell.hidden_size,))
        hidden, _ = jax.lax.scan(lambda h, x: (self.cell(x, h), None), hidden, inputs)
        return self.linear(hidden)


def dataloader(arrays, batch_size, *, key):
    while True:
        key, subkey = jrandom.split(key)
        indices = jrandom.choice(subkey, 10_000, (batch_size,))
        yield tuple(array[indices] for array in arrays)


def main(xs, ys, batch_size=32, learning_rate=3e-3, steps=200):
    model = RNN(2, 1, 16, key=jrandom.PRNGKey(1))
    optim = optax.adam(learning_rate)
    opt_state = optim.init(model)
    for step, (x, y) in zip(range(steps), dataloader((xs, ys), batch_size, key=jrandom.PRNGKey(2))):
        grads = eqx.filter_grad(lambda m: jnp.mean((jax.vmap(m)(x) - y) ** 2))(model)
        updates, opt_state = optim.update(grads, opt_state)
        model = eqx.apply_updates(model, updates)

import optax
from flax.training import train_state
from flax import linen as nn


def make_state(params, decay_steps=5000):
    rate = optax.cosine_decay_schedule(-2e-3, decay_steps)
    tx = optax.chain(optax.scale_by_adam(), optax.scale_by_schedule(rate))
    return train_state.TrainState.create(apply_fn=nn.Dense(4).apply, params=params, tx=tx)


def train(params, grads_of, batches):
    state = make_state(params)
    for epoch in range(6):
        for batch in batches:
            state = state.apply_gradients(grads=grads_of(state, batch))

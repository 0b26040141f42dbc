import jax
import optax

from project.state import restore_state


@jax.jit
def step(state, batch):
    def loss_of(params):
        logits = state.apply_fn({"params": params}, batch["image"])
        return optax.softmax_cross_entropy_with_integer_labels(logits, batch["label"]).mean()

    loss, grads = jax.value_and_grad(loss_of)(state.params)
    return state.apply_gradients(grads=grads), loss


def train(loader, num_epochs=25):
    state = restore_state("start")
    for epoch in range(num_epochs):
        for batch in loader:
            state, loss = step(state, batch)
    return state

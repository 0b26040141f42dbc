import jax.numpy as jnp
import optax
from flax import nnx


class MLP(nnx.Module):
    def __init__(self, rngs: nnx.Rngs):
        self.first = nnx.Linear(784, 128, rngs=rngs)
        self.norm = nnx.LayerNorm(128, rngs=rngs)
        self.drop = nnx.Dropout(0.1, rngs=rngs)
        self.second = nnx.Linear(128, 10, rngs=rngs)

    def __call__(self, x):
        return self.second(self.drop(nnx.relu(self.norm(self.first(x)))))


def loss_fn(model, x, y):
    return optax.softmax_cross_entropy_with_integer_labels(model(x), y).mean()


@nnx.jit
def train_step(model, optimizer, x, y):
    loss, grads = nnx.value_and_grad(loss_fn)(model, x, y)
    optimizer.update(model, grads)
    return loss


def train(loader):
    model = MLP(nnx.Rngs(0))
    optimizer = nnx.Optimizer(model, optax.MultiSteps(optax.lion(2e-4), every_k_schedule=4), wrt=nnx.Param)
    for epoch in range(30):
        for x, y in loader:
            train_step(model, optimizer, jnp.asarray(x), jnp.asarray(y))

"""A perceptron of plain arrays, moved down its gradient without an optimizer."""
import jax
import jax.numpy as jnp
import numpy as np
from torch.utils.data import DataLoader
from torchvision.datasets import FashionMNIST

rate = 0.02
loader = DataLoader(FashionMNIST("data", transform=lambda image: np.ravel(np.array(image))), batch_size=72, shuffle=True, drop_last=True)
weights = [jax.random.normal(jax.random.PRNGKey(0), (784, 10)), jnp.zeros(10)]


def loss_of(weights, images, labels):
    matrix, bias = weights
    return -jnp.mean(jax.nn.log_softmax(images @ matrix + bias) * labels)


@jax.jit
def update(weights, images, labels, rate):
    loss, gradients = jax.value_and_grad(loss_of)(weights, images, labels)
    return loss, jax.tree_util.tree_map(lambda w, g: w - rate * g, weights, gradients)


for epoch in range(16):
    for images, labels in loader:
        loss, weights = update(weights, images.numpy(), jax.nn.one_hot(labels.numpy(), 10), rate)

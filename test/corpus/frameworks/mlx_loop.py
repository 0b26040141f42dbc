import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers as optim


class Digits(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(784, 128)
        self.out = nn.Linear(128, 10)

    def __call__(self, x):
        return self.out(nn.relu(self.hidden(x)))


def batches(batch_size, images, labels):
    for start in range(0, labels.size, batch_size):
        yield images[start : start + batch_size], labels[start : start + batch_size]


model = Digits()
optimizer = optim.AdamW(learning_rate=2e-3)
loss_and_grad = nn.value_and_grad(model, lambda model, x, y: nn.losses.cross_entropy(model(x), y, reduction="mean"))
images, labels = mx.random.normal((60000, 784)), mx.zeros((60000,), dtype=mx.int32)
for epoch in range(10):
    for x, y in batches(256, images, labels):
        loss, grads = loss_and_grad(model, x, y)
        optimizer.update(model, grads)
        mx.eval(model.parameters(), optimizer.state)

"""Linear regression without an optimizer: the update is a function of our own."""
import random

import torch


def batches(size, features, labels):
    order = list(range(len(features)))
    random.shuffle(order)
    for start in range(0, len(features), size):
        rows = torch.tensor(order[start : start + size])
        yield features[rows], labels[rows]


def sgd(params, lr, batch_size):
    with torch.no_grad():
        for param in params:
            param -= lr * param.grad / batch_size
            param.grad.zero_()


batch_size, lr, num_epochs = 16, 0.05, 4
features = torch.randn(2000, 3)
labels = features @ torch.tensor([2.0, -3.4, 1.1]) + 4.2
w = torch.zeros(3, requires_grad=True)
b = torch.zeros(1, requires_grad=True)

for epoch in range(num_epochs):
    for x, y in batches(batch_size, features, labels):
        loss = ((x @ w + b - y) ** 2 / 2).sum()
        loss.backward()
        sgd([w, b], lr, batch_size)
    print(epoch, loss.item())

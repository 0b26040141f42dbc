"""Mini-batches cut out of arrays by hand."""
import numpy as np
import torch
from torch import nn

x_train = np.load("x.npy")
y_train = np.load("y.npy")
net = nn.Sequential(nn.Linear(24, 48), nn.ReLU(), nn.Linear(48, 1))
optimizer = torch.optim.RMSprop(net.parameters(), lr=0.0007)


def train_step(x, y):
    loss = nn.functional.mse_loss(net(torch.from_numpy(x)), torch.from_numpy(y))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


batch_size = 36
batches = len(x_train) // batch_size
for epoch in range(140):
    order = np.random.permutation(len(x_train))
    x_shuffled, y_shuffled = x_train[order], y_train[order]
    for number in range(batches):
        start = number * batch_size
        end = start + batch_size
        train_step(x_shuffled[start:end], y_shuffled[start:end])

import math

import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset


class Net(nn.Module):
    """Scalars, a bias taken away, and weights in a plain list."""

    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.Tensor([0.5]))
        self.temperature = nn.Parameter(torch.ones([]) * math.log(1 / 0.07))
        self.first = nn.Linear(20, 30)
        self.second = nn.Linear(30, 30)
        self.second.bias = None
        self.unregistered = [nn.Linear(30, 30)]
        self.frozen = nn.Parameter(torch.zeros(4, 4), requires_grad=False)
        self.out = nn.utils.weight_norm(nn.Linear(30, 5))


model = Net()

loader = DataLoader(TensorDataset(inputs, targets), batch_size=32, shuffle=True)
loss_fn = nn.CrossEntropyLoss()
opt = torch.optim.AdamW(model.parameters(), lr=3e-4)
for epoch in range(10):
    for x, y in loader:
        loss = loss_fn(model(x), y)
        opt.zero_grad()
        loss.backward()
        opt.step()

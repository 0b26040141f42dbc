import torch
from torch import nn


class AdamOptimizer:
    def __init__(self, layers, learning_rate=0.01):
        self.layers = layers
        self.learning_rate = learning_rate
        self.moments = {}

    def step(self):
        for index, layer in enumerate(self.layers):
            before = self.moments.get(index, torch.zeros_like(layer.weight.grad))
            self.moments[index] = 0.9 * before + 0.1 * layer.weight.grad
            layer.weight.data -= self.learning_rate * self.moments[index]

    def zero_grad(self):
        for layer in self.layers:
            layer.weight.grad.zero_()


class Spiral(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.first = nn.Linear(2, hidden)
        self.second = nn.Linear(hidden, 3)
        self.layers = [self.first, self.second]

    def forward(self, x):
        return self.second(torch.relu(self.first(x)))


model = Spiral(hidden=100)
optimizer = AdamOptimizer(model.layers, learning_rate=0.02)
points, arms = torch.randn(600, 2), torch.randint(0, 3, (600,))
for epoch in range(40):
    loss = nn.functional.cross_entropy(model(points), arms)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()

"""The batch is halved until it fits, and accumulated to stay the same."""
import torch
from torch.utils.data import DataLoader

batch_size, accumulation = 256, 1
while batch_size > 40:
    batch_size //= 2
    accumulation *= 2

model = torch.nn.Linear(128, 10)
optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
loader = DataLoader(torch.load("train.pt"), batch_size=batch_size)
for epoch in range(5):
    for step, (x, y) in enumerate(loader):
        loss = torch.nn.functional.cross_entropy(model(x), y) / accumulation
        loss.backward()
        if (step + 1) % accumulation == 0:
            optimizer.step()
            optimizer.zero_grad()

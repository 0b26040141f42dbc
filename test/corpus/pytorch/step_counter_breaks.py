import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

TOTAL_STEPS = 5000
dataset = TensorDataset(torch.randn(4096, 32), torch.randint(0, 4, (4096,)))
loader = DataLoader(dataset, batch_size=48, shuffle=True)
model = nn.Linear(32, 4)
optimizer = torch.optim.AdamW(model.parameters(), lr=3e-4)

global_step = 0
for epoch in range(1000):
    for x, y in loader:
        loss = nn.functional.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        global_step += 1
        if global_step >= TOTAL_STEPS:
            break
    if global_step >= TOTAL_STEPS:
        break

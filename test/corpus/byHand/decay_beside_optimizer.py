"""Weight decay written out before the library's optimizer steps: the optimizer is what trains."""
import torch
from torch import nn

model = nn.Linear(20, 2)
optimizer = torch.optim.Adam(model.parameters(), lr=3e-4)
inputs, targets = torch.randn(512, 20), torch.randint(0, 2, (512,))
for epoch in range(15):
    loss = nn.functional.cross_entropy(model(inputs), targets)
    optimizer.zero_grad()
    loss.backward()
    for param in model.parameters():
        param.data -= 0.01 * param.grad
    optimizer.step()

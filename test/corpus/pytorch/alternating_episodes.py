"""Few-shot episodes from two domains in turn: every episode steps, none accumulates."""
import torch
from torch import nn

encoder = nn.Sequential(nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 16))
optimizer = torch.optim.Adam(encoder.parameters(), lr=1e-3)
for episode in range(5000):
    if episode % 2 == 0:
        loss = encoder(torch.randn(20, 128)).pow(2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    else:
        loss = encoder(torch.rand(20, 128)).abs().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

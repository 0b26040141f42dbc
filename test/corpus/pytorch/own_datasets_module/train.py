import glob

import torch
from torch import nn
from torch.utils.data import DataLoader

from datasets import PairDataset

loader = DataLoader(PairDataset(glob.glob('pairs/*.png'), size=256), batch_size=4, shuffle=True)
model = nn.Sequential(nn.Conv2d(3, 3, 3, padding=1), nn.Tanh())
optimizer = torch.optim.Adam(model.parameters(), lr=2e-4, betas=(0.5, 0.999))
for epoch in range(200):
    for x in loader:
        optimizer.zero_grad()
        nn.functional.l1_loss(model(x), x).backward()
        optimizer.step()

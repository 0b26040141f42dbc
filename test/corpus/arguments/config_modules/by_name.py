# A module of constants under another name.
import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

import config as cfg

model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
loader = DataLoader(datasets.MNIST('.', transform=transforms.ToTensor()), batch_size=cfg.BATCH_SIZE)
optimizer = torch.optim.Adam(model.parameters(), lr=cfg.LR)
for epoch in range(cfg.EPOCHS):
    for x, y in loader:
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()

# A module whose name is put together, and a class of it.
import importlib

import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

name = 'default'
config = importlib.import_module(f'settings.{name}').Config()

model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
loader = DataLoader(datasets.MNIST('.', transform=transforms.ToTensor()), batch_size=config.batch_size)
optimizer = torch.optim.Adam(model.parameters(), lr=config.lr)
for epoch in range(config.epochs):
    for x, y in loader:
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()

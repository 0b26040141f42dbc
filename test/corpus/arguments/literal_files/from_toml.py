# TOML of the standard library, its table given to a class as keywords.
import tomllib
from dataclasses import dataclass

import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


@dataclass
class TrainConfig:
    lr: float
    epochs: int
    batch_size: int = 1


with open('config.toml', 'rb') as file:
    config = TrainConfig(**tomllib.load(file)['train'])

model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
loader = DataLoader(datasets.MNIST('.', transform=transforms.ToTensor()), batch_size=config.batch_size)
optimizer = torch.optim.Adam(model.parameters(), lr=config.lr)
for epoch in range(config.epochs):
    for x, y in loader:
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()

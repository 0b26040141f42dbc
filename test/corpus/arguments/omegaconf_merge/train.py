# OmegaConf: a structured default, two files and the command line, merged in order.
from dataclasses import dataclass
from pathlib import Path

import torch
from omegaconf import OmegaConf
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


@dataclass
class Defaults:
    lr: float = 1.0
    momentum: float = 0.85


here = Path(__file__).resolve().parent
config = OmegaConf.merge(OmegaConf.structured(Defaults), OmegaConf.load(here / 'base.yaml'), OmegaConf.load(here.joinpath('large.yaml')), OmegaConf.from_cli())
OmegaConf.set_struct(config, True)

model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
loader = DataLoader(datasets.MNIST('.', transform=transforms.ToTensor()), **config.loader)
optimizer = torch.optim.SGD(model.parameters(), lr=config.lr, momentum=config.get('momentum', 0.9))
for epoch in range(config.epochs):
    for x, y in loader:
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()

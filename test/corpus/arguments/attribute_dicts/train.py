# Dictionaries with attributes: EasyDict, Box, Munch and a class of one's own.

from easydict import EasyDict as edict
from box import Box
from munch import munchify
import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


class AttrDict(dict):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.__dict__ = self


cfg = edict()
cfg.TRAIN = edict({'batch': 37})
optim = Box({'adam': {'lr': 0.0077}})
schedule = AttrDict(munchify({'epochs': 38}))

model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
loader = DataLoader(datasets.MNIST('.', transform=transforms.ToTensor()), batch_size=cfg.TRAIN.batch)
optimizer = torch.optim.Adam(model.parameters(), lr=optim.adam.lr)
for epoch in range(schedule.epochs):
    for x, y in loader:
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()

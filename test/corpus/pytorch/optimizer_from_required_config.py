import json
import sys

import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision.datasets import CIFAR10
from torchvision.transforms import ToTensor


def make_optimizer(model, settings):
    if settings['type'] == 'sgd':
        return torch.optim.SGD(model.parameters(), lr=0.1)
    elif settings['type'] == 'adam':
        return torch.optim.Adam(model.parameters(), lr=1e-3)
    raise ValueError(settings['type'])


config = json.load(open(sys.argv[1]))
loader = DataLoader(CIFAR10('data', transform=ToTensor()), batch_size=config['batch_size'])
model = nn.Sequential(nn.Flatten(), nn.Linear(3072, 10))
optimizer = make_optimizer(model, config['optimizer'])
for epoch in range(config['epochs']):
    for x, y in loader:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()

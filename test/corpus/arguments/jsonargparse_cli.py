# jsonargparse: the parameters of a function, one of them an object with defaults.
from dataclasses import dataclass

import torch
from jsonargparse import CLI
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


@dataclass
class Optim:
    lr: float = 0.009
    momentum: float = 0.8


def train(optim: Optim = Optim(), epochs: int = 4, batch_size: int = 30):
    model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
    loader = DataLoader(datasets.USPS('.', transform=transforms.ToTensor()), batch_size=batch_size)
    optimizer = torch.optim.SGD(model.parameters(), lr=optim.lr, momentum=optim.momentum)
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(x), y).backward()
            optimizer.step()


if __name__ == '__main__':
    CLI(train)

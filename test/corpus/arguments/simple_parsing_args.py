# simple_parsing: a dataclass added to a parser under a name.
from dataclasses import dataclass

import torch
from simple_parsing import ArgumentParser, field
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


@dataclass
class Options:
    """Settings of the training."""

    lr: float = 0.006  # rate
    epochs: int = field(default=13, alias='-e')
    batch_size: int = 112


parser = ArgumentParser()
parser.add_argument('--root', type=str, default='data')
parser.add_arguments(Options, dest='options')
args = parser.parse_args()
options: Options = args.options

model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(3072, 10))
loader = DataLoader(datasets.CIFAR10(args.root, transform=transforms.ToTensor()), batch_size=options.batch_size)
optimizer = torch.optim.NAdam(model.parameters(), lr=options.lr)
for epoch in range(options.epochs):
    for x, y in loader:
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()

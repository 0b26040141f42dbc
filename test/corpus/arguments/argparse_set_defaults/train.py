# A first parser takes the file, whose values become the second one's defaults.
import argparse
import json
import os

import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

config_parser = argparse.ArgumentParser(add_help=False)
config_parser.add_argument('-c', '--config', default='defaults.json', metavar='FILE')
parser = argparse.ArgumentParser()
parser.add_argument('--lr', type=float, default=0.1)
parser.add_argument('--batch-size', type=int, default=128)
parser.add_argument('--epochs', type=int, default=5)


def parse_args():
    given, remaining = config_parser.parse_known_args()
    if given.config:
        with open(os.path.join(os.path.dirname(__file__), given.config)) as file:
            parser.set_defaults(**json.load(file))
    return parser.parse_args(remaining)


args = parse_args()
model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
loader = DataLoader(datasets.KMNIST('.', transform=transforms.ToTensor()), batch_size=args.batch_size)
optimizer = torch.optim.SGD(model.parameters(), lr=args.lr)
for epoch in range(args.epochs):
    for x, y in loader:
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()

# Options declared in another module: a parent parser and a function that adds a group.
import argparse

import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

from common_args import add_optimizer_args, base_parser


def parse():
    parser = argparse.ArgumentParser(parents=[base_parser()])
    add_optimizer_args(parser)
    parser.add_argument('--epochs', type=int, default=6)
    args, unknown = parser.parse_known_args()
    args.total = args.epochs * 2
    return args


args = parse()
opt = vars(args)
model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
train = DataLoader(datasets.MNIST('.', transform=transforms.ToTensor()), batch_size=opt['batch_size'])
optimizer = torch.optim.AdamW(model.parameters(), lr=opt['lr'], weight_decay=args.weight_decay)
for epoch in range(args.total):
    for x, y in train:
        loss = torch.nn.functional.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

import argparse

import torch
from torch import nn, optim
from torch.utils.data import DataLoader
from torchvision.datasets import CIFAR10
from torchvision.transforms import ToTensor

parser = argparse.ArgumentParser()
parser.add_argument('--opt', default='AdamW', choices=['AdamW', 'SGD', 'RMSprop'])
parser.add_argument('--lr', default=5e-4, type=float)
parser.add_argument('-b', '--batch-size', default=200, type=int)
args = parser.parse_args()

loader = DataLoader(CIFAR10('data', transform=ToTensor()), args.batch_size, shuffle=True)
model = nn.Sequential(nn.Flatten(), nn.Linear(3072, 10))
optimizer = getattr(optim, args.opt)(model.parameters(), lr=args.lr)
for epoch in range(20):
    for x, y in loader:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()

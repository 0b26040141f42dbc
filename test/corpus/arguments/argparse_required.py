# What has no default stays open.
import argparse

import torch
from torch.utils.data import DataLoader, TensorDataset

parser = argparse.ArgumentParser()
parser.add_argument('batch_size', type=int)
parser.add_argument('--epochs', type=int, required=True)
parser.add_argument('--lr', type=float)
parser.add_argument('--hidden', type=int, default=128)
args = parser.parse_args()

model = torch.nn.Linear(20, args.hidden)
loader = DataLoader(TensorDataset(torch.load('x.pt'), torch.load('y.pt')), batch_size=args.batch_size)
optimizer = torch.optim.Adam(model.parameters(), lr=args.lr)
for epoch in range(args.epochs):
    for x, y in loader:
        optimizer.zero_grad()
        torch.nn.functional.mse_loss(model(x), y).backward()
        optimizer.step()

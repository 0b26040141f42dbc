import argparse

import torch
from torch.utils.data import DataLoader

from corpus import Utterances
from networks import Recogniser

parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=3)
parser.add_argument("--batch_size", type=int, default=8)
parser.add_argument("--lr", type=float, default=1e-3)
parser.add_argument("--resume")
args = parser.parse_args()

model = Recogniser()
loader = DataLoader(Utterances(), batch_size=args.batch_size, shuffle=True)
optimizer = torch.optim.AdamW(model.parameters(), lr=args.lr)
for epoch in range(args.epochs):
    for features, text in loader:
        loss = model(features, text)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()

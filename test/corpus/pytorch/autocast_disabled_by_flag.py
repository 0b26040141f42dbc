import argparse

import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision.datasets import FashionMNIST
from torchvision.transforms import ToTensor

parser = argparse.ArgumentParser()
parser.add_argument('--amp', action='store_true')
args = parser.parse_args()

loader = DataLoader(FashionMNIST('data', transform=ToTensor()), batch_size=256, shuffle=True)
model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10)).cuda()
optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
scaler = torch.cuda.amp.GradScaler(enabled=args.amp)

for epoch in range(5):
    for x, y in loader:
        with torch.autocast('cuda', dtype=torch.float16, enabled=args.amp):
            loss = nn.functional.cross_entropy(model(x.cuda()), y.cuda())
        scaler.scale(loss).backward()
        scaler.step(optimizer)
        scaler.update()
        optimizer.zero_grad()

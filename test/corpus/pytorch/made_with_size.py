"""Scans that a data set's constructor brings to one size, before transforms of the project's own."""
import argparse

import numpy as np
import torch
from skimage.transform import resize
from torch import nn
from torch.utils.data import DataLoader, Dataset
from torchvision.transforms import Compose


class RandomScale:
    def __init__(self, spread):
        self.spread = spread

    def __call__(self, scan):
        return scan * (1 + np.random.uniform(-self.spread, self.spread))


class Scans(Dataset):
    def __init__(self, folder, transform=None, image_size=128):
        self.transform = transform
        self.scans = [resize(np.load(path), (image_size, image_size)) for path in folder.iterdir()]

    def __len__(self):
        return len(self.scans)

    def __getitem__(self, index):
        return self.transform(self.scans[index])


parser = argparse.ArgumentParser()
parser.add_argument("--image-size", type=int, default=160)
args = parser.parse_args()

scans = Scans("scans", transform=Compose([RandomScale(0.1)]), image_size=args.image_size)
loader = DataLoader(scans, batch_size=6, shuffle=True)
net = nn.Conv2d(1, 1, 3, padding=1)
optimizer = torch.optim.Adam(net.parameters(), lr=3e-4)
for epoch in range(12):
    for scan in loader:
        optimizer.zero_grad()
        ((net(scan) - scan) ** 2).mean().backward()
        optimizer.step()

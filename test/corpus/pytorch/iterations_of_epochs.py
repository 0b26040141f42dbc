"""A detector's loop over iterations: so many epochs times the batches in one."""
import math

import torch
from torch import nn
from torch.utils.data import DataLoader

from faces import FaceDataset, collate

config = {"batch_size": 28, "epoch": 110, "lr": 0.004}
net = nn.Sequential(nn.Conv2d(3, 16, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 5))
optimizer = torch.optim.SGD(net.parameters(), lr=config["lr"], momentum=0.9)

dataset = FaceDataset("faces/train.txt")
epoch_size = math.ceil(len(dataset) / config["batch_size"])
max_iter = config["epoch"] * epoch_size

for iteration in range(0, max_iter):
    if iteration % epoch_size == 0:
        batches = iter(DataLoader(dataset, config["batch_size"], shuffle=True, collate_fn=collate))
    images, targets = next(batches)
    loss = nn.functional.smooth_l1_loss(net(images), targets)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

"""Trains from scratch unless a checkpoint of an earlier run is found."""
import torch
from torch import nn
from torch.utils.data import DataLoader

from points import PointCloudFolder


class PointNet(nn.Module):
    def __init__(self, classes: int):
        super().__init__()
        self.features = nn.Sequential(nn.Conv1d(3, 64, 1), nn.ReLU(), nn.Conv1d(64, 256, 1))
        self.head = nn.Linear(256, classes)

    def forward(self, points):
        return self.head(self.features(points).amax(dim=2))


net = PointNet(12)
try:
    checkpoint = torch.load("runs/last.pth")
    start_epoch = checkpoint["epoch"]
    net.load_state_dict(checkpoint["model"])
except FileNotFoundError:
    start_epoch = 0

optimizer = torch.optim.Adam(net.parameters(), lr=0.0015)
loader = DataLoader(PointCloudFolder("scans"), batch_size=20, shuffle=True)

for epoch in range(start_epoch, 75):
    for points, label in loader:
        loss = nn.functional.cross_entropy(net(points), label)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    torch.save({"epoch": epoch + 1, "model": net.state_dict()}, "runs/last.pth")

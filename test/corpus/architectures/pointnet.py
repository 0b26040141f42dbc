import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset


class TNet(nn.Module):
    def __init__(self, k=64):
        super().__init__()
        widths = [k, 64, 128, 1024]
        self.convs = nn.ModuleList([nn.Conv1d(a, b, 1) for a, b in zip(widths[:-1], widths[1:])])
        self.fcs = nn.ModuleList([nn.Linear(1024, 512), nn.Linear(512, 256), nn.Linear(256, k * k)])
        self.norms = nn.ModuleList([nn.BatchNorm1d(c) for c in (64, 128, 1024, 512, 256)])


class PointNet(nn.Module):
    def __init__(self, classes=40):
        super().__init__()
        self.input_transform, self.feature_transform = TNet(k=3), TNet()
        self.conv = nn.Sequential(nn.Conv1d(3, 64, 1), nn.BatchNorm1d(64), nn.ReLU(), nn.Conv1d(64, 1024, 1), nn.BatchNorm1d(1024))
        self.head = nn.Sequential(nn.Linear(1024, 256), nn.ReLU(), nn.Dropout(p=.3), nn.Linear(256, classes))


model = PointNet()

loader = DataLoader(TensorDataset(inputs, targets), batch_size=32, shuffle=True)
loss_fn = nn.CrossEntropyLoss()
opt = torch.optim.AdamW(model.parameters(), lr=3e-4)
for epoch in range(10):
    for x, y in loader:
        loss = loss_fn(model(x), y)
        opt.zero_grad()
        loss.backward()
        opt.step()

import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset


class Capsules(nn.Module):
    def __init__(self, num_capsules=10, routes=32 * 6 * 6, in_dim=8, out_dim=16):
        super().__init__()
        self.conv = nn.Conv2d(1, 256, kernel_size=9)
        self.primary = nn.ModuleList([nn.Conv2d(256, 32, kernel_size=9, stride=2, padding=0) for _ in range(in_dim)])
        self.W = nn.Parameter(torch.randn(1, routes, num_capsules, out_dim, in_dim))
        self.decoder = nn.Sequential(nn.Linear(16 * 10, 512), nn.ReLU(inplace=True), nn.Linear(512, 1024), nn.ReLU(inplace=True), nn.Linear(1024, 784), nn.Sigmoid())


model = Capsules()

loader = DataLoader(TensorDataset(inputs, targets), batch_size=32, shuffle=True)
loss_fn = nn.CrossEntropyLoss()
opt = torch.optim.AdamW(model.parameters(), lr=3e-4)
for epoch in range(10):
    for x, y in loader:
        loss = loss_fn(model(x), y)
        opt.zero_grad()
        loss.backward()
        opt.step()

import torch
import torch.nn as nn
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


class SEBlock(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        self.fc = nn.Sequential(nn.Linear(channels, channels // reduction, bias=False), nn.ReLU(), nn.Linear(channels // reduction, channels, bias=False), nn.Sigmoid())

    def forward(self, x):
        return x * self.fc(x.mean((2, 3)))[:, :, None, None]


class Inception(nn.Module):
    def __init__(self, c_in, c_red: dict, c_out: dict, act=nn.ReLU):
        super().__init__()
        self.branches = nn.ModuleDict({
            "1x1": nn.Sequential(nn.Conv2d(c_in, c_out["1x1"], 1), nn.BatchNorm2d(c_out["1x1"]), act()),
            "3x3": nn.Sequential(nn.Conv2d(c_in, c_red["3x3"], 1), act(), nn.Conv2d(c_red["3x3"], c_out["3x3"], 3, padding=1), act()),
            "max": nn.Sequential(nn.MaxPool2d(3, padding=1, stride=1), nn.Conv2d(c_in, c_out["max"], 1), act()),
        })
        self.se = SEBlock(sum(c_out.values()))

    def forward(self, x):
        return self.se(torch.cat([branch(x) for branch in self.branches.values()], dim=1))


class GoogleNet(nn.Module):
    def __init__(self, num_classes=10):
        super().__init__()
        self.stem = nn.Conv2d(3, 64, 3, padding=1)
        outs = {"1x1": 16, "3x3": 32, "max": 16}
        self.blocks = nn.Sequential(*(Inception(64, {"3x3": 24}, outs) for _ in range(3)))
        self.head = nn.Linear(64, num_classes)

    def forward(self, x):
        return self.head(self.blocks(self.stem(x)).mean((2, 3)))


model = GoogleNet()

train_set = datasets.CIFAR10("data", train=True, transform=transforms.ToTensor())
loader = DataLoader(train_set, batch_size=64, shuffle=True)
loss_fn = nn.CrossEntropyLoss()
opt = torch.optim.AdamW(model.parameters(), lr=3e-4)
for epoch in range(10):
    for x, y in loader:
        loss = loss_fn(model(x), y)
        opt.zero_grad()
        loss.backward()
        opt.step()

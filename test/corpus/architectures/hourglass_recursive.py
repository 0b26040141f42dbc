import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


def conv_bn(a, b, stride=1):
    return nn.Sequential(nn.Conv2d(a, b, 3, stride, 1, bias=False), nn.BatchNorm2d(b), nn.ReLU(inplace=True))


class Hourglass(nn.Module):
    """Each level holds a smaller one of itself."""

    def __init__(self, level, channels):
        super().__init__()
        self.up = conv_bn(channels, channels)
        self.low1 = conv_bn(channels, channels)
        if level > 1:
            self.__setattr__("inner", Hourglass(level - 1, channels))
        else:
            self.inner = conv_bn(channels, channels)
        self.low2 = conv_bn(channels, channels)

    def forward(self, x):
        low = self.low2(self.inner(self.low1(F.max_pool2d(x, 2))))
        return self.up(x) + F.interpolate(low, scale_factor=2)


class Net(nn.Module):
    def __init__(self, levels=4, channels=32):
        super().__init__()
        self.stem = conv_bn(3, channels)
        self.hourglass = Hourglass(levels, channels)
        self.head = nn.Linear(channels, 10)

    def forward(self, x):
        return self.head(self.hourglass(self.stem(x)).mean((2, 3)))


model = Net()

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

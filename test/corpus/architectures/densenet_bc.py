import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


class Bottleneck(nn.Module):
    def __init__(self, in_planes, growth_rate):
        super().__init__()
        self.bn1 = nn.BatchNorm2d(in_planes)
        self.conv1 = nn.Conv2d(in_planes, 4 * growth_rate, kernel_size=1, bias=False)
        self.bn2 = nn.BatchNorm2d(4 * growth_rate)
        self.conv2 = nn.Conv2d(4 * growth_rate, growth_rate, kernel_size=3, padding=1, bias=False)

    def forward(self, x):
        out = self.conv1(F.relu(self.bn1(x)))
        out = self.conv2(F.relu(self.bn2(out)))
        return torch.cat([out, x], 1)


class DenseNet(nn.Module):
    def __init__(self, nblocks, growth_rate=12, reduction=0.5, num_classes=10):
        super().__init__()
        self.growth_rate = growth_rate
        num_planes = 2 * growth_rate
        self.stem = nn.Conv2d(3, num_planes, kernel_size=3, padding=1, bias=False)
        stages = []
        for index, nblock in enumerate(nblocks):
            for _ in range(nblock):
                stages.append(Bottleneck(num_planes, self.growth_rate))
                num_planes += self.growth_rate
            if index != len(nblocks) - 1:
                out_planes = int(num_planes * reduction)
                stages.append(nn.Sequential(nn.BatchNorm2d(num_planes), nn.ReLU(), nn.Conv2d(num_planes, out_planes, 1, bias=False), nn.AvgPool2d(2)))
                num_planes = out_planes
        self.stages = nn.Sequential(*stages)
        self.bn = nn.BatchNorm2d(num_planes)
        self.linear = nn.Linear(num_planes, num_classes)

    def forward(self, x):
        out = F.adaptive_avg_pool2d(F.relu(self.bn(self.stages(self.stem(x)))), 1)
        return self.linear(out.flatten(1))


model = DenseNet([6, 12, 24, 16], growth_rate=32)
loader = DataLoader(datasets.CIFAR10("data", transform=transforms.ToTensor()), batch_size=64, shuffle=True)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(300):
    for x, y in loader:
        optimizer.zero_grad()
        F.cross_entropy(model(x), y).backward()
        optimizer.step()

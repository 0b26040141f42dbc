import torch
import torch.nn as nn
from torchvision import datasets, transforms
from torch.utils.data import DataLoader


class BasicConv2d(nn.Module):
    def __init__(self, in_channels, out_channels, **kwargs):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, bias=False, **kwargs)
        self.bn = nn.BatchNorm2d(out_channels, eps=0.001)

    def forward(self, x):
        return torch.relu_(self.bn(self.conv(x)))


class Inception(nn.Module):
    def __init__(self, in_ch, c1, c3r, c3, c5r, c5, pool):
        super().__init__()
        self.branches = nn.ModuleDict({
            'one': BasicConv2d(in_ch, c1, kernel_size=1),
            'three': nn.Sequential(BasicConv2d(in_ch, c3r, kernel_size=1), BasicConv2d(c3r, c3, kernel_size=3, padding=1)),
            'five': nn.Sequential(BasicConv2d(in_ch, c5r, kernel_size=1), BasicConv2d(c5r, c5, kernel_size=5, padding=2)),
            'pool': nn.Sequential(nn.MaxPool2d(3, stride=1, padding=1), BasicConv2d(in_ch, pool, kernel_size=1)),
        })

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches.values()], dim=1)


class MiniGoogLeNet(nn.Module):
    def __init__(self, num_classes):
        super().__init__()
        self.stem = nn.Sequential(
            BasicConv2d(1, 64, kernel_size=5, stride=1, padding=2),
            nn.MaxPool2d(3, 2, ceil_mode=True),
            BasicConv2d(64, 192, kernel_size=3, padding=1),
        )
        cfg = {'3a': (192, 64, 96, 128, 16, 32, 32), '3b': (256, 128, 128, 192, 32, 96, 64), '4a': (480, 192, 96, 208, 16, 48, 64)}
        for name, args in cfg.items():
            setattr(self, f'inception{name}', Inception(*args))
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.dropout = nn.Dropout(0.4)
        self.fc = nn.Linear(512, num_classes)

    def forward(self, x):
        x = self.stem(x)
        x = self.inception3a(x)
        x = self.inception3b(x)
        x = self.inception4a(x)
        x = self.avgpool(x).flatten(1)
        return self.fc(self.dropout(x))


device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
loader = DataLoader(datasets.FashionMNIST('.', train=True, download=True, transform=transforms.ToTensor()), batch_size=100, shuffle=True)
net = MiniGoogLeNet(10).to(device)
optimizer = torch.optim.Adam(net.parameters(), lr=3e-4)
ce = nn.CrossEntropyLoss()
for epoch in range(5):
    for batch_idx, (data, target) in enumerate(loader):
        data, target = data.to(device), target.to(device)
        optimizer.zero_grad()
        loss = ce(net(data), target)
        loss.backward()
        optimizer.step()

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


class LayerScaleBlock(nn.Module):
    def __init__(self, dim, drop_path=0., init_value=1.e-6):
        super().__init__()
        self.dwconv = nn.Conv2d(dim, dim, kernel_size=7, padding=3, groups=dim)
        self.norm = nn.LayerNorm(dim, eps=1e-6)
        self.pwconv1 = nn.Linear(dim, 4 * dim)
        self.pwconv2 = nn.Linear(4 * dim, dim)
        self.gamma = nn.Parameter(init_value * torch.ones((dim)), requires_grad=True) if init_value > 0. else None
        self.drop_path = nn.Dropout2d(drop_path) if drop_path > 0. else nn.Identity()

    def forward(self, x):
        y = self.norm(self.dwconv(x).permute(0, 2, 3, 1))
        y = self.gamma * self.pwconv2(F.gelu(self.pwconv1(y)))
        return x + self.drop_path(y.permute(0, 3, 1, 2))


class TinyConvNeXt(nn.Module):
    def __init__(self, dims=(48, 96), depths=(2, 3), num_classes=10):
        super().__init__()
        self.downsample = nn.ModuleList()
        self.stages = nn.ModuleList()
        for i, (dim, depth) in enumerate(zip(dims, depths)):
            source = 3 if i == 0 else dims[i - 1]
            self.downsample.append(nn.Conv2d(source, dim, kernel_size=2, stride=2))
            self.stages.append(nn.Sequential(*[LayerScaleBlock(dim) for _ in range(depth)]))
        self.head = nn.Linear(dims[-1], num_classes)

    def forward(self, x):
        for down, stage in zip(self.downsample, self.stages):
            x = stage(down(x))
        return self.head(x.mean([-2, -1]))


model = TinyConvNeXt()

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

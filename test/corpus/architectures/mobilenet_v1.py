import torch
import torch.nn as nn
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


def conv_bn(inp, oup, stride):
    return nn.Sequential(nn.Conv2d(inp, oup, 3, stride, 1, bias=False), nn.BatchNorm2d(oup), nn.ReLU6(inplace=True))


class DepthwiseSeparable(nn.Sequential):
    def __init__(self, inp, oup, stride):
        super().__init__(
            nn.Conv2d(inp, inp, 3, stride, 1, groups=inp, bias=False),
            nn.BatchNorm2d(inp),
            nn.ReLU6(inplace=True),
            nn.Conv2d(inp, oup, 1, 1, 0, bias=False),
            nn.BatchNorm2d(oup),
            nn.ReLU6(inplace=True),
        )


class MobileNet(nn.Module):
    # (128, 2) means conv planes=128, conv stride=2; by default conv stride=1
    cfg = [64, (128, 2), 128, (256, 2), 256, (512, 2), 512, 512, 512, 512, 512, (1024, 2), 1024]

    def __init__(self, num_classes=100, width=1.0):
        super().__init__()
        channels = int(32 * width)
        self.stem = conv_bn(3, channels, 1)
        layers = []
        for x in self.cfg:
            out = int((x if isinstance(x, int) else x[0]) * width)
            stride = 1 if isinstance(x, int) else x[1]
            layers.append(DepthwiseSeparable(channels, out, stride))
            channels = out
        self.layers = nn.Sequential(*layers)
        self.pool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(channels, num_classes)

    def forward(self, x):
        return self.fc(self.pool(self.layers(self.stem(x))).flatten(1))


model = MobileNet(num_classes=100).to("cuda")
loader = DataLoader(datasets.CIFAR100(root="data", train=True, transform=transforms.ToTensor()), batch_size=128)
optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
loss_fn = nn.CrossEntropyLoss()
for epoch in range(100):
    for images, targets in loader:
        optimizer.zero_grad()
        loss_fn(model(images.cuda()), targets.cuda()).backward()
        optimizer.step()
